#include "parser/furniture.h"

#include <algorithm>
#include <array>
#include <optional>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_note = 80;       // glyphs
constexpr int letters_of_a_note = 2;             // a bracket with digits and fewer letters than a note has may be a value
constexpr int letters_of_a_note_with_digits = 6;
constexpr std::size_t apart_at_most = 12;        // letters between the heads of two columns
constexpr std::size_t least_counted_rows = 4;    // fewer rows could happen to have rising numbers

// What lists count in; a page may print another one than the form: 元 for 万元.
constexpr std::array<std::string_view, 14> units = {"人次", "万元", "亿元", "条次", "条", "件", "次", "篇", "个", "人", "元", "份", "处", "期"};

bool is_han(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

char32_t folded(char32_t c) {
    const std::u32string_view text = normalize::fold_code_point(c);
    return text.empty() ? U' ' : text.front();
}

std::uint32_t behind_spaces(const Document& document, std::uint32_t from, std::uint32_t to) {
    while (from < to && normalize::is_space(document.glyphs[from].c)) ++from;
    return from;
}

// The glyph behind a bracket that opens at `from` and holds words; `from` where there is none.
std::uint32_t behind_note(const Document& document, std::uint32_t from, std::uint32_t to) {
    const std::uint32_t open = behind_spaces(document, from, to);
    if (open >= to || folded(document.glyphs[open].c) != U'(') return from;
    int letters = 0;
    bool digits = false;
    for (std::uint32_t at = open + 1; at < std::min(to, open + longest_note); ++at) {
        const char32_t c = folded(document.glyphs[at].c);
        letters += is_han(c) ? 1 : 0;
        digits = digits || is_digit(c);
        if (c != U')') continue;
        return letters >= (digits ? letters_of_a_note_with_digits : letters_of_a_note) ? at + 1 : from;
    }
    return from;
}

// The glyph behind `unit` where the text begins with it and it ends there: not the 人 of 人员.
std::uint32_t behind_unit(const Document& document, std::string_view unit, std::uint32_t from, std::uint32_t to) {
    std::uint32_t at = behind_spaces(document, from, to);
    const std::u32string wanted = normalize::folded_text(unit);
    if (wanted.empty() || at + wanted.size() > to) return from;
    for (const char32_t c : wanted)
        if (folded(document.glyphs[at++].c) != c) return from;
    return at < to && is_han(document.glyphs[at].c) ? from : at;
}

bool is_code_like(const Item& item) { return !item.trace && !item.run && item.number.value && item.number.value->is_integer() && !item.number.value->is_negative(); }

// The first or last number of a row, if it has more of them than columns.
enum class Side { first, last };

const Item* number_at(const RowReading& row, Side side) {
    std::size_t numbers = 0;
    const Item* found = nullptr;
    for (const Item& item : row.items) {
        if (item.trace || (item.is_text() && item.begin != item.end)) continue;
        if (side == Side::last || numbers == 0) found = &item;
        ++numbers;
    }
    return numbers > row.order.size() && found != nullptr && is_code_like(*found) ? found : nullptr;
}

// How many rows carry, on this side, a number that rises from row to row by as much as at most the rows that lie between.
std::vector<const Item*> rising(const std::vector<RowReading>& rows, int block, Side side) {
    std::vector<const Item*> numbers;
    std::optional<model::Decimal> before;
    int row_before = 0;
    for (const RowReading& row : rows) {
        if (row.block != block) continue;
        const Item* item = number_at(row, side);
        numbers.push_back(item);
        if (item == nullptr) continue;
        if (before) {
            const auto step = model::Decimal::subtract(*item->number.value, *before);
            if (!step || step->is_negative() || step->is_zero() || step->unscaled() > 3 * (row.row - row_before)) return {};
        }
        before = item->number.value;
        row_before = row.row;
    }
    return numbers;
}

void erase_items(std::vector<RowReading>& rows, const std::vector<const Item*>& dropped) {
    for (RowReading& row : rows) {
        const Item* first = row.items.data();
        std::vector<Item> kept;
        for (const Item& item : row.items)
            if (std::find(dropped.begin(), dropped.end(), &item) == dropped.end()) kept.push_back(item);
        if (kept.size() != row.items.size() && first != nullptr) row.items = std::move(kept);
    }
}

// Neither value nor code: 条, but not the code 49**.
bool is_aside(const Item& item, const std::string& code) {
    return item.trace || (item.is_text() && item.begin != item.end && (code.empty() || !item.raw.starts_with(code)));
}

// Takes `code` off the beginning of a run: 07425 1516 of row 07.
bool cut_code(RowReading& row, const std::string& code, const Document& document) {
    for (std::size_t i = 0; i < row.items.size(); ++i) {
        Item& item = row.items[i];
        if (is_aside(item, code)) continue;
        if (!item.raw.starts_with(code)) return false;
        std::uint32_t begin = item.begin + static_cast<std::uint32_t>(code.size());
        while (begin < item.end && document.glyphs[begin].c == U'*') ++begin;
        if (begin == item.end) {
            row.items.erase(row.items.begin() + static_cast<std::ptrdiff_t>(i));
            return true;
        }
        const std::vector<Item> rest = items_between(document, begin, item.end, normalize::Sign::plain);
        row.items.erase(row.items.begin() + static_cast<std::ptrdiff_t>(i));
        row.items.insert(row.items.begin() + static_cast<std::ptrdiff_t>(i), rest.begin(), rest.end());
        return true;
    }
    return true;  // a row without values has none to confuse with its code
}

bool begins_with_code(const RowReading& row, const std::string& code) {
    for (const Item& item : row.items)
        if (!is_aside(item, code)) return !code.empty() && item.raw.starts_with(code);
    return false;
}

struct HeadPlace {
    std::size_t at = 0, length = 0;  // in the head; no length when the column is not named there
};

// Where the column's head stands for the last time, in its longest wording there.
HeadPlace last_head(const model::FormColumn& column, const std::u32string& head, const LabelView& view, std::uint32_t begin) {
    HeadPlace last;
    std::vector<std::string> wordings = column.aliases;
    wordings.insert(wordings.begin(), column.label);
    for (const std::string& wording : wordings) {
        const std::u32string& wanted = remembered_view(wording);
        const std::size_t at = wanted.size() < 2 ? std::u32string::npos : head.rfind(wanted);
        if (at == std::u32string::npos) continue;
        // 累计 of 本年累计 is not 历年累计: a short head names an optional column only where it stands alone.
        if (column.is_optional && wanted.size() < 4 && !view.edge_at(begin + static_cast<std::uint32_t>(at))) continue;
        if (last.length == 0 || at + wanted.size() > last.at + last.length || (at + wanted.size() == last.at + last.length && wanted.size() > last.length))
            last = {at, wanted.size()};
    }
    return last;
}

}  // namespace

