#pragma once
// A table of a report drawn for the terminal, as the form prints it:
//
//     ┌────────────────┬───────────────────┬──────┐
//     │                │    申请人情况     │ 总计 │
//     ├────────────────┼───────────────────┼──────┤
//     │ 一、本年新收…  │                12 │  12! │      ! a sum that it takes part in fails
//     └────────────────┴───────────────────┴──────┘
//
// Chinese characters take two columns (cli/width.h). A table that does not fit, however its labels are wrapped, becomes a list
// with a line for each figure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/talk.h"
#include "out/figure_notes.h"
#include "out/table_drawing.h"

namespace nianbao::cli {

enum class Lines { box, ascii };

struct Terminal {
    std::size_t columns = 100;
    Lines lines = Lines::box;
    Colour colour = Colour::never;
};

// The marks: one character after a number, or in the place of one.
struct Mark {
    char character;
    std::string_view meaning;
};
inline constexpr Mark marks[] = {
    {'_', "the cell is there and empty"},
    {'-', "the cell holds a mark for nothing (—, /, 无)"},
    {'x', "no such cell on the page"},
    {'#', "the cell holds something that is not a number"},
    {'?', "ambiguous: value or place is not certain"},
    {'~', "inferred: the checks decided its place"},
    {':', "split: the checks cut it from a run of digits"},
    {'"', "from the narrative"},
    {'!', "a sum that it takes part in fails"},
    {'*', "another finding names it"},
};

// "12", "12?", "_", "7~!": the figure as the tables show it; "" for one that the record has not.
[[nodiscard]] std::string marked_value(const out::FigureNote& note);

// The drawing, lines ended by '\n'. What comes from a page is made printable.
[[nodiscard]] std::string draw_for_terminal(const out::TableDrawing& drawing, const model::Form& form, const out::FigureNotes& notes,
                                            const Terminal& terminal);

// The text in lines of at most `columns` (at least 2) columns; a line does not begin with a closing mark such as 、or ）.
[[nodiscard]] std::vector<std::string> wrap_to_columns(std::string_view text, std::size_t columns);

}  // namespace nianbao::cli
