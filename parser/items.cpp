#include "parser/items.h"

#include <algorithm>

#include "normalize/fold.h"
#include "parser/label_view.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t usual_items = 16;  // of a row; what is set aside for them

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_folded_digit(char32_t c) { return is_digit(c) || (c >= U'０' && c <= U'９'); }

bool opens_bracket(char32_t c) { return c == U'（' || c == U'(' || c == U'〔'; }
bool closes_bracket(char32_t c) { return c == U'）' || c == U')' || c == U'〕'; }

// What a run of glued values is made of.
bool is_run_character(char32_t c) { return is_folded_digit(c) || std::u32string_view(U".,-－−–．，").find(c) != std::u32string_view::npos; }

// What follows a number in a date or a count, which is then no run of values: 2024年12月18日.
bool is_counted(char32_t c) { return std::u32string_view(U"年月日时分号度期次条款项个%％").find(c) != std::u32string_view::npos; }

// Page numbers as printed at the foot of a page, on a line of their own: - 4 -, — 4 —, -4-.
bool is_page_number(const Document& document, std::uint32_t begin, std::uint32_t end) {
    std::u32string text;
    for (std::uint32_t g = begin; g < end && text.size() < 16; ++g)
        for (const char32_t c : normalize::fold_code_point(document.glyphs[g].c)) text.push_back(c);
    if (text.size() < 3 || text.size() > 6) return false;
    const auto is_dash = [](char32_t c) { return c == U'-' || c == U'—' || c == U'–' || c == U'－'; };
    return is_dash(text.front()) && is_dash(text.back()) && std::all_of(text.begin() + 1, text.end() - 1, is_digit);
}

class ItemReader {
public:
    ItemReader(const Document& document, normalize::Sign sign) : document_(document), sign_(sign) {}

    std::vector<Item> read(std::uint32_t begin, std::uint32_t end) {
        const std::size_t first = begin > 0 ? document_.block_of(begin - 1) : 0;
        const std::size_t last = std::min(document_.block_of(end), document_.blocks.size() - 1);
        items_.reserve(usual_items);
        for (std::size_t b = first; b <= last && b < document_.blocks.size(); ++b) {
            const Block& block = document_.blocks[b];
            if (block.hidden) continue;
            const std::uint32_t from = std::max(block.begin, begin);
            const std::uint32_t block_end = block.cell < 0 ? behind_tabs(block) : block.end;
            const std::uint32_t to = std::max(from, std::min(block_end, end));
            const bool is_rest = from > block.begin;
            if (b == last && !is_rest && from == to && block.end > end) break;  // the next label's own block, label first
            if (block.cell >= 0)
                add_cell(block, from, to, is_rest);
            else if (block.empty())
                add_trace(block);
            else if (from < to && (is_rest || to < block.end || !is_page_number(document_, from, to)))
                add_line(from, to, is_rest);
        }
        keep_telling_traces();
        for (Item& item : items_) finish(item);
        return std::move(items_);
    }

private:
    // Tabs at the end of a line stand for its last cells, which are empty.
    [[nodiscard]] std::uint32_t behind_tabs(const Block& block) const {
        const std::vector<Glyph>& glyphs = document_.glyphs;
        std::uint32_t end = block.end;
        if (block.empty() || document_.is_html) return end;
        for (std::uint32_t at = end; at < glyphs.size() && glyphs[at].span.begin == glyphs[at - 1].span.end && normalize::is_space(glyphs[at].c); ++at)
            if (glyphs[at].c == U'\t') end = at + 1;
        return end;
    }

    // A cell is one item however many paragraphs it has; a cell that begins with the label gives its rest only if there is one.
    void add_cell(const Block& block, std::uint32_t begin, std::uint32_t end, bool is_rest) {
        const bool same_cell = !items_.empty() && items_.back().cell == block.cell && items_.back().table == block.table;
        if (is_rest && begin >= end) {
            rest_cell_ = block.cell;
            rest_table_ = block.table;
            return;
        }
        if (!is_rest && block.cell == rest_cell_ && block.table == rest_table_ && begin == end) return;
        if (same_cell) {
            if (begin < end) {
                Item& cell = items_.back();
                cell.broken = cell.broken || (cell.begin < cell.end && !block.after_break && is_another_number(begin, end));
                items_.back().begin = items_.back().begin == items_.back().end ? begin : items_.back().begin;
                items_.back().end = end;
            }
            return;
        }
        Item item;
        item.boundary = is_rest ? Boundary::none : Boundary::cell;
        item.begin = begin;
        item.end = end;
        item.table = block.table;
        item.cell = block.cell;
        item.span = block.span;
        items_.push_back(std::move(item));
    }

