#pragma once
// Which column of the form each printed column of a real table is, read from the header cells above a row.

#include <vector>

#include "model/form.h"
#include "parser/document.h"

namespace nianbao::parser {

struct PrintedColumns {
    std::vector<int> order;   // the form's column of each printed one; -1 for one that the form has not (小计)
    std::vector<int> cells;   // the header cell of each, in Grid::cells; empty when the order is only the form's own
};

// The columns as printed above row `row` of table `table`. The form's own order when the header does not name every column
// exactly once; an optional column may be left out.
[[nodiscard]] PrintedColumns printed_columns(const model::FormBlock& block, const Document& document, int table, int row);

// The form's own order.
[[nodiscard]] std::vector<int> form_columns(const model::FormBlock& block);

}  // namespace nianbao::parser
