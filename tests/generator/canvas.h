#pragma once
// A sheet drawn on a page of fixed pitch, as the text of a PDF shows it: cells wrapped to the width of their columns,
// labels that span rows in the middle of them.

#include <cstddef>
#include <string>
#include <vector>

#include "tests/generator/sheet.h"

namespace nianbao::generator {

// On which line of a row with a wrapped label its values stand.
enum class ValueLine { first, middle, last, after };

struct PdfStyle {
    int first_page = 3;       // number of the page on which the table begins
    int break_row = -1;       // row before which the page ends; -1 none
    std::string page_number;  // with N for the number: "- N -"
    ValueLine value_line = ValueLine::middle;
    int label_width = 22;  // of the last label column, in columns of the page
    int group_width = 10;
    int value_width = 6;
    bool blank_lines = false;  // between rows
};

// A cell with its place on the grid.
struct Placed {
    const Cell* cell = nullptr;
    int row = 0, column = 0, height = 1;
    std::vector<std::string> lines;
};

struct Layout {
    std::vector<int> starts;  // of each column on the page, and the end of the last
    std::vector<Placed> cells;
    int rows = 0;
};

// Places the cells of rows [first, last) as HTML would: each in the first free slot of its row. `sheet` must outlive the
// result.
[[nodiscard]] Layout place(const Sheet& sheet, const PdfStyle& style, std::size_t first, std::size_t last);
// The lines of the drawing, with the spaces between its columns.
[[nodiscard]] std::vector<std::string> draw(const Layout& layout, const PdfStyle& style);

}  // namespace nianbao::generator
