#include "parser/row_cells.h"

#include <algorithm>
#include <string_view>

namespace nianbao::parser {
namespace {

constexpr std::uint32_t letters_of_rest = 4;  // behind a label in its own cell

}  // namespace

// Of a real table only the cells of the label's own row are its values; where it was drawn without spans, those that repeat
// the label are not.
void RowCells::keep_row(std::vector<Item>& items, const Block& label_block, std::u32string_view rest) const {
    const Grid& grid = document_.tables[static_cast<std::size_t>(label_block.table)];
    const GridCell& label_cell = grid.cells[static_cast<std::size_t>(label_block.cell)];
    const std::string label_text = document_.cell_text(label_block.table, label_block.cell);
    items.erase(std::remove_if(items.begin(), items.end(),
                               [&](const Item& item) {
                                   if (item.cell < 0 || (item.is_text() && item.raw == label_text) || is_rest_of_label(item, label_block)) return true;
                                   return item.table != label_block.table || grid.cells[static_cast<std::size_t>(item.cell)].row != label_cell.row;
                               }),
                items.end());
    while (!items.empty() && items.front().is_text() && continues(rest, items.front())) items.erase(items.begin());
}

// 总量 of 本年新收政府信息公开申请总量, （设区的市填写） of 规章（设区的市填写）: the label's cell holds a label in words of its own
// or a note to it, and no value.
bool RowCells::is_rest_of_label(const Item& item, const Block& label_block) const {
    if (item.cell != label_block.cell || item.table != label_block.table || !item.is_text()) return false;
    const bool only_letters = text_.letters_in(item) == view_.position_of(item.end) - view_.position_of(item.begin);
    return only_letters && (text_.letters_in(item) <= letters_of_rest || opens_label(document_.glyphs[item.begin].c));
}

bool RowCells::continues(std::u32string_view& rest, const Item& item) const {
    const std::uint32_t letters = text_.letters_in(item);
    return letters > 0 && text_.take_from(rest, item) == letters;
}

std::vector<Item> RowCells::empty_cells_of(const Block& label_block, std::size_t columns) const {
    if (document_.is_html) return {};
    const std::string_view line = document_.source.substr(label_block.span.end, document_.source.find('\n', label_block.span.end) - label_block.span.end);
    const std::size_t bar = line.find('|');
    if (bar == std::string_view::npos || line.find_first_not_of("| \t\r") != std::string_view::npos) return {};
    // The first bar closes the label's own cell.
    const auto bars = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|')) - 1;
    if (bars < columns) return {};
    Item cell;
    cell.boundary = Boundary::cell;
    cell.begin = cell.end = label_block.end;
    cell.span = {label_block.span.end + static_cast<std::uint32_t>(bar), label_block.span.end + static_cast<std::uint32_t>(bar) + 1};
    cell.number.presence = model::Presence::blank;
    cell.table = label_block.table;
    cell.cell = label_block.cell;
    return {columns, cell};
}

// A row with more cells than columns: those right under the header cells are the values, if all others are empty and
// no header cell is without one.
void RowCells::keep_under_header(std::vector<Item>& items, const PrintedColumns& printed, int table) const {
    const Grid& grid = document_.tables[static_cast<std::size_t>(table)];
    std::vector<bool> kept(items.size());
    for (const int header : printed.cells) {
        const GridCell& above = grid.cells[static_cast<std::size_t>(header)];
        std::size_t found = items.size();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const GridCell& cell = grid.cells[static_cast<std::size_t>(items[i].cell)];
            if (cell.column != above.column || cell.colspan != above.colspan) continue;
            found = i;
        }
        if (found == items.size()) return;
        kept[found] = true;
    }
    // A text without spans may repeat what a spanned cell holds in each of its places.
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!kept[i] && items[i].begin != items[i].end && (i == 0 || items[i].raw != items[i - 1].raw)) return;
    if (printed.cells.empty()) return;
    std::size_t next = 0;
    items.erase(std::remove_if(items.begin(), items.end(), [&](const Item&) { return !kept[next++]; }), items.end());
}

}  // namespace nianbao::parser
