#pragma once
// From rows of items to the figures of a record.

#include <vector>

#include "model/form.h"
#include "model/record.h"
#include "parser/solve.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// One copy of the tables of a page.
struct TableSet {
    std::vector<TableReading> tables;                  // in the order of the form; not found where the page has none
    std::vector<std::vector<RowSolution>> solutions;   // for each table, for each of its rows
};

// Every figure of the form, each once, in its order, and the optional ones that the page prints; with a finding
// figure.ambiguous for each row whose values the page does not determine. `copies` are further copies of tables on the same
// page: where they disagree with the first the figure is ambiguous.
void assemble(const model::Form& form, const TableSet& first, const std::vector<TableSet>& copies, model::Record& record);

}  // namespace nianbao::parser
