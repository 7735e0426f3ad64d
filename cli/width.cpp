#include "cli/width.h"

#include <algorithm>

namespace nianbao::cli {

namespace {

struct Character {
    std::size_t bytes;
    std::size_t columns;
};

// By the lead byte; a sequence that is cut short takes what is there.
Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0xC0) return {1, 1};
    if (lead < 0xE0) return {std::min<std::size_t>(2, text.size()), 1};
    // E2 80 is U+2000..U+203F: dashes, dots and quotation marks, narrow in most terminals.
    const std::size_t columns = lead == 0xE0 || lead == 0xE1 || text.substr(0, 2) == "\xE2\x80" ? 1 : 2;
    return {std::min<std::size_t>(lead < 0xF0 ? 3 : 4, text.size()), columns};
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const Character character = first_character(text);
        columns += character.columns;
        text.remove_prefix(character.bytes);
    }
    return columns;
}

std::string_view cut_to_columns(std::string_view text, std::size_t columns) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const Character character = first_character(rest);
        if (character.columns > columns) break;
        columns -= character.columns;
        rest.remove_prefix(character.bytes);
    }
    return text.substr(0, text.size() - rest.size());
}

}  // namespace nianbao::cli