RowStart behind_note_and_unit(const Document& document, const model::FormRow& row, std::uint32_t from, std::uint32_t to) {
    if (row.unit.empty() || from == 0 || from >= to) return {from, ""};
    to = std::min(to, document.blocks[document.block_of(from - 1)].end);  // within the label's own block
    if (from >= to) return {from, ""};
    from = behind_note(document, from, to);
    for (const std::string_view unit : units)
        if (const std::uint32_t behind = behind_unit(document, unit, from, to); behind != from) return {behind, std::string(unit)};
    return {from, ""};
}

std::string take_unit(std::vector<Item>& items, const model::FormRow& row) {
    const auto first = std::find_if(items.begin(), items.end(), [](const Item& item) { return !item.trace; });
    if (row.unit.empty() || first == items.end() || !first->is_text() || first->begin == first->end) return {};
    const std::u32string text = view_of_label(first->raw);
    const auto unit = std::find_if(units.begin(), units.end(), [&](std::string_view known) { return text == view_of_label(known); });
    if (unit == units.end()) return {};
    items.erase(first);
    return std::string(*unit);
}

std::vector<int> columns_named(const model::FormBlock& block, const LabelView& view, std::uint32_t begin, std::uint32_t end) {
    std::u32string head = view.text.substr(begin, end - begin);
    std::vector<HeadPlace> places(block.columns.size());
    // The optional columns first: 年度 must not be found in 历年累计.
    for (const bool optional : {true, false})
        for (std::size_t c = 0; c < block.columns.size(); ++c) {
            const model::FormColumn& column = block.columns[c];
            if (column.is_optional != optional) continue;
            places[c] = last_head(column, head, view, begin);
            if (places[c].length > 0) head.replace(places[c].at, places[c].length, places[c].length, U'|');
        }
    std::vector<int> order;
    for (std::size_t c = 0; c < places.size(); ++c)
        if (!block.columns[c].is_optional || places[c].length > 0) order.push_back(static_cast<int>(c));
    // Heads stand close together; another order than the form's is believed only of those that do.
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const HeadPlace& first = places[static_cast<std::size_t>(a)];
        const HeadPlace& second = places[static_cast<std::size_t>(b)];
        if (first.length == 0 || second.length == 0) return false;
        const std::size_t apart = first.at < second.at ? second.at - first.at - first.length : first.at - second.at - second.length;
        return apart <= apart_at_most && first.at < second.at;
    });
    return order;
}

