#include "parser/row_text.h"

#include <algorithm>
#include <set>

namespace nianbao::parser {

bool RowText::is_torn_over_lines(const std::vector<Item>& values) const {
    std::set<std::size_t> lines;
    for (const Item& item : values) {
        if (item.cell >= 0) return false;
        lines.insert(document_.block_of(item.begin));
    }
    return lines.size() > 1 && values.size() > lines.size();
}

// It begins with no letter, or ends in a mark for nothing: the 件- of 2件-, which two cells printed over each other.
bool RowText::is_torn(const Item& item) const {
    if (item.cell >= 0 || item.boundary != Boundary::none || !item.is_text() || item.begin == 0) return false;
    const char32_t before = document_.glyphs[item.begin - 1].c;
    const auto is_mark = [](char32_t c) { return !closes_label(c) && !opens_label(c) && !is_label_character(c); };
    const bool after_digit = (before >= U'0' && before <= U'9') || (before >= U'０' && before <= U'９');
    return after_digit && (is_mark(document_.glyphs[item.begin].c) || is_mark(document_.glyphs[item.end - 1].c));
}

bool RowText::is_piece_of_label(const Item& item) const {
    const std::uint32_t begin = view_.position_of(item.begin);
    const std::u32string piece = view_.text.substr(begin, view_.position_of(item.end) - begin);
    return std::any_of(labels_.sequence.begin(), labels_.sequence.end(), [&](const Label& label) {
        return std::any_of(label.wordings.begin(), label.wordings.end(), [&](const std::u32string& wording) { return wording.find(piece) != std::u32string::npos; });
    });
}

// ?12: a number behind a mark that no number begins with, such as a charset leaves of a sign that it has not.
bool RowText::is_lost_sign(const Item& item) const {
    if (item.cell >= 0 || !item.is_text() || item.boundary != Boundary::line || item.end - item.begin < 2) return false;
    const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    const char32_t first = document_.glyphs[item.begin].c;
    if (is_digit(first) || opens_label(first) || closes_label(first) || is_label_character(first)) return false;
    for (std::uint32_t g = item.begin + 1; g < item.end; ++g)
        if (!is_digit(document_.glyphs[g].c) && document_.glyphs[g].c != U'.' && document_.glyphs[g].c != U',') return false;
    return true;
}

void RowText::cut_behind_foreign_text(std::vector<Item>& items, std::u32string_view rest) const {
    const Item* last_value = nullptr;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = items[i];
        if (last_value != nullptr && (is_foreign(item, rest) || (item.cell < 0 && names_row(item)) || (item.cell >= 0 && !share_row(item, *last_value)))) {
            items.resize(i);
            return;
        }
        if (item.cell >= 0 || (!item.is_text() && !item.trace)) last_value = &item;
    }
}

void RowText::cut_at_text(std::vector<Item>& items) const {
    bool value_seen = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].is_text() && (value_seen || items[i].boundary == Boundary::line || letters_in(items[i]) >= letters_of_a_label)) {
            items.resize(i);
            break;
        }
        value_seen = value_seen || (!items[i].is_text() && !items[i].trace);
    }
}

bool RowText::holds_value(std::uint32_t begin, std::uint32_t end) const {
    if (begin >= end || (end - begin) == view_.letters[end] - view_.letters[begin]) return false;
    const std::vector<Item> items = items_between(document_, view_.glyph[begin], view_.glyph[end], normalize::Sign::plain);
    return std::any_of(items.begin(), items.end(), [](const Item& item) { return !item.trace && !item.is_text(); });
}

bool RowText::share_row(const Item& a, const Item& b) const {
    if (a.cell < 0 || b.cell < 0 || a.table != b.table) return false;
    const std::vector<GridCell>& cells = document_.tables[static_cast<std::size_t>(a.table)].cells;
    return cells[static_cast<std::size_t>(a.cell)].row == cells[static_cast<std::size_t>(b.cell)].row;
}

std::uint32_t RowText::letters_in(const Item& item) const {
    return view_.letters[view_.position_of(item.end)] - view_.letters[view_.position_of(item.begin)];
}

// Text on a line of its own that is no piece of this row's label or of one that spans rows. What continues the label is
// taken from `rest`.
bool RowText::is_foreign(const Item& item, std::u32string_view& rest) const {
    if (!item.is_text() || item.boundary != Boundary::line) return false;
    const std::uint32_t letters = letters_in(item);
    if (begins_label(item)) return true;
    if (letters < letters_of_a_label || spans_rows(item) || is_note(item)) return false;
    return letters >= letters_of_a_label + take_from(rest, item);
}

