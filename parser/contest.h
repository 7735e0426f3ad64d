#pragma once
// Which of the solved rows of a table are in doubt all the same: sums are chance where the total itself may be what was lost.

#include <vector>

#include "parser/candidates.h"
#include "parser/solve.h"
#include "parser/table_reader.h"
#include "parser/table_sums.h"

namespace nianbao::parser {

// Sets RowSolution::contested. `loss`: whether rows of the table lost blanks, as their lengths tell.
void contest(const TableReading& reading, const Document& document, const TableSums& sums, Loss loss, std::vector<RowSolution>& solutions);

}  // namespace nianbao::parser
