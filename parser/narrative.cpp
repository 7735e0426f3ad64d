#include "parser/narrative.h"

#include <algorithm>
#include <string_view>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_cell = 40;    // glyphs: a longer cell is a layout's, and holds running text
constexpr std::uint32_t shortest_line = 18;   // glyphs: a shorter line without a mark at its end is a heading or an item
constexpr std::uint32_t longest_page_number = 12;
constexpr std::size_t longest_ordinal = 3;    // of a heading, where it is not part of its name

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

// Marks that end a sentence or a member of one; after them a line break is the end of a paragraph.
bool ends_line(char32_t c) { return is_one_of(c, U"。！？；：.!?;:…"); }

// （一） 1. 1、 一、 ● — the beginning of a heading or an item.
bool begins_item(const Document& document, const Block& block) {
    if (is_one_of(document.glyphs[block.begin].c, U"●•·◆■▪○□★☆►▶➢◎※①②③④⑤⑥⑦⑧⑨⑩")) return true;
    std::u32string text;
    for (std::uint32_t g = block.begin; g < block.end && text.size() < 6; ++g) text += normalize::fold_code_point(document.glyphs[g].c);
    std::size_t at = 0;
    const bool bracket = !text.empty() && text[0] == U'(';
    if (bracket) ++at;
    const std::size_t first = at;
    while (at < text.size() && (is_digit(text[at]) || is_one_of(text[at], U"一二三四五六七八九十"))) ++at;
    if (at == first || at >= text.size() || at - first > 3) return false;
    if (bracket) return text[at] == U')';
    return is_one_of(text[at], U".,)") && !(at + 1 < text.size() && is_digit(text[at + 1]));
}

// - 4 - between two lines of a paragraph.
bool is_page_number(const Document& document, const Block& block) {
    if (block.empty() || block.end - block.begin > longest_page_number) return false;
    bool digit = false;
    bool dash = false;
    for (std::uint32_t g = block.begin; g < block.end; ++g)
        for (const char32_t c : normalize::fold_code_point(document.glyphs[g].c)) {
            if (!is_digit(c) && c != U'-' && c != U'/') return false;
            digit = digit || is_digit(c);
            dash = dash || c == U'-';
        }
    return digit && dash;
}

class NarrativeReader {
public:
    NarrativeReader(const Document& document, const std::vector<model::RecordSection>& sections, std::vector<std::pair<std::uint32_t, std::uint32_t>> tables)
        : document_(document), sections_(sections), tables_(std::move(tables)) {
        narrative_.parts.push_back({0, ""});
    }

    Narrative read() {
        for (const Block& block : document_.blocks) {
            if (block.empty() || block.hidden || is_page_number(document_, block)) continue;
            if (block.kind == BlockKind::cell && block.end - block.begin <= longest_cell) continue;
            for (std::uint32_t g = block.begin; g < block.end; ++g) {
                if (const std::uint32_t table_end = end_of_table(g); table_end > g) {
                    end_paragraph(g);
                    last_block_ = nullptr;
                    g = table_end - 1;
                    continue;
                }
                if (last_block_ != &block) join(block, g);
                append(g);
            }
        }
        return std::move(narrative_);
    }

private:
    [[nodiscard]] std::uint32_t end_of_table(std::uint32_t g) const {
        for (const auto& [begin, end] : tables_)
            if (g >= begin && g < end) return end;
        return 0;
    }

    // A new block begins: it goes on with the sentence of the last one where that was cut at the end of a line.
    void join(const Block& block, std::uint32_t g) {
        const bool goes_on = last_block_ != nullptr && last_block_->kind == block.kind && block.kind != BlockKind::heading &&
                             last_block_->end - last_block_->begin >= shortest_line && !ends_line(document_.glyphs[last_block_->end - 1].c) &&
                             !begins_item(document_, block);
        if (!goes_on || last_block_ == heading_) end_paragraph(g);
        last_block_ = &block;
    }

    void end_paragraph(std::uint32_t g) {
        if (!narrative_.text.empty() && narrative_.text.back() != U'\n') put(U'\n', g);
    }

    void append(std::uint32_t g) {
        const Glyph& glyph = document_.glyphs[g];
        if (next_section_ < sections_.size() && glyph.span.begin >= sections_[next_section_].span.begin) {
            end_paragraph(g);
            // A heading in a line of its own ends there, however long it is.
            const std::size_t heading = normalize::to_utf32(sections_[next_section_].heading).size();
            if (last_block_ != nullptr && last_block_->begin == g && last_block_->end - g <= heading + longest_ordinal) heading_ = last_block_;
            narrative_.parts.push_back({static_cast<std::uint32_t>(narrative_.text.size()), sections_[next_section_++].id});
        }
        if (glyph.c >= 0x4E00 && glyph.c < 0xA000) return put(glyph.c, g);  // most of every page, and what folds to itself
        if (is_one_of(glyph.c, U"。．！？!?")) return put(glyph.c == U'．' ? U'.' : U'。', g);
        if (is_one_of(glyph.c, U"；;，、")) return put(glyph.c == U';' ? U'；' : glyph.c, g);
        const std::u32string_view folded = normalize::fold_code_point(glyph.c);
        if (folded.empty()) {
            space_ = space_ || normalize::is_space(glyph.c);
            return;
        }
        for (const char32_t c : folded) put(c, g);
    }

    void put(char32_t c, std::uint32_t g) {
        if (space_ || (last_glyph_ + 1 < g)) {
            if (is_digit(c) && !narrative_.text.empty() && is_digit(narrative_.text.back())) add(U' ', g);
        }
        space_ = false;
        last_glyph_ = g;
        add(c, g);
    }

    void add(char32_t c, std::uint32_t g) {
        narrative_.text += c;
        narrative_.glyph.push_back(g);
    }

    const Document& document_;
    const std::vector<model::RecordSection>& sections_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> tables_;
    Narrative narrative_;
    const Block* last_block_ = nullptr;
    const Block* heading_ = nullptr;  // the last heading of a section that is a block of its own
    std::size_t next_section_ = 0;
    std::uint32_t last_glyph_ = 0;
    bool space_ = false;
};

}  // namespace

Narrative narrative_of(const Document& document, const std::vector<model::RecordSection>& sections, const LabelView& view, const std::vector<TableRange>& tables) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
    for (const TableRange& table : tables)
        if (table.begin < table.end) ranges.emplace_back(view.glyph[table.begin], view.glyph[table.end - 1] + 1);
    return NarrativeReader(document, sections, std::move(ranges)).read();
}

}  // namespace nianbao::parser
