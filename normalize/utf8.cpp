#include "normalize/utf8.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "normalize/fold.h"

namespace nianbao::normalize {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

unsigned byte_at(std::string_view bytes, std::size_t position) { return static_cast<unsigned char>(bytes[position]); }

bool is_trail(std::string_view bytes, std::size_t position) {
    return position < bytes.size() && (byte_at(bytes, position) & 0xC0) == 0x80;
}

// The second byte has a narrower range after E0, ED, F0 and F4 (table 3-7): this is what shuts out overlong forms,
// surrogates and what lies above U+10FFFF.
bool is_second(unsigned lead, unsigned second) {
    switch (lead) {
        case 0xE0: return second >= 0xA0 && second <= 0xBF;
        case 0xED: return second >= 0x80 && second <= 0x9F;
        case 0xF0: return second >= 0x90 && second <= 0xBF;
        case 0xF4: return second >= 0x80 && second <= 0x8F;
        default: return second >= 0x80 && second <= 0xBF;
    }
}

// Two sequences of three bytes, as Chinese text is made of, told at once. False where a closer look is needed, and where fewer
// than eight bytes are left.
bool are_two_of_three(std::string_view bytes, std::size_t position) {
    if constexpr (std::endian::native != std::endian::little) return false;
    if (position + 8 > bytes.size()) return false;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + position, 8);
    if ((word & 0x0000C0C0F0C0C0F0U) != 0x00008080E08080E0U) return false;
    constexpr unsigned plain = 0xDFFE;  // leads E0 and ED allow fewer second bytes
    return (plain >> (word & 15) & plain >> (word >> 24 & 15) & 1U) != 0;
}

// How long a sequence with this lead byte is; 0 for a byte that starts none.
std::size_t length_of(unsigned lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return 2;
    if (lead < 0xF0) return 3;
    return lead <= 0xF4 ? 4 : 0;
}

// How many bytes one U+FFFD stands for: the lead byte and the trail bytes that could still have been right.
std::size_t ill_formed_length(std::string_view bytes, std::size_t position) {
    const std::size_t wanted = length_of(byte_at(bytes, position));
    if (wanted < 2 || position + 1 >= bytes.size() || !is_second(byte_at(bytes, position), byte_at(bytes, position + 1)))
        return 1;
    std::size_t length = 2;
    while (length < wanted && is_trail(bytes, position + length)) ++length;
    return length;
}

}  // namespace

std::size_t ascii_prefix(std::string_view bytes) {
    std::size_t position = 0;
    while (position + 8 <= bytes.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + position, 8);
        if ((word & 0x8080808080808080U) != 0) break;
        position += 8;
    }
    while (position < bytes.size() && byte_at(bytes, position) < 0x80) ++position;
    return position;
}

std::size_t utf8_sequence(std::string_view bytes, std::size_t position) {
    const unsigned lead = byte_at(bytes, position);
    // Most of a Chinese page is ASCII or one of E4..E9 with two trail bytes.
    if (lead < 0x80) return 1;
    if (lead > 0xE0 && lead < 0xED) return is_trail(bytes, position + 1) && is_trail(bytes, position + 2) ? 3 : 0;
    const std::size_t length = length_of(lead);
    if (length == 0 || position + length > bytes.size() || !is_second(lead, byte_at(bytes, position + 1))) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (!is_trail(bytes, position + i)) return 0;
    return length;
}

std::size_t utf8_valid_prefix(std::string_view bytes) {
    std::size_t position = 0;
    while (position < bytes.size()) {
        const unsigned lead = byte_at(bytes, position);
        if (lead < 0x80) {
            position += ascii_prefix(bytes.substr(position));
            continue;
        }
        if (are_two_of_three(bytes, position)) {
            position += 6;
            continue;
        }
        if (lead > 0xE0 && lead < 0xED && position + 2 < bytes.size()) {
            if ((byte_at(bytes, position + 1) & 0xC0) != 0x80 || (byte_at(bytes, position + 2) & 0xC0) != 0x80) break;
            position += 3;
            continue;
        }
        const std::size_t length = utf8_sequence(bytes, position);
        if (length == 0) break;
        position += length;
    }
    return position;
}

std::string repair_utf8(std::string_view bytes, std::size_t& replaced) {
    replaced = 0;
    std::string utf8;
    while (!bytes.empty()) {
        const std::size_t valid = utf8_valid_prefix(bytes);
        utf8.append(bytes.substr(0, valid));
        bytes.remove_prefix(valid);
        if (bytes.empty()) break;
        utf8.append(replacement);
        ++replaced;
        bytes.remove_prefix(ill_formed_length(bytes, 0));
    }
    return utf8;
}

char32_t next_code_point(std::string_view utf8, std::size_t& position) {
    const std::size_t length = utf8_sequence(utf8, position);
    const unsigned lead = byte_at(utf8, position);
    if (length < 2) {
        ++position;
        return length == 1 ? static_cast<char32_t>(lead) : U'\uFFFD';
    }
    char32_t c = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (byte_at(utf8, position + i) & 0x3F);
    position += length;
    return c;
}

void append_utf8(std::string& utf8, char32_t c) {
    if (c < 0x80) {
        utf8.push_back(static_cast<char>(c));
        return;
    }
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (c >= 0x800 && c < 0xD800) {  // nearly all the rest
        const char three[3] = {byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))};
        utf8.append(three, 3);
        return;
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = U'\uFFFD';
    char bytes[4];
    std::size_t size = 0;
    if (c < 0x800) {
        bytes[size++] = byte(0xC0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            bytes[size++] = byte(0xE0 | (c >> 12));
        } else {
            bytes[size++] = byte(0xF0 | (c >> 18));
            bytes[size++] = byte(0x80 | ((c >> 12) & 0x3F));
        }
        bytes[size++] = byte(0x80 | ((c >> 6) & 0x3F));
    }
    bytes[size++] = byte(0x80 | (c & 0x3F));
    utf8.append(bytes, size);
}

std::string to_utf8(std::u32string_view text) {
    std::string utf8;
    utf8.reserve(text.size() * 3);
    for (const char32_t c : text) append_utf8(utf8, c);
    return utf8;
}

std::u32string to_utf32(std::string_view utf8) {
    std::u32string text;
    text.reserve(utf8.size() / 2);
    for (std::size_t position = 0; position < utf8.size();) text.push_back(next_code_point(utf8, position));
    return text;
}

}  // namespace nianbao::normalize
