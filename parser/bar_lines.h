#pragma once
// Lines that hold a cell each and are told apart by bars, as programs print them that take the text out of a page:
//
//   规章 |      规章     规章
//   1 |         |        | 1
//   0 |         1        | 0
//   7 |         |        | 7
//   ||          0 …      |
//
// What of such a line is the cell, which lines are empty cells, and which bars only fill a row up.

#include <string_view>
#include <vector>

namespace nianbao::parser {

enum class BarLine {
    other,       // not among such lines: a row of several cells, or no bar at its ends
    cell,        // a cell, with a bar in front of it or bars behind it
    empty_cell,  // nothing but a bar, where a cell is empty
    nothing      // bars that only part cells, or fill a row up
};

// One a line of the text, as '\n' parts them.
[[nodiscard]] std::vector<BarLine> bar_lines(std::string_view text);

// The line without white space at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view line);

// The line without the bar in front and the bars behind, nor white space at its ends.
[[nodiscard]] std::string_view without_bars(std::string_view line);

}  // namespace nianbao::parser
