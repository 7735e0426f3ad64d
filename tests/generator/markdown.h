#pragma once
// Sheets as Markdown tables, whole or as a converter of PDF files leaves them.

#include <string>

#include "tests/generator/random.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

// With pipes; a slot that a span covers is empty, or repeats the text.
[[nodiscard]] std::string pipes(const Sheet& sheet, Random& random);

// Bars only between cells, spanned places left out, as html2text writes it.
[[nodiscard]] std::string bare_pipes(const Sheet& sheet);

// A line a row with a bar behind each cell, and one for each cell that the row has less than the widest, as programs print that take
// the text out of a page.
[[nodiscard]] std::string bars_behind(const Sheet& sheet);

// A line a cell, a bar in front of all but the first of a row and one on a line of its own behind the last.
[[nodiscard]] std::string bars_in_front(const Sheet& sheet);

// A line a cell with a bar behind it, empty cells left out, and behind a row one bar for each cell that it has less than the widest.
[[nodiscard]] std::string bars_in_lines(const Sheet& sheet);

// A bar on a line of its own in front of each row, then a line a cell with a bar behind it, and those that fill the row up behind the last.
[[nodiscard]] std::string bars_before_rows(const Sheet& sheet);

// A line a row, tabs between cells, what is spanned printed in each of its places, as spreadsheets do when cells are taken apart.
[[nodiscard]] std::string repeated_tabs(const Sheet& sheet);

// Shredded: pieces of a few rows with a rule under the first row of each, headings between, labels torn off from their
// rows, labels that span rows in the cell of some row or on a line of their own. noise: 0..3, how much is torn.
[[nodiscard]] std::string shredded_pipes(const Sheet& sheet, int noise, Random& random);

}  // namespace nianbao::generator
