#pragma once
// The tables of a page as the HTML standard forms them, with the text of every cell. Unlike the tables of a Document nothing
// is decided here about what is layout and what is data: this is what the page says.
//
//   <td>a<p>b<table><tr><td>x</table>c<td style="display:none">d      a cell "a\nb\nc", an empty one, and a table of its own: x

#include <string>
#include <string_view>
#include <vector>

#include "parser/grid.h"

namespace nianbao::parser {

struct TableText {
    Grid grid;
    std::vector<std::string> cells;  // text of grid.cells, folded; blocks and <br> as line ends; without the tables inside
};

// In document order, a table inside another after it. Total; linear in the page but for the slots of spans (max_slots a table).
[[nodiscard]] std::vector<TableText> table_texts(std::string_view html);

}  // namespace nianbao::parser
