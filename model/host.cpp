#include "model/host.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace nianbao::model {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

// "A forbidden domain code point is a forbidden host code point, a C0 control, U+0025 (%), or U+007F DELETE."
bool is_forbidden_in_domain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// The IPv4 number parser: decimal, 0x hexadecimal, 0 octal. "0x" alone is 0. A value past 32 bits is held at 2^32,
// which every caller refuses.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
    if (text.empty()) return std::nullopt;
    int radix = 10;
    if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        radix = 16;
        text.remove_prefix(2);
    } else if (text.size() >= 2 && text[0] == '0') {
        radix = 8;
        text.remove_prefix(1);
    }
    std::uint64_t value = 0;
    for (char c : text) {
        const int digit = hex_value(c);
        if (digit < 0 || digit >= radix) return std::nullopt;
        value = std::min<std::uint64_t>(value * static_cast<std::uint64_t>(radix) + static_cast<std::uint64_t>(digit), 0x1'0000'0000);
    }
    return value;
}

// The ends-in-a-number checker: such a host is an IPv4 address or an error, never a domain.
bool ends_in_a_number(std::vector<std::string_view> parts) {
    if (parts.back().empty()) {
        if (parts.size() == 1) return false;
        parts.pop_back();
    }
    const std::string_view last = parts.back();
    if (!last.empty() && std::all_of(last.begin(), last.end(), is_digit)) return true;
    return ipv4_number(last).has_value();
}

// The IPv4 parser: up to four numbers, the last fills the bytes that are left (127.1 is 127.0.0.1).
Result<std::string> ipv4_host(std::string_view text) {
    std::vector<std::string_view> parts = split(text, '.');
    if (parts.back().empty() && parts.size() > 1) parts.pop_back();
    if (parts.size() > 4) return fail(std::string(text), "is not an IPv4 address: more than four numbers");
    std::uint64_t address = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = ipv4_number(parts[i]);
        if (!number) return fail(std::string(text), "is not an IPv4 address: a part is not a number");
        const bool is_last = i + 1 == parts.size();
        const std::uint64_t limit = is_last ? std::uint64_t{1} << (8 * (5 - parts.size())) : 256;
        if (*number >= limit) return fail(std::string(text), "is not an IPv4 address: a number is too large");
        address += is_last ? *number : *number << (8 * (3 - i));
    }
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += std::to_string((address >> shift) & 0xFF);
        if (shift > 0) out += '.';
    }
    return out;
}

using Pieces = std::array<std::uint16_t, 8>;

// The dotted tail of an IPv6 address (::ffff:1.2.3.4): exactly four decimal numbers without leading zeros.
std::optional<std::uint32_t> dotted_tail(std::string_view text) {
    const std::vector<std::string_view> parts = split(text, '.');
    if (parts.size() != 4) return std::nullopt;
    std::uint32_t value = 0;
    for (std::string_view part : parts) {
        if (part.empty() || part.size() > 3 || (part.size() > 1 && part[0] == '0')) return std::nullopt;
        if (!std::all_of(part.begin(), part.end(), is_digit)) return std::nullopt;
        std::uint32_t number = 0;
        for (char c : part) number = number * 10 + static_cast<std::uint32_t>(c - '0');
        if (number > 255) return std::nullopt;
        value = value << 8 | number;
    }
    return value;
}

std::optional<std::uint16_t> ipv6_piece(std::string_view text) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    unsigned value = 0;
    for (char c : text) {
        if (hex_value(c) < 0) return std::nullopt;
        value = value * 16 + static_cast<unsigned>(hex_value(c));
    }
    return static_cast<std::uint16_t>(value);
}

// A run of pieces separated by single colons. The last one may be a dotted IPv4 address.
std::optional<std::vector<std::uint16_t>> ipv6_run(std::string_view text, bool may_end_dotted) {
    std::vector<std::uint16_t> pieces;
    if (text.empty()) return pieces;
    const std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() > 8) return std::nullopt;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (may_end_dotted && i + 1 == parts.size() && parts[i].find('.') != std::string_view::npos) {
            const auto tail = dotted_tail(parts[i]);
            if (!tail) return std::nullopt;
            pieces.push_back(static_cast<std::uint16_t>(*tail >> 16));
            pieces.push_back(static_cast<std::uint16_t>(*tail & 0xFFFF));
        } else if (const auto piece = ipv6_piece(parts[i])) {
            pieces.push_back(*piece);
        } else {
            return std::nullopt;
        }
    }
    return pieces;
}

// The IPv6 parser: "::" once at most, and it stands for at least one piece.
std::optional<Pieces> ipv6_pieces(std::string_view text) {
    Pieces out{};
    const auto gap = text.find("::");
    if (gap == std::string_view::npos) {
        const auto all = ipv6_run(text, true);
        if (!all || all->size() != 8) return std::nullopt;
        std::copy(all->begin(), all->end(), out.begin());
        return out;
    }
    const auto head = ipv6_run(text.substr(0, gap), false);
    const auto tail = ipv6_run(text.substr(gap + 2), true);
    if (!head || !tail || head->size() + tail->size() > 7) return std::nullopt;
    std::copy(head->begin(), head->end(), out.begin());
    std::copy_backward(tail->begin(), tail->end(), out.end());
    return out;
}

// The IPv6 serialiser: the first longest run of two or more zero pieces becomes "::".
std::string ipv6_text(const Pieces& pieces) {
    std::size_t best_begin = 8;
    std::size_t best_size = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t end = i;
        while (end < 8 && pieces[end] == 0) ++end;
        if (end - i > best_size) {
            best_begin = i;
            best_size = end - i;
        }
    }
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "[";
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == best_begin) {
            out += i == 0 ? "::" : ":";
            i += best_size - 1;
            continue;
        }
        bool started = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            const auto digit = static_cast<std::size_t>((pieces[i] >> shift) & 0xF);
            started = started || digit != 0 || shift == 0;
            if (started) out += digits[digit];
        }
        if (i < 7) out += ':';
    }
    return out + ']';
}

}  // namespace

Result<std::string> parse_host(std::string_view text) {
    if (text.empty()) return fail("", "the URL has no host");
    if (text.front() == '[') {
        if (text.back() != ']') return fail(std::string(text), "the IPv6 address is not closed with ]");
        const auto pieces = ipv6_pieces(text.substr(1, text.size() - 2));
        if (!pieces) return fail(std::string(text), "is not an IPv6 address");
        return ipv6_text(*pieces);
    }
    std::string domain = percent_decoded(text);
    for (char& c : domain) {
        if (static_cast<unsigned char>(c) >= 0x80) {
            return fail(std::string(text), "the host has characters outside ASCII; write it in its xn-- form");
        }
        if (is_forbidden_in_domain(c)) return fail(std::string(text), "the host has a character that a host cannot have");
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (ends_in_a_number(split(domain, '.'))) return ipv4_host(domain);
    return domain;
}

}  // namespace nianbao::model