    // A number that goes on in the next paragraph of its cell, not merely line, does so after a mark or for a last digit:
    // 18625 | 5, 18625. | 06.
    [[nodiscard]] bool is_another_number(std::uint32_t begin, std::uint32_t end) const {
        const std::vector<Glyph>& glyphs = document_.glyphs;
        return end > begin + 1 && is_folded_digit(glyphs[begin].c) && is_folded_digit(glyphs[begin - 1].c);
    }

    void add_trace(const Block& block) { add_trace_at(block.begin, block.span, block.between_bars ? Boundary::tab : Boundary::line); }

    // Where every cell is followed by so many empty lines, only more of them speak of an empty cell:
    //   4 | | 0 | | | | 7      spacing 1: between 0 and 7 stands one empty cell
    void keep_telling_traces() {
        const std::size_t spacing = document_.line_spacing;
        std::vector<Item> kept;
        for (std::size_t i = 0; i < items_.size();) {
            std::size_t next = i;
            while (next < items_.size() && items_[next].trace && items_[next].boundary == Boundary::line) ++next;
            const std::size_t run = next - i;
            const std::size_t cells = run > spacing ? (run - spacing) / (spacing + 1) : 0;
            for (std::size_t t = 0; t < cells; ++t) kept.push_back(items_[i + std::min(run - 1, spacing + t * (spacing + 1))]);
            if (next < items_.size()) kept.push_back(items_[next]);
            i = next + 1;
        }
        items_ = std::move(kept);
    }

    void add_trace_at(std::uint32_t glyph, model::Span span, Boundary boundary) {
        Item item;
        item.boundary = boundary;
        item.begin = item.end = glyph;
        item.span = span;
        item.trace = true;
        items_.push_back(std::move(item));
    }

    // A line with tabs is a row of cells: between two tabs with nothing else an empty one.
    void add_line(std::uint32_t begin, std::uint32_t end, bool is_rest) {
        std::uint32_t from = begin;
        for (std::uint32_t at = begin; at <= end; ++at) {
            if (at < end && document_.glyphs[at].c != U'\t') continue;
            const bool empty = std::all_of(document_.glyphs.begin() + from, document_.glyphs.begin() + at, [](const Glyph& glyph) { return normalize::is_space(glyph.c); });
            if (!empty)
                add_words(from, at, is_rest && from == begin);
            else if (from > begin)
                add_trace_at(from, document_.glyphs[from - 1].span, Boundary::tab);
            from = at + 1;
        }
    }

    // The words of a line; a bracket is one word with what it follows: 22（其中修订 16 件）.
    void add_words(std::uint32_t begin, std::uint32_t end, bool is_rest) {
        Boundary boundary = is_rest ? Boundary::none : Boundary::line;
        std::uint32_t word = begin;
        int depth = 0;
        std::uint32_t at = begin;
        const auto flush = [&](std::uint32_t to) {
            if (word < to) add_word(boundary, word, to);
        };
        while (at < end) {
            const char32_t c = document_.glyphs[at].c;
            if (opens_bracket(c) && closes_before(at, end)) ++depth;
            if (closes_bracket(c) && depth > 0) --depth;
            if (!normalize::is_space(c) || depth > 0) {
                ++at;
                continue;
            }
            std::uint32_t next = at;
            bool tab = false;
            while (next < end && normalize::is_space(document_.glyphs[next].c)) tab = document_.glyphs[next++].c == U'\t' || tab;
            if (next < end && (document_.glyphs[next].c == U'（' || document_.glyphs[next].c == U'(') && at > word && is_digit(document_.glyphs[at - 1].c)) {
                at = next;  // the note of the number before
                continue;
            }
            flush(at);
            boundary = tab || next - at > 1 ? Boundary::tab : Boundary::space;
            word = at = next;
        }
        flush(end);
    }