// Behind lines of other text the values may be those of a label that was lost in it.
bool RowText::follow_foreign_text(const std::vector<Item>& items, std::u32string_view rest) const {
    for (const Item& item : items) {
        if (!item.is_text() && !item.trace) return false;
        if (is_foreign(item, rest)) return true;
    }
    return false;
}

// A piece of a label that spans rows and stands beside them: 予处理 of （五）不予处理.
bool RowText::begins_label(const Item& item) const {
    const std::uint32_t begin = view_.position_of(item.begin);
    const std::u32string piece = view_.text.substr(begin, view_.position_of(item.end) - begin);
    if (piece.empty() || (piece.size() == 1 && !opens_label(document_.glyphs[item.begin].c))) return false;
    return std::any_of(labels_.sequence.begin(), labels_.sequence.end(), [&](const Label& label) {
        if (label.role != LabelRole::row || ordinal_length(label.wordings.front()) == 0) return false;
        return !is_group(label) && label.wordings.front().starts_with(piece);
    });
}

bool RowText::names_row(const Item& item) const {
    if (!item.is_text()) return false;
    const std::uint32_t begin = view_.position_of(item.begin);
    const std::u32string_view text = std::u32string_view(view_.text).substr(begin, view_.position_of(item.end) - begin);
    return !text.empty() && std::any_of(labels_.sequence.begin(), labels_.sequence.end(), [&](const Label& label) {
        const std::u32string_view wording = label.wordings.front();
        return label.role == LabelRole::row && wording.substr(ordinal_length(wording)) == text;
    });
}

bool RowText::is_group(const Label& label) const {
    return table_.blocks[static_cast<std::size_t>(label.block)].rows[static_cast<std::size_t>(label.index)].is_group;
}

bool RowText::spans_rows(const Item& item) const {
    const std::uint32_t begin = view_.position_of(item.begin);
    const std::u32string piece = view_.text.substr(begin, view_.position_of(item.end) - begin);
    return std::any_of(labels_.sequence.begin(), labels_.sequence.end(), [&](const Label& label) {
        const bool spans =
            label.role == LabelRole::parent ||
            (label.role == LabelRole::row && is_group(label));
        return spans && label.wordings.front().find(piece) != std::u32string::npos;
    });
}

// A note to a value in brackets of its own: （其中线上1件）.
bool RowText::is_note(const Item& item) const {
    const auto opens = [](char32_t c) { return c == U'（' || c == U'('; };
    const auto closes = [](char32_t c) { return c == U'）' || c == U')'; };
    if (item.end - item.begin < 3 || !opens(document_.glyphs[item.begin].c)) return false;
    const auto* first = document_.glyphs.data() + item.begin;
    const auto* last = document_.glyphs.data() + item.end;
    return std::find_if(first, last, [&](const Glyph& glyph) { return closes(glyph.c); }) == last - 1;
}

std::uint32_t RowText::take_from(std::u32string_view& rest, const Item& item) const {
    std::uint32_t taken = 0;
    const std::uint32_t end = view_.position_of(item.end);
    for (std::uint32_t at = view_.position_of(item.begin); at < end && !rest.empty(); ++at) {
        if (view_.text[at] != rest.front()) continue;
        rest.remove_prefix(1);
        ++taken;
    }
    return taken;
}

namespace {

// A cell that spanned columns and was taken apart stands once for each: 政府集中采购 | 5 | 107.02 | 107.02.
std::vector<Item> without_repeats(const Document& document, const std::vector<Item>& items) {
    const auto is_behind_tab = [&](const Item& item) { return item.cell < 0 && item.begin > 0 && document.glyphs[item.begin - 1].c == U'\t'; };
    std::vector<Item> single;
    for (const Item& item : items) {
        const bool repeats = !single.empty() && item.number.value && single.back().raw == item.raw && is_behind_tab(item);
        if (!repeats) single.push_back(item);
    }
    return single;
}

}  // namespace

// The last value stands below the others, which share a line.
bool RowText::ends_on_another_line(const std::vector<Item>& values) const {
    if (values.size() < 3) return false;
    const auto line = [&](std::size_t from_end) { return document_.block_of(values[values.size() - from_end].begin); };
    return line(1) != line(2) && line(2) == line(3);
}

// - - - - - - 47: the total of nothing may be the number of a page.
bool RowText::is_mere_total(const std::vector<Item>& values) {
    if (values.size() < 3 || !values.back().number.value) return false;
    return std::none_of(values.begin(), values.end() - 1, [](const Item& item) { return item.number.value.has_value(); });
}

