#pragma once
// Sheets as flows of text: the cells in document order, with little or nothing between them.

#include <string>

#include "tests/generator/random.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

// What stands between two cells, in per cent of the places; elsewhere nothing.
struct Gluing {
    int between_labels = 0;
    int before_number = 0;  // a label and then a number
    int between_numbers = 0;
    int after_number = 0;  // a number and then a label
};
[[nodiscard]] Gluing draw_gluing(int between_numbers, Random& random);
// All cells on one line. Empty cells leave nothing behind.
[[nodiscard]] std::string glued(const Sheet& sheet, const Gluing& gluing, Random& random);

// A cell a line; a blank line after each where `blank_lines`. An empty cell is `gap`, or left out where that is "lost".
enum class BlankLines { without, with };
[[nodiscard]] std::string cell_lines(const Sheet& sheet, BlankLines blank_lines, const std::string& gap);
inline const std::string lost_gap = "lost";

// A row a line, cells parted by `separator` (" " or "\t"). With spaces an empty cell is lost; with tabs it is kept.
[[nodiscard]] std::string row_lines(const Sheet& sheet, const std::string& separator);

enum class FlowTag { paragraph, division, line_break };
// A cell a <p>, a <div> or up to a <br>. An empty cell is `gap`, or left out where that is "lost".
[[nodiscard]] std::string cell_elements(const Sheet& sheet, FlowTag tag, const std::string& gap, Random& random);
// A row a <p>, cells parted by spaces or &nbsp;.
[[nodiscard]] std::string row_paragraphs(const Sheet& sheet, Random& random);

}  // namespace nianbao::generator
