#pragma once
// Sheets as HTML tables, as publishers' editors make them.

#include <string>

#include "tests/generator/noise.h"
#include "tests/generator/random.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

enum class CellMarkup { plain, paragraph, word };

// How one page writes its cells.
struct HtmlStyle {
    CellMarkup markup = CellMarkup::plain;
    std::string gap;               // content of an empty cell
    bool header_cells = false;     // <th>
    bool sections = false;         // <tbody>
    bool two_paragraphs = false;   // a break within a cell is the end of a <p>
    bool word_characters = false;  // a span around each character of some labels
    std::string attributes;        // of each <td>
};
[[nodiscard]] HtmlStyle draw_style(CellMarkup markup, Random& random);

// One table with the spans that the sheet has.
[[nodiscard]] std::string html_table(const Sheet& sheet, const HtmlStyle& style, Random& random);
// On a finer grid, on which the boundaries of header and body do not meet, and spans overshoot. noise: 0..3.
[[nodiscard]] std::string html_table_skewed(const Sheet& sheet, const HtmlStyle& style, int noise, Random& random);
// Cut into several tables, between rows; a row of each where `every_row`.
enum class Cut { some_rows, every_row };
[[nodiscard]] std::string html_table_cut(const Sheet& sheet, const HtmlStyle& style, Cut cut, Random& random);
// A table within the cell of another, and small tables within cells of values.
[[nodiscard]] std::string html_table_nested(const Sheet& sheet, const HtmlStyle& style, Random& random);

// The content of a cell or paragraph: text with its breaks.
[[nodiscard]] std::string html_text(const std::string& text);

}  // namespace nianbao::generator
