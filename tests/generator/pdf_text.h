#pragma once
// Sheets as the text of a PDF: as drawn, or read out by rows or by columns.

#include <string>

#include "tests/generator/canvas.h"
#include "tests/generator/random.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

[[nodiscard]] PdfStyle draw_pdf_style(const Sheet& sheet, int noise, Random& random);

// Lines as drawn, the labels that span rows in the middle of them, 三、本年度办理结果 one character a line.
enum class Spaces { kept, collapsed };
[[nodiscard]] std::string pdf_drawn(const Sheet& sheet, const PdfStyle& style, Spaces spaces);
// Cell by cell: each label wrapped as drawn, then the values of the row on one line.
[[nodiscard]] std::string pdf_rows(const Sheet& sheet, const PdfStyle& style);
// Column by column: the labels of rows, then for each column its names and its values one under another.
[[nodiscard]] std::string pdf_columns(const Sheet& sheet, const PdfStyle& style);

}  // namespace nianbao::generator
