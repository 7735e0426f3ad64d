#include <algorithm>
#include <array>

#include "cli/show_table.h"
#include "cli/width.h"

namespace nianbao::cli {
namespace {

// Marks that may not begin a line, and marks that may not end one.
constexpr std::array<std::string_view, 12> closing = {"）", "、", "，", "。", "：", "；", "”", "》", "〕", ")", ",", "."};
constexpr std::array<std::string_view, 5> opening = {"（", "“", "《", "〔", "("};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& marks_wanted, std::string_view character) {
    return std::find(marks_wanted.begin(), marks_wanted.end(), character) != marks_wanted.end();
}

std::vector<std::string_view> characters_of(std::string_view text) {
    std::vector<std::string_view> characters;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
        characters.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return characters;
}

// True when a line may not be broken between the two: inside a number or a word, before a closing mark, after an opening one.
bool stays_together(std::string_view before, std::string_view after) {
    const auto is_word = [](std::string_view c) { return c.size() == 1 && c[0] > ' '; };
    return is_one_of(closing, after) || is_one_of(opening, before) || (is_word(before) && is_word(after));
}

}  // namespace

std::vector<std::string> wrap_to_columns(std::string_view text, std::size_t columns) {
    const std::vector<std::string_view> characters = characters_of(text);
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < characters.size();) {
        std::size_t end = begin;
        std::size_t taken = 0;
        while (end < characters.size() && taken + columns_of(characters[end]) <= columns) taken += columns_of(characters[end++]);
        end = std::max(end, begin + 1);  // a character wider than the line
        if (end < characters.size()) {
            std::size_t better = end;
            while (better > begin + 1 && stays_together(characters[better - 1], characters[better])) --better;
            if (!stays_together(characters[better - 1], characters[better])) end = better;
        }
        std::string line;
        for (std::size_t i = begin; i < end; ++i) line += characters[i];
        while (!line.empty() && line.back() == ' ') line.pop_back();
        lines.push_back(std::move(line));
        begin = end;
        while (begin < characters.size() && characters[begin] == " ") ++begin;
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

}  // namespace nianbao::cli