void drop_codes(std::vector<RowReading>& rows, const model::FormBlock& block, int index, const Document& document, const LabelView& view, std::uint32_t head_begin,
                std::uint32_t head_end) {
    if (block.code_labels.empty()) return;
    const std::u32string_view head = std::u32string_view(view.text).substr(head_begin, head_end - head_begin);
    const bool named = std::any_of(block.code_labels.begin(), block.code_labels.end(),
                                   [&](const std::string& label) { return head.find(remembered_view(label)) != std::u32string_view::npos; });
    const auto code_of = [&](const RowReading& row) -> const std::string& { return block.rows[static_cast<std::size_t>(row.row)].code; };
    const auto of_block = [&](const RowReading& row) { return row.block == index && !row.items.empty(); };
    const auto filled = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), of_block));
    if (filled < least_counted_rows) return;
    // The form's own codes.
    const auto coded = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const RowReading& row) { return of_block(row) && begins_with_code(row, code_of(row)); }));
    if (4 * coded >= 3 * filled) {
        for (RowReading& row : rows)
            if (of_block(row) && !cut_code(row, code_of(row), document)) row.doubtful = true;
        return;
    }
    // Numbers that count the rows.
    for (const Side side : {Side::first, Side::last}) {
        const std::vector<const Item*> numbers = rising(rows, index, side);
        const auto counted = static_cast<std::size_t>(std::count_if(numbers.begin(), numbers.end(), [](const Item* item) { return item != nullptr; }));
        if (counted < least_counted_rows || 4 * counted < 3 * filled) continue;
        erase_items(rows, numbers);
        return;
    }
    if (!named) return;
    // A head 代码 and no column of codes to be told apart: they may be glued to the values.
    for (RowReading& row : rows) {
        if (!of_block(row)) continue;
        const bool glued = std::any_of(row.items.begin(), row.items.end(), [](const Item& item) { return item.cell < 0 && !item.trace && item.begin != item.end && !item.is_text(); });
        row.doubtful = row.doubtful || glued;
    }
}

bool is_running_text(const std::vector<RowReading>& rows, const Document& document) {
    static constexpr std::u32string_view marks = U",;。，；";
    std::size_t values = 0;
    std::size_t in_sentences = 0;
    for (const RowReading& row : rows) {
        if (row.in_cells || row.items.empty()) continue;
        const auto last = std::find_if(row.items.begin(), row.items.end(), [](const Item& item) { return !item.trace && !item.is_text(); });
        if (last == row.items.end()) continue;
        ++values;
        std::uint32_t at = last->end;
        const auto size = static_cast<std::uint32_t>(document.glyphs.size());
        while (at < size && at < last->end + 3 && (is_han(document.glyphs[at].c) || normalize::is_space(document.glyphs[at].c))) ++at;
        if (at < size && marks.find(document.glyphs[at].c) != std::u32string_view::npos) ++in_sentences;
    }
    return 2 * in_sentences > values;
}

}  // namespace nianbao::parser
