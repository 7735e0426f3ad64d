#pragma once
// Rows of a text whose columns stand under one another, as a PDF file's text drawn by its layout does. A row with empty cells
// has too few values, but each stands where the rows that are whole have the same column:
//
//   一、本年新收政府信息公开申请数      96      0       0       0       0       1       97
//   （一）予以公开                                                              1        1
//         columns of the whole rows     --      -       -       -       -       -       --

#include <vector>

#include "parser/document.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// Puts empty places into the rows of one table that are not placed, where at least two whole rows of the same columns agree on
// where each column stands and every value stands under exactly one. Other rows stay as they are.
void place_under_columns(std::vector<RowReading>& rows, const Document& document);

}  // namespace nianbao::parser
