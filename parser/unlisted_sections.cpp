#include "parser/unlisted_sections.h"

#include <algorithm>
#include <string_view>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_heading = 40;  // glyphs

// 一、 … 十二、 in front of a few words, and no sentence.
bool is_heading(const Document& document, const Block& block) {
    static constexpr std::u32string_view ordinals = U"一二三四五六七八九十";
    if (block.hidden || block.cell >= 0 || block.end - block.begin > longest_heading) return false;
    std::uint32_t at = block.begin;
    while (at < block.end && at < block.begin + 3 && ordinals.find(document.glyphs[at].c) != std::u32string_view::npos) ++at;
    if (at == block.begin || at + 2 > block.end) return false;
    const char32_t mark = document.glyphs[at].c;
    const char32_t last = document.glyphs[block.end - 1].c;
    return (mark == U'、' || mark == U'.' || mark == U'．') && last != U'。' && last != U'；' && last != U'，';
}

// The text of the blocks [first, last), one a line.
std::string text_of(const Document& document, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t b = first; b < last; ++b) {
        const Block& block = document.blocks[b];
        if (block.hidden || block.empty()) continue;
        if (!text.empty()) text += '\n';
        text += document.text(block);
    }
    return normalize::tidy_text(text);
}

}  // namespace

std::vector<model::RecordSection> unlisted_sections(const Document& document, std::uint32_t begin) {
    const std::vector<Block>& blocks = document.blocks;
    const auto start = static_cast<std::size_t>(
        std::find_if(blocks.begin(), blocks.end(), [begin](const Block& block) { return !block.empty() && block.begin >= begin; }) - blocks.begin());
    std::vector<std::size_t> headings;
    for (std::size_t b = start; b < blocks.size(); ++b)
        if (is_heading(document, blocks[b])) headings.push_back(b);
    std::vector<model::RecordSection> sections;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const std::size_t next = i + 1 < headings.size() ? headings[i + 1] : blocks.size();
        model::RecordSection section;
        section.id = "part_" + std::to_string(i + 1);
        section.heading = normalize::tidy_text(document.text(blocks[headings[i]]));
        section.text = text_of(document, headings[i] + 1, next);
        section.span = document.span(blocks[headings[i]].begin, next < blocks.size() ? blocks[next].begin : static_cast<std::uint32_t>(document.glyphs.size()));
        sections.push_back(std::move(section));
    }
    if (!sections.empty() || start == blocks.size()) return sections;
    model::RecordSection whole;
    whole.id = "text";
    whole.text = text_of(document, start, blocks.size());
    whole.span = document.span(blocks[start].begin, static_cast<std::uint32_t>(document.glyphs.size()));
    if (!whole.text.empty()) sections.push_back(std::move(whole));
    return sections;
}

}  // namespace nianbao::parser
