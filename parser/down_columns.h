#pragma once
// A table whose text runs down its columns, as that of some PDF files does: first all labels, then column by column a header
// and under it one value for each row.
//
//   规章 | 规范性文件 | 本年新制作数量 | 0 | 3 | 本年新公开数量 | 0 | 3 | …
//
// It is read only where every column has exactly as many values as rows are printed: one value too few, and nothing tells which.

#include <cstdint>
#include <vector>

#include "model/form.h"
#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/labels.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// The rows of the blocks that are printed so within view[begin, end), each placed; empty when there is none. `last` is set to
// the end of the last value.
[[nodiscard]] std::vector<RowReading> read_down_columns(const model::FormTable& table, const TableLabels& labels, const Document& document,
                                                        const LabelView& view, std::uint32_t begin, std::uint32_t end, std::uint32_t& last);

}  // namespace nianbao::parser
