#pragma once
// The grid of a table: HTML standard 4.9.12.1 "Forming a table", with every cell in the slots that its spans cover.
//
//   <tr><td rowspan=2>a<td colspan=2>b         +---+---+---+      slots:   0 1 1
//   <tr><td>c<td>d                             | a | b     |               0 2 3
//                                              |   +---+---+
//                                              |   | c | d |
//                                              +---+---+---+

#include <cstddef>
#include <vector>

#include "parser/dom.h"

namespace nianbao::parser {

struct GridCell {
    int node = -1;  // the <td> or <th> in the Dom; -1 in a table made from text
    int row = 0, column = 0;
    int rowspan = 1, colspan = 1;
};

struct Grid {
    int node = -1;  // the <table>
    int width = 0;          // of the cells
    int column_count = 0;   // x_width: the cells' and what <col> and <colgroup> declare beside them
    std::vector<GridCell> cells;          // in document order, a <tfoot> where the standard puts it: at the end
    std::vector<std::vector<int>> slots;  // [row][column] -> index of the cell, -1 where there is none; rows may be short

    // -1 outside the grid and in an empty slot.
    [[nodiscard]] int cell_at(int row, int column) const;
};

// The grid of one <table> of the document. Cells of tables inside its cells do not belong to it. Spans are cut short once
// they have taken `budget` slots (a cell without spans always has its own), so that they cannot exhaust memory: what is left
// of the budget goes to the next table of the page.
inline constexpr std::size_t max_slots = 2'000'000;
[[nodiscard]] Grid form_grid(const Dom& dom, int table, std::size_t& budget);
[[nodiscard]] Grid form_grid(const Dom& dom, int table);  // with a budget of max_slots

}  // namespace nianbao::parser
