#include "parser/document.h"

#include <algorithm>
#include <array>

#include "normalize/fold.h"

namespace nianbao::parser {

std::string Document::text(std::uint32_t begin, std::uint32_t end) const {
    std::string result;
    result.reserve(std::size_t{3} * (end - std::min(begin, end)));
    for (std::uint32_t i = begin; i < end; ++i) normalize::append_utf8(result, glyphs[i].c);
    return result;
}

std::string Document::printed_text(std::uint32_t begin, std::uint32_t end) const {
    if (printed.empty()) return text(begin, end);
    return begin < end ? normalize::to_utf8(printed.substr(begin, end - begin)) : std::string();
}

model::Span Document::span(std::uint32_t begin, std::uint32_t end) const {
    model::Span result;
    // Foster-parented text may stand before what it follows, so the ends are not simply those of the first and last glyph.
    for (std::uint32_t i = begin; i < end; ++i) result = join(result, glyphs[i].span);
    return result;
}

std::string Document::cell_text(int table, int cell) const {
    std::string result;
    const int first = first_blocks[static_cast<std::size_t>(table)][static_cast<std::size_t>(cell)];
    if (first < 0) return result;
    for (auto b = static_cast<std::size_t>(first); b < blocks.size() && blocks[b].table == table && blocks[b].cell == cell; ++b) {
        if (blocks[b].empty()) continue;
        if (!result.empty()) result += '\n';
        result += text(blocks[b]);
    }
    return result;
}

namespace {

// A line that is a value of a flattened table: a few digits and marks, perhaps with its unit.
bool is_value_line(const Document& document, const Block& block) {
    if (block.kind != BlockKind::line || block.empty() || block.end - block.begin > 16) return false;
    const auto others = std::count_if(document.glyphs.begin() + block.begin, document.glyphs.begin() + block.end,
                                      [](const Glyph& glyph) { return glyph.c >= 0x80 && (glyph.c < U'０' || glyph.c > U'９'); });
    return others == 0 || (others == 1 && block.end - block.begin > 1);
}

// How many empty lines mostly stand between two value lines.
std::size_t spacing_of(const Document& document) {
    std::array<std::size_t, 4> times{};
    std::size_t empty = 0;
    bool after_value = false;
    for (const Block& block : document.blocks) {
        if (block.kind == BlockKind::line && block.empty() && !block.between_bars) {
            ++empty;
            continue;
        }
        const bool value = is_value_line(document, block);
        if (value && after_value && empty < times.size()) ++times[empty];
        after_value = value;
        empty = 0;
    }
    return static_cast<std::size_t>(std::max_element(times.begin(), times.end()) - times.begin());
}

}  // namespace

void Document::cut_off(std::uint32_t end) {
    std::erase_if(blocks, [end](const Block& block) { return block.begin >= end; });
    glyphs.resize(std::min<std::size_t>(glyphs.size(), end));
    printed.resize(std::min<std::size_t>(printed.size(), end));
    for (Block& block : blocks) block.end = std::min(block.end, end);
    open_end.reset();
    index_blocks();
}

void Document::index_blocks() {
    line_spacing = spacing_of(*this);
    first_blocks.resize(tables.size());
    for (std::size_t t = 0; t < tables.size(); ++t) first_blocks[t].assign(tables[t].cells.size(), -1);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        if (blocks[b].cell < 0) continue;
        int& first = first_blocks[static_cast<std::size_t>(blocks[b].table)][static_cast<std::size_t>(blocks[b].cell)];
        if (first < 0) first = static_cast<int>(b);
    }
}

std::size_t Document::block_of(std::uint32_t g) const {
    const auto block = std::partition_point(blocks.begin(), blocks.end(), [g](const Block& b) { return b.end <= g; });
    return static_cast<std::size_t>(block - blocks.begin());
}

}  // namespace nianbao::parser
