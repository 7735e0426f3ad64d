#include "cli/table_layout.h"

#include <algorithm>

#include "cli/show_table.h"
#include "cli/width.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t narrowest_label = 4;       // two Chinese characters
constexpr std::size_t narrowest_tall_label = 6;  // of a header beside several rows

}  // namespace

TableLayout::TableLayout(const out::TableDrawing& drawing, std::vector<TextCell> cells)
    : drawing_(drawing), cells_(std::move(cells)), covering_(static_cast<std::size_t>(drawing.rows * drawing.columns)) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const out::DrawnCell& drawn = *cells_[i].drawn;
        for (int r = 0; r < drawn.row_span; ++r)
            for (int c = 0; c < drawn.column_span; ++c) covering_[slot(drawn.row + r, drawn.column + c)] = i;
    }
}

bool TableLayout::lay_out(std::size_t columns) {
    if (!choose_widths(columns)) return false;
    for (TextCell& cell : cells_) {
        const std::size_t width = width_of(*cell.drawn);
        cell.lines = wrap_to_columns(cell.text, width);
        // A centred header looks better in lines of the same length: 结果 / 维持, not 结果维 / 持.
        if (cell.drawn->kind != out::CellKind::column || cell.lines.size() == 1) continue;
        for (std::size_t narrower = width - 1; narrower >= 2; --narrower) {
            auto lines = wrap_to_columns(cell.text, narrower);
            if (lines.size() > cell.lines.size()) break;
            cell.lines = std::move(lines);
        }
    }
    choose_lines();
    return true;
}

std::size_t TableLayout::width_of(const out::DrawnCell& cell) const {
    std::size_t width = static_cast<std::size_t>(cell.column_span - 1);
    for (int c = 0; c < cell.column_span; ++c) width += widths_[static_cast<std::size_t>(cell.column + c)];
    return width;
}

bool TableLayout::choose_widths(std::size_t columns) {
    const auto count = static_cast<std::size_t>(drawing_.columns);
    widths_.assign(count, 1);
    std::vector<std::size_t> wanted(count, 1);
    for (const TextCell& cell : cells_) {
        if (cell.drawn->column_span != 1) continue;
        const auto column = static_cast<std::size_t>(cell.drawn->column);
        const std::size_t whole = columns_of(cell.text);
        const bool is_value = cell.drawn->kind == out::CellKind::value;
        const bool is_tall = cell.drawn->kind == out::CellKind::row && cell.drawn->row_span > 1;
        const std::size_t indentation = 2 * static_cast<std::size_t>(cell.drawn->depth);
        const std::size_t least =
            is_value ? whole : std::min(whole, indentation + (is_tall ? narrowest_tall_label : narrowest_label));
        // A label beside many rows has as many lines to itself.
        const std::size_t good = is_tall ? std::max(least, whole / static_cast<std::size_t>(cell.drawn->row_span)) : whole;
        widths_[column] = std::max(widths_[column], least);
        wanted[column] = std::max(wanted[column], good);
    }
    std::size_t taken = count + 1;
    for (const std::size_t width : widths_) taken += width;
    if (taken > columns) return false;
    for (; taken < columns; ++taken) {
        // The column that lacks most in proportion.
        std::size_t neediest = count;
        for (std::size_t c = 0; c < count; ++c)
            if (widths_[c] < wanted[c] && (neediest == count || wanted[c] * widths_[neediest] > wanted[neediest] * widths_[c]))
                neediest = c;
        if (neediest == count) break;
        ++widths_[neediest];
    }
    return true;
}

// A rule stands under headers and around groups of rows, not between the rows of a group.
bool TableLayout::has_rule_above(int row) const {
    if (row == 0 || row == drawing_.rows) return true;
    for (const TextCell& cell : cells_) {
        const bool begins = cell.drawn->row == row;
        const bool ends = cell.drawn->row + cell.drawn->row_span == row;
        if (!begins && !ends) continue;
        const out::CellKind kind = cell.drawn->kind;
        if (kind != out::CellKind::value && kind != out::CellKind::unit &&
            (kind != out::CellKind::row || cell.drawn->row_span > 1))
            return true;
    }
    return false;
}

void TableLayout::choose_lines() {
    std::vector<std::size_t> heights(static_cast<std::size_t>(drawing_.rows), 1);
    const auto room_of = [&](const out::DrawnCell& drawn) {
        std::size_t room = 0;
        for (int r = 0; r < drawn.row_span; ++r) {
            room += heights[static_cast<std::size_t>(drawn.row + r)];
            if (r > 0 && has_rule_above(drawn.row + r)) ++room;
        }
        return room;
    };
    for (int span = 1; span <= drawing_.rows; ++span)
        for (const TextCell& cell : cells_) {
            if (cell.drawn->row_span != span) continue;
            const std::size_t room = room_of(*cell.drawn);
            if (room < cell.lines.size())
                heights[static_cast<std::size_t>(cell.drawn->row + span - 1)] += cell.lines.size() - room;
        }
    for (int row = 0; row <= drawing_.rows; ++row) {
        if (has_rule_above(row)) output_.push_back({row, true});
        if (row == drawing_.rows) break;
        for (TextCell& cell : cells_)
            if (cell.drawn->row == row) cell.top = output_.size();
        output_.insert(output_.end(), heights[static_cast<std::size_t>(row)], OutputLine{row, false});
    }
}

bool TableLayout::rules(const OutputLine& line, int column) const {
    return line.is_rule && (line.row == 0 || line.row == drawing_.rows || !are_one(line.row - 1, column, line.row, column));
}

bool TableLayout::has_border(int row, int column) const {
    if (row < 0 || row >= drawing_.rows) return false;
    return column == 0 || column == drawing_.columns || !are_one(row, column - 1, row, column);
}

}  // namespace nianbao::cli
