#include "crawler/references.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace nianbao::crawler {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

// &#65; &#x41; at the start of `text`: the character and how many bytes it took; 0 bytes when it is none.
std::pair<std::uint32_t, std::size_t> numeric_reference(std::string_view text) {
    std::size_t at = 2;
    const bool is_hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
    if (is_hex) ++at;
    const std::size_t digits = at;
    std::uint32_t value = 0;
    for (; at < text.size() && at < digits + 10; ++at) {
        const char c = text[at];
        int digit = -1;
        if (c >= '0' && c <= '9') digit = c - '0';
        if (is_hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f') digit = (c | 0x20) - 'a' + 10;
        if (digit < 0) break;
        value = std::min<std::uint32_t>(value * (is_hex ? 16 : 10) + static_cast<std::uint32_t>(digit), 0x110000);
    }
    if (at == digits) return {0, 0};
    if (at < text.size() && text[at] == ';') ++at;
    return {value, at};
}

}  // namespace

std::string percent_decoded(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1; };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_escape = text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
        out += is_escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
        if (is_escape) i += 2;
    }
    return out;
}

std::string decode_references(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> named = {{{"&amp;", "&"},
                                                                                            {"&lt;", "<"},
                                                                                            {"&gt;", ">"},
                                                                                            {"&quot;", "\""},
                                                                                            {"&apos;", "'"},
                                                                                            {"&nbsp;", " "},
                                                                                            {"&ensp;", " "},
                                                                                            {"&emsp;", " "},
                                                                                            {"&middot;", "·"},
                                                                                            {"&ldquo;", "“"},
                                                                                            {"&rdquo;", "”"}}};
    std::string out;
    while (!text.empty()) {
        const std::size_t mark = std::min(text.find('&'), text.size());
        out.append(text.substr(0, mark));
        text.remove_prefix(mark);
        if (text.empty()) break;
        if (text.starts_with("&#")) {
            if (const auto [character, size] = numeric_reference(text); size > 0) {
                append_utf8(out, character);
                text.remove_prefix(size);
                continue;
            }
        }
        const auto* const found = std::find_if(named.begin(), named.end(), [&](const auto& one) { return text.starts_with(one.first); });
        out.append(found == named.end() ? "&" : found->second);
        text.remove_prefix(found == named.end() ? 1 : found->first.size());
    }
    return out;
}

}  // namespace nianbao::crawler
