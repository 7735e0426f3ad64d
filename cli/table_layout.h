#pragma once
// Where the cells of a table stand in lines of text: how wide the columns are, how the texts wrap, between which rows there is
// a rule. Drawn by cli/show_table.cpp.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "out/table_drawing.h"

namespace nianbao::cli {

// One cell as it will be printed.
struct TextCell {
    const out::DrawnCell* drawn = nullptr;
    std::string text;
    std::string_view colour;
    std::vector<std::string> lines{};  // the text, wrapped
    std::size_t top = 0;               // the first line of the output that it covers
};

// A line of the output: of a row of the table, or the rule above one (and, at the end, below the last).
struct OutputLine {
    int row = 0;
    bool is_rule = false;
};

class TableLayout {
public:
    // A cell for every cell of the drawing, in its order.
    TableLayout(const out::TableDrawing& drawing, std::vector<TextCell> cells);

    // Into so many columns of the terminal. False: it does not fit.
    [[nodiscard]] bool lay_out(std::size_t columns);

    [[nodiscard]] const std::vector<OutputLine>& output() const { return output_; }
    [[nodiscard]] const TextCell& at(int row, int column) const { return cells_[covering_[slot(row, column)]]; }
    [[nodiscard]] std::size_t width_of_column(int column) const { return widths_[static_cast<std::size_t>(column)]; }
    // Without its two borders, with those that it spans.
    [[nodiscard]] std::size_t width_of(const out::DrawnCell& cell) const;
    // True when the output line draws a rule through that column, false when a cell goes on there.
    [[nodiscard]] bool rules(const OutputLine& line, int column) const;
    // True when a row has a border to the left of that column.
    [[nodiscard]] bool has_border(int row, int column) const;

private:
    [[nodiscard]] std::size_t slot(int row, int column) const {
        return static_cast<std::size_t>(row * drawing_.columns + column);
    }
    [[nodiscard]] bool are_one(int row, int column, int other_row, int other_column) const {
        return covering_[slot(row, column)] == covering_[slot(other_row, other_column)];
    }
    [[nodiscard]] bool choose_widths(std::size_t columns);
    [[nodiscard]] bool has_rule_above(int row) const;
    void choose_lines();

    const out::TableDrawing& drawing_;
    std::vector<TextCell> cells_;
    std::vector<std::size_t> covering_;  // for every slot, the index of its cell
    std::vector<std::size_t> widths_;
    std::vector<OutputLine> output_;
};

}  // namespace nianbao::cli