    // A bracket that its line does not close is a label broken over lines, and holds nothing together.
    [[nodiscard]] bool closes_before(std::uint32_t at, std::uint32_t end) const {
        return std::any_of(document_.glyphs.data() + at, document_.glyphs.data() + end, [](const Glyph& glyph) { return closes_bracket(glyph.c); });
    }

    // A word; one that begins with digits and goes on in text (18651.06三、收到和处理…) is two.
    void add_word(Boundary boundary, std::uint32_t begin, std::uint32_t end) {
        std::uint32_t digits_end = begin;
        while (digits_end < end && is_run_character(document_.glyphs[digits_end].c)) ++digits_end;
        if (boundary != Boundary::none && is_ordinal(begin, digits_end, end)) {
            items_.push_back(word_item(boundary, begin, end));
            return;
        }
        const bool mixed = digits_end > begin && digits_end < end && !is_counted(document_.glyphs[digits_end].c);
        if (mixed && normalize::read_number(document_.text(begin, end), sign_).presence == model::Presence::unreadable) {
            items_.push_back(word_item(boundary, begin, digits_end));
            items_.push_back(word_item(Boundary::none, digits_end, end));
        } else {
            items_.push_back(word_item(boundary, begin, end));
        }
    }

    // 1、本机关 is the beginning of a label, and the 1 no value.
    [[nodiscard]] bool is_ordinal(std::uint32_t begin, std::uint32_t digits_end, std::uint32_t end) const {
        const std::vector<Glyph>& glyphs = document_.glyphs;
        if (digits_end == begin || digits_end >= end || !is_folded_digit(glyphs[begin].c)) return false;
        if (glyphs[digits_end].c == U'、') return digits_end == begin + 1;
        return digits_end == begin + 2 && (glyphs[begin + 1].c == U'.' || glyphs[begin + 1].c == U'．') && is_label_character(glyphs[digits_end].c);
    }

    static Item word_item(Boundary boundary, std::uint32_t begin, std::uint32_t end) {
        Item item;
        item.boundary = boundary;
        item.begin = begin;
        item.end = end;
        return item;
    }

    void finish(Item& item) {
        if (item.begin < item.end) item.span = document_.span(item.begin, item.end);
        item.raw = document_.text(item.begin, item.end);
        item.number = read_item(item, sign_);
        // A lone 三 is a piece of 三、本年度办理结果 printed downwards: only a real cell may hold a Chinese numeral.
        if (item.cell < 0 && item.number.presence == model::Presence::stated && !has_digit(item)) item.number = {};
        if (item.number.presence != model::Presence::unreadable || item.cell >= 0) return;
        const auto* first = document_.glyphs.data() + item.begin;
        const auto* last = document_.glyphs.data() + item.end;
        item.run = std::all_of(first, last, [](const Glyph& glyph) { return is_run_character(glyph.c); }) &&
                   std::any_of(first, last, [](const Glyph& glyph) { return is_folded_digit(glyph.c); });
    }

    [[nodiscard]] bool has_digit(const Item& item) const {
        return std::any_of(document_.glyphs.data() + item.begin, document_.glyphs.data() + item.end, [](const Glyph& glyph) { return is_folded_digit(glyph.c); });
    }

    const Document& document_;
    normalize::Sign sign_;
    std::vector<Item> items_;
    int rest_cell_ = -1, rest_table_ = -1;
};

}  // namespace

std::vector<Item> items_between(const Document& document, std::uint32_t begin, std::uint32_t end, normalize::Sign sign) {
    return ItemReader(document, sign).read(begin, end);
}

normalize::NumberReading read_item(const Item& item, normalize::Sign sign) {
    if (item.broken) return {};
    if (item.begin < item.end) return normalize::read_number(item.raw, sign);
    normalize::NumberReading blank;
    blank.presence = model::Presence::blank;
    return blank;
}

}  // namespace nianbao::parser
