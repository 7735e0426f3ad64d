#pragma once
// A table of a form that is one row of values under a header, without a label of its own: table 4.

#include <cstdint>

#include "model/form.h"
#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/labels.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// Reads table `labels.table` of the form within view[begin, end); not found where fewer than four different labels of its header
// stand together, but for a section whose heading is followed by nothing but the values of such a table.
[[nodiscard]] TableReading read_header_table(const model::Form& form, const TableLabels& labels, const Document& document, const LabelView& view,
                                             std::uint32_t begin, std::uint32_t end);

}  // namespace nianbao::parser
