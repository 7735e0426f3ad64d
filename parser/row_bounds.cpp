#include "parser/row_bounds.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_note = 60;    // characters of a note in brackets behind a label
constexpr std::uint32_t shortest_heading = 6;
constexpr std::uint32_t shortest_repeat = 3;  // characters of a label that may stand several times in its row

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

}  // namespace

std::uint32_t RowBounds::behind_repeats(const Occurrence& link, std::uint32_t end) const {
    const std::uint32_t length = link.end - link.begin;
    const std::u32string_view text = view_.text;
    std::uint32_t behind = link.end;
    while (length >= shortest_repeat && behind + length <= end && text.substr(behind, length) == text.substr(link.begin, length)) behind += length;
    return behind;
}

std::uint32_t RowBounds::behind_label(std::uint32_t from) const {
    const std::vector<Glyph>& glyphs = document_.glyphs;
    const auto size = static_cast<std::uint32_t>(glyphs.size());
    while (from < size && closes_label(glyphs[from].c)) ++from;
    if (from >= size || (glyphs[from].c != U'（' && glyphs[from].c != U'(') || document_.block_of(from) != document_.block_of(from - 1)) return from;
    for (std::uint32_t at = from; at < size && at < from + longest_note; ++at) {
        const char32_t c = glyphs[at].c;
        if (c == U'）' || c == U')') return at + 1;
        if (is_digit(c)) return from;
    }
    return from;
}

std::uint32_t RowBounds::end_of_grid_row(std::size_t place) const {
    const Block& first = document_.blocks[place];
    const std::vector<GridCell>& cells = document_.tables[static_cast<std::size_t>(first.table)].cells;
    const int row = cells[static_cast<std::size_t>(first.cell)].row;
    std::uint32_t end = first.end;
    for (std::size_t b = place; b < document_.blocks.size(); ++b) {
        const Block& block = document_.blocks[b];
        if (block.table != first.table) continue;  // a table within the row, or what stands behind the last row
        if (cells[static_cast<std::size_t>(block.cell)].row != row) return block.begin;
        end = block.end;
    }
    return end;
}

std::uint32_t RowBounds::end_of_paragraph(std::uint32_t from) const {
    for (std::size_t b = document_.block_of(from); b < document_.blocks.size(); ++b) {
        const Block& block = document_.blocks[b];
        if (block.cell >= 0) continue;
        if (block.begin > from && is_heading(block)) return block.begin;
        if (block.end - block.begin < letters_of_paragraph) continue;
        const std::uint32_t letters = view_.letters[view_.position_of(block.end)] - view_.letters[view_.position_of(std::max(from, block.begin))];
        if (letters >= letters_of_paragraph) return block.end;
    }
    return static_cast<std::uint32_t>(document_.glyphs.size());
}

// 五、存在的主要问题及改进情况 in a block of its own.
bool RowBounds::is_heading(const Block& block) const {
    if (block.end - block.begin < shortest_heading) return false;
    const std::vector<Glyph>& glyphs = document_.glyphs;
    const bool ordinal = std::u32string_view(U"一二三四五六七八九").find(glyphs[block.begin].c) != std::u32string_view::npos && glyphs[block.begin + 1].c == U'、';
    return ordinal && std::none_of(glyphs.begin() + block.begin, glyphs.begin() + block.end, [](const Glyph& glyph) { return is_digit(glyph.c); });
}

std::uint32_t RowBounds::before_ordinal(std::uint32_t from, std::uint32_t to, const Occurrence& next) const {
    const std::vector<Glyph>& glyphs = document_.glyphs;
    const char32_t ordinal = labels_.sequence[static_cast<std::size_t>(next.label)].wordings.front().front();
    if (!is_digit(ordinal) || view_.text[next.begin] == ordinal) return to;
    const auto skip = [&](std::uint32_t at, auto&& wanted) {
        while (at > from && wanted(glyphs[at - 1].c)) --at;
        return at;
    };
    const std::uint32_t point = skip(to, normalize::is_space);
    const std::uint32_t digit = skip(point, [](char32_t c) { return c == U'.' || c == U'．' || c == U'、'; });
    if (digit == point || digit == from || normalize::fold_code_point(glyphs[digit - 1].c) != std::u32string_view(&ordinal, 1)) return to;
    const std::uint32_t begin = digit - 1;
    const bool alone = begin == from || normalize::is_space(glyphs[begin - 1].c) || document_.block_of(begin - 1) != document_.block_of(begin);
    return alone ? begin : to;
}

std::uint32_t RowBounds::before_brackets(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t at = to; at > from;) {
        --at;
        if (opens_label(document_.glyphs[at].c))
            to = at;
        else if (!normalize::is_space(document_.glyphs[at].c))
            break;
    }
    return to;
}

}  // namespace nianbao::parser