bool RowText::has_line_trace(const std::vector<Item>& items) {
    return std::any_of(items.begin(), items.end(), [](const Item& item) { return item.trace && item.boundary == Boundary::line; });
}

// 2 28 | 3 | 2: where tabs or lines part values, a mere space may stand within a number.
bool RowText::stand_apart_unlike(const std::vector<Item>& items) {
    bool apart = false, space = false, first = true;
    for (const Item& item : items) {
        if (item.is_text()) continue;
        apart = apart || (!first && item.boundary > Boundary::space);
        space = space || (!first && item.boundary == Boundary::space);
        first = false;
    }
    return apart && space;
}

void RowText::place(RowReading& row, std::vector<Item> items, std::u32string_view rest) const {
    const std::size_t wanted = row.order.size();
    if (!row.in_cells && follow_foreign_text(items, rest)) return;
    std::vector<Item> cells, values, with_traces;
    bool runs = false;
    const auto first_value = std::find_if(items.begin(), items.end(), [](const Item& item) { return !item.trace && !item.is_text(); });
    row.spaced = !row.in_cells && (row.spaced || std::any_of(first_value, items.end(), [](const Item& item) { return item.trace && item.boundary == Boundary::line; }));
    row.spaced = row.spaced || (!row.in_cells && stand_apart_unlike(items));
    // Empty lines stand for cells only where each value has a line of its own.
    const bool in_lines = std::none_of(items.begin(), items.end(), [](const Item& item) {
        return !item.trace && !item.is_text() && item.cell < 0 && item.boundary != Boundary::line;
    });
    if (!in_lines)
        items.erase(std::remove_if(items.begin(), items.end(),
                                   [](const Item& item) { return item.trace && item.boundary == Boundary::line; }),
                    items.end());
    for (Item& item : items) {
        runs = runs || is_torn(item) || is_lost_sign(item);
        if (item.is_text() && item.cell < 0) continue;  // stray text: a piece of a label, a repeated header
        with_traces.push_back(item);
        if (item.trace) continue;
        cells.push_back(item);
        // A cell that holds digits is a value, if one that is not understood: 7 6.
        runs = runs || item.run || (item.is_text() && std::any_of(item.raw.begin(), item.raw.end(), [](char c) { return c >= '0' && c <= '9'; }));
        if (!item.is_text()) values.push_back(std::move(item));
    }
    // Empty cells behind a whole row fill it up to the width of the widest.
    const auto is_blank = [](const Item& item) { return item.number.presence == model::Presence::blank; };
    if (row.in_cells && !cells.empty() && (!is_blank(cells.front()) || std::all_of(cells.begin(), cells.end(), is_blank)))
        while (cells.size() > wanted && is_blank(cells.back())) cells.pop_back();
    const bool begins_with_text = row.in_cells && !cells.empty() && cells.front().is_text() && letters_in(cells.front()) > 1;
    row.torn = begins_with_text || is_torn_over_lines(values);
    // Behind the last row of a table an empty line is the end of the table as often as an empty cell.
    while (!with_traces.empty() && with_traces.back().trace && ((row.open_ended && with_traces.back().boundary == Boundary::line) || with_traces.size() > wanted)) with_traces.pop_back();
    std::vector<Item> single = without_repeats(document_, with_traces);
    // In front of two equal values an empty cell may be a value of its own, and they one that spans.
    const bool may_span = with_traces.size() > wanted && single.size() == wanted && with_traces.front().trace && with_traces.front().boundary == Boundary::tab;
    row.torn = row.torn || (may_span && values.size() == wanted);
    for (std::vector<Item>* choice : {&cells, &values, &with_traces, &single}) {
        if (choice->size() != wanted || runs || row.torn) continue;
        row.items = std::move(*choice);
        row.placed = true;
        row.traced = std::any_of(row.items.begin(), row.items.end(), [](const Item& item) { return item.trace; });
        // Where no sum can tell, an empty line in a text that was drawn is no sign of an empty cell.
        const bool drawn = row.traced && !document_.is_html && has_line_trace(row.items);
        row.doubtful = row.doubtful || (drawn && (labels_.header.empty() || row.items.back().trace));
        row.spaced = row.spaced || (!row.in_cells && !document_.is_html && (ends_on_another_line(row.items) || is_mere_total(row.items)));
        return;
    }
    row.items = std::move(with_traces);
}

}  // namespace nianbao::parser
