#pragma once
// The parts of a group may have lost their labels, which a list that numbers itself or a picture held:
//
//   （四）无法提供   3 0 0 0 0 0 3
//                    0 0 0 0 0 0 0
//                    1 0 0 0 0 0 1
//
// Behind the group's own label stand then as many values as all its rows have columns.

#include <vector>

#include "model/form.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// Each of `rows` with its items, not yet placed. A group row of a text that holds the values of all its parts, of which none has a
// label, is taken apart into them, in the order of the form; certain where the sum of each holds. Empty where `row` is no such row.
[[nodiscard]] std::vector<RowReading> parts_without_labels(const model::Form& form, int table, const std::vector<RowReading>& rows, const RowReading& row);

}  // namespace nianbao::parser
