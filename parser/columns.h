#pragma once
// Which column of the form each printed column of a real table is, read from the header cells above a row.

#include <vector>

#include "model/form.h"
#include "parser/document.h"

namespace nianbao::parser {

// The columns in the order printed above row `row` of table `table`; -1 stands for a printed column that the form has
// not (小计). The form's own order when the header does not name every column exactly once.
[[nodiscard]] std::vector<int> printed_columns(const model::FormBlock& block, const Document& document, int table, int row);

// The form's own order.
[[nodiscard]] std::vector<int> form_columns(const model::FormBlock& block);

// The text of a cell, all its blocks.
[[nodiscard]] std::string cell_text(const Document& document, int table, int cell);

}  // namespace nianbao::parser
