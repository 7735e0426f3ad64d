#pragma once
// From rows of items to the figures of a record.

#include <vector>

#include "model/form.h"
#include "model/record.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// Every figure of the form, each once, in its order, and the optional ones that the page prints; with a finding
// figure.ambiguous for each row whose values could not be placed. `others` are further copies of a table on the same page:
// where they disagree the figure is ambiguous.
void assemble(const model::Form& form, const std::vector<TableReading>& tables, const std::vector<std::vector<TableReading>>& others, model::Record& record);

}  // namespace nianbao::parser
