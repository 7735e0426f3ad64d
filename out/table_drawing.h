#pragma once
// A table of a form laid out as the form prints it: one grid of slots, and cells that span some of them.
//
//     corner            │ 申请人情况                     <- column headers, a row for each level
//                       │ 自然人 │ 法人或其他组织 │ 总计
//     三、本年度│（三）…│   4    │       0        │  4    <- row headers, a column for each level, then values
//
// A block of table 2 has a line of its own above it, and where it has fewer columns than the widest block, its last column is
// as wide as what is left. A block whose rows have units of their own (the statistics of 2014) is printed as a list: labels
// indented, a column of units, a line for a heading that has no figures.
//
//     统计指标             │ 单位 │ 统计数
//     三、依申请公开情况                        <- a heading
//       （一）收到申请数    │  件  │   12
//         1.当面申请数      │  件  │    4
//
// Whoever prints a table (`show`, a page of the site) prints this.

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/form.h"
#include "model/record.h"

namespace nianbao::out {

enum class CellKind {
    corner,  // above the row headers
    block,   // the label of a block, over the whole width
    column,  // a column header
    row,     // a row header
    unit,    // the unit of a row
    value,
};

struct DrawnCell {
    CellKind kind = CellKind::corner;
    int row = 0;
    int column = 0;
    int row_span = 1;
    int column_span = 1;
    std::string_view label;                      // of the form; "" for a value and for a corner without a note
    const model::FormFigure* figure = nullptr;  // of a value
    int depth = 0;                              // how far the label of a list is indented
};

struct TableDrawing {
    const model::FormTable* table = nullptr;
    int rows = 0;
    int columns = 0;
    int header_columns = 0;        // how many of the columns stand before the values
    std::vector<DrawnCell> cells;  // by row, then column: every slot is covered by exactly one
};

// Table `table` of the form. A group row (（三）不予公开) and an optional column (历年累计) are there only where the record has a
// figure of them. The form must outlive the drawing.
[[nodiscard]] TableDrawing draw_table(const model::Form& form, std::size_t table, const model::Record& record);

}  // namespace nianbao::out
