#pragma once
// Sheets as the text of a PDF: drawn on a page of fixed pitch, or read out by rows or by columns.

#include <string>

#include "tests/generator/random.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

// On which line of a row with a wrapped label its values stand.
enum class ValueLine { first, middle, last, after };

struct PdfStyle {
    int first_page = 3;       // number of the page on which the table begins
    int break_row = -1;       // row before which the page ends; -1 none
    std::string page_number;  // with N for the number: "- N -"
    ValueLine value_line = ValueLine::middle;
    int label_width = 22;     // of the last label column, in columns of the page
    int group_width = 10;
    int value_width = 6;
    bool blank_lines = false;  // between rows
};
[[nodiscard]] PdfStyle draw_pdf_style(const Sheet& sheet, int noise, Random& random);

// Lines as drawn, the labels that span rows in the middle of them, 三、本年度办理结果 one character a line.
enum class Spaces { kept, collapsed };
[[nodiscard]] std::string pdf_drawn(const Sheet& sheet, const PdfStyle& style, Spaces spaces);
// Cell by cell: each label wrapped as drawn, then the values of the row on one line.
[[nodiscard]] std::string pdf_rows(const Sheet& sheet, const PdfStyle& style);
// Column by column: the labels of rows, then for each column its names and its values one under another.
[[nodiscard]] std::string pdf_columns(const Sheet& sheet, const PdfStyle& style);

}  // namespace nianbao::generator
