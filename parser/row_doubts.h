#pragma once
// Where the values of a row contradict what its columns are.

#include "model/form.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// 51 of the year and 6 of all years: a column is less than the one that it never falls below; a number was broken, or a blank was lost.
[[nodiscard]] bool falls_below(const RowReading& row, const model::FormBlock& block);

}  // namespace nianbao::parser
