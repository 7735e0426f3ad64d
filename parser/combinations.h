#pragma once
// The ways of several rows that fit together: of all combinations of a way a row, those that break the fewest sums.

#include <cstddef>
#include <vector>

#include "parser/table_sums.h"

namespace nianbao::parser {

// For each of `rows`, by its ways: whether it stands in a combination that breaks the fewest of `judged`. The other rows of these
// checks take their first way; a check that cannot be told counts as kept.
[[nodiscard]] std::vector<std::vector<bool>> in_best_combinations(const TableSums& sums, const std::vector<const ColumnCheck*>& judged,
                                                                  const std::vector<std::size_t>& rows, const std::vector<RowSolution>& solutions);

}  // namespace nianbao::parser
