#include "parser/drawn_columns.h"

#include <algorithm>
#include <map>
#include <optional>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t least_whole_rows = 2;
constexpr std::uint32_t least_gap = 2;  // spaces between two columns; a text with single spaces, however wide, shows no columns

// Where something stands on its line, in places of a fixed-width font, half-open.
struct Extent {
    int begin = 0, end = 0;

    [[nodiscard]] bool meets(const Extent& other) const { return begin < other.end && other.begin < end; }
};

// How wide a Chinese character is drawn: programs that draw a page's text disagree.
enum class WideAs { two, one };

int width_of(char32_t c, WideAs wide) { return wide == WideAs::two && c >= 0x2E80 ? 2 : 1; }

bool is_contiguous(const std::vector<Glyph>& glyphs, std::uint32_t at) {
    return glyphs[at - 1].span.end == glyphs[at].span.begin;
}

// The extents of the items of a row; nothing where they are not plain numbers on one line without tabs.
std::optional<std::vector<Extent>> extents_of(const RowReading& row, const Document& document, WideAs wide) {
    const std::vector<Glyph>& glyphs = document.glyphs;
    std::vector<Extent> extents;
    std::uint32_t at = 0;
    int place = 0;
    for (const Item& item : row.items) {
        if (item.trace) continue;
        if (item.cell >= 0 || item.run || item.is_text() || item.begin == item.end) return std::nullopt;
        if (extents.empty()) {
            at = item.begin;
            while (at > 0 && is_contiguous(glyphs, at)) --at;
        }
        for (; at < item.end; ++at) {
            if (glyphs[at].c == U'\t' || (place > 0 && !is_contiguous(glyphs, at))) return std::nullopt;
            if (at == item.begin) extents.push_back({place, place});
            place += width_of(glyphs[at].c, wide);
        }
        extents.back().end = place;
    }
    return extents;
}

bool stands_apart(const RowReading& row) {
    const Item* before = nullptr;
    for (const Item& item : row.items) {
        if (item.trace) continue;
        if (before != nullptr && item.begin - before->end < least_gap) return false;
        before = &item;
    }
    return true;
}

// A label so long that it ends right in front of the values has pushed them aside.
bool is_pushed(const RowReading& row, const Document& document) {
    const auto first = std::find_if(row.items.begin(), row.items.end(), [](const Item& item) { return !item.trace; });
    if (first == row.items.end()) return false;
    std::uint32_t spaces = 0;
    std::uint32_t at = first->begin;
    for (; at > 0 && is_contiguous(document.glyphs, at) && normalize::is_space(document.glyphs[at - 1].c); --at) ++spaces;
    return at > 0 && is_contiguous(document.glyphs, at) && spaces < least_gap;
}

// 条   25   650, 条   2973   4002: the same spaces between values of any width are a separator, and show no columns.
bool is_separated(const std::vector<std::vector<Extent>>& rows) {
    if (rows.size() < least_whole_rows || rows.front().size() < 2) return false;
    std::map<int, std::size_t> gaps;
    bool ragged = false;  // values that end in other places push those behind them
    for (const std::vector<Extent>& row : rows) {
        const int gap = row[1].begin - row[0].end;
        const bool even = std::adjacent_find(row.begin(), row.end(), [&](const Extent& a, const Extent& b) { return b.begin - a.end != gap; }) == row.end();
        if (even) ++gaps[gap];
        ragged = ragged || row[0].end != rows.front()[0].end;
    }
    return ragged && std::any_of(gaps.begin(), gaps.end(), [&](const auto& gap) { return gap.second * 4 >= rows.size() * 3; });
}

// The columns on which the whole rows agree; nothing when there are too few of them or two columns overlap.
std::optional<std::vector<Extent>> columns_of(const std::vector<RowReading>& rows, const RowReading& like,
                                              const Document& document, WideAs wide) {
    std::vector<Extent> columns;
    std::vector<std::vector<Extent>> whole;
    for (const RowReading& row : rows) {
        if (!row.placed || row.in_cells || row.block != like.block || row.order != like.order) continue;
        const auto extents = extents_of(row, document, wide);
        if (!extents || extents->size() != row.order.size() || !stands_apart(row)) continue;
        if (columns.empty()) columns = *extents;
        for (std::size_t c = 0; c < columns.size(); ++c)
            columns[c] = {std::min(columns[c].begin, (*extents)[c].begin), std::max(columns[c].end, (*extents)[c].end)};
        whole.push_back(*extents);
    }
    for (std::size_t c = 1; c < columns.size(); ++c)
        if (columns[c - 1].meets(columns[c])) return std::nullopt;
    if (whole.size() < least_whole_rows || is_separated(whole)) return std::nullopt;
    return columns;
}

// The column of each value; nothing when one stands under none or several.
std::optional<std::vector<std::size_t>> columns_under(const RowReading& row, const std::vector<Extent>& columns,
                                                      const Document& document, WideAs wide) {
    const auto extents = extents_of(row, document, wide);
    if (!extents || is_pushed(row, document)) return std::nullopt;
    std::vector<std::size_t> found;
    for (const Extent& extent : *extents) {
        const auto first =
            std::find_if(columns.begin(), columns.end(), [&](const Extent& column) { return column.meets(extent); });
        if (first == columns.end() || (first + 1 != columns.end() && (first + 1)->meets(extent))) return std::nullopt;
        const auto column = static_cast<std::size_t>(first - columns.begin());
        if (!found.empty() && found.back() >= column) return std::nullopt;
        found.push_back(column);
    }
    return found;
}

// An empty line parts the values from the label: they may be another row's, or the number of a page.
bool is_far_from_label(const RowReading& row, const Document& document) {
    const auto first = std::find_if(row.items.begin(), row.items.end(), [](const Item& item) { return !item.trace; });
    for (std::size_t b = document.block_of(first->begin); b > 0 && document.blocks[b].span.begin >= row.label.end; --b)
        if (document.blocks[b].empty()) return true;
    return false;
}

void put_blanks(RowReading& row, const std::vector<std::size_t>& columns) {
    std::vector<Item> items;
    std::size_t next = 0;
    row.items.erase(std::remove_if(row.items.begin(), row.items.end(), [](const Item& item) { return item.trace; }),
                    row.items.end());
    for (std::size_t c = 0; c < row.order.size(); ++c) {
        if (next < columns.size() && columns[next] == c) {
            items.push_back(std::move(row.items[next++]));
            continue;
        }
        Item blank;
        blank.number = read_item(blank, normalize::Sign::plain);
        items.push_back(std::move(blank));
    }
    row.items = std::move(items);
    row.placed = true;
}

}  // namespace

void place_under_columns(std::vector<RowReading>& rows, const Document& document) {
    if (document.is_html) return;
    for (RowReading& row : rows) {
        if (row.placed || row.in_cells || row.items.size() > row.order.size()) continue;
        if (std::all_of(row.items.begin(), row.items.end(), [](const Item& item) { return item.trace; })) continue;
        if (is_far_from_label(row, document)) continue;
        std::optional<std::vector<std::size_t>> agreed;
        bool differ = false;
        for (const WideAs wide : {WideAs::two, WideAs::one}) {
            const auto columns = columns_of(rows, row, document, wide);
            if (!columns) continue;
            const auto found = columns_under(row, *columns, document, wide);
            differ = differ || !found || (agreed && *agreed != *found);
            agreed = found;
        }
        if (agreed && !differ) put_blanks(row, *agreed);
    }
}

}  // namespace nianbao::parser
