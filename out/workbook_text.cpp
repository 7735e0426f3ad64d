#include "out/workbook_text.h"

#include <algorithm>

#include "out/utf8.h"

namespace nianbao::out {
namespace {

constexpr std::size_t longest_text = 32'767;
constexpr std::size_t longest_link = 2'000;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// "_xHHHH_": ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
bool is_escape(std::string_view text) {
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' && std::all_of(text.begin() + 2, text.begin() + 6, is_hexadecimal);
}

std::size_t length_of_character(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

const std::string& spreadsheet_text(std::string_view text, std::string& buffer) {
    std::string repaired;
    text = valid_utf8(text, repaired);
    std::string made;
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = length_of_character(text[i]);
        const std::string_view character = text.substr(i, length);
        units += length == 4 ? 2 : 1;
        // An escape grows on paper only; it counts as the one unit that a reader sees. Room is kept for the ellipsis.
        if (units >= longest_text) {
            made += "…";
            break;
        }
        if (is_escape(text.substr(i)))
            made += "_x005F_";
        else if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF" || character == std::string_view("\0", 1))
            made += replacement;
        else
            made += character;
        i += length;
    }
    buffer = std::move(made);
    return buffer;
}

bool can_be_link(std::string_view url) {
    if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
    return url.size() <= longest_link && std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7F' && c != '"' && c != '<' && c != '>'; });
}

}  // namespace nianbao::out
