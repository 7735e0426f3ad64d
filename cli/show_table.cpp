#include "cli/show_table.h"

#include <algorithm>
#include <array>

#include "cli/width.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t narrowest_label = 4;     // two Chinese characters
constexpr std::size_t narrowest_tall_label = 6;  // of a header beside several rows

constexpr std::string_view no_colour, red = "\x1b[31m", yellow = "\x1b[33m", faint = "\x1b[2m", bold = "\x1b[1m";

std::string_view colour_of(const out::FigureNote& note) {
    if (note.breaks_check) return red;
    if (note.figure == nullptr || note.figure->presence == model::Presence::absent) return faint;
    if (note.figure->presence == model::Presence::unreadable || note.figure->provenance.reading == model::Reading::ambiguous) return yellow;
    return no_colour;
}

// One cell as it will be printed.
struct TextCell {
    const out::DrawnCell* drawn = nullptr;
    std::string text;
    std::string_view colour;
    std::vector<std::string> lines;
    std::size_t top = 0;  // the first line of the output that it covers
};

// A line of the output: of a row of the table, or the rule above one (and, at the end, below the last).
struct OutputLine {
    int row = 0;
    bool is_rule = false;
};

class TableText {
public:
    TableText(const out::TableDrawing& drawing, const out::FigureNotes& notes, const Terminal& terminal)
        : drawing_(drawing), terminal_(terminal), covering_(static_cast<std::size_t>(drawing.rows * drawing.columns)) {
        for (const out::DrawnCell& drawn : drawing.cells) {
            TextCell cell{&drawn, std::string(static_cast<std::size_t>(2 * drawn.depth), ' ') + std::string(drawn.label), no_colour, {}, 0};
            if (drawn.kind == out::CellKind::corner || drawn.kind == out::CellKind::block || drawn.kind == out::CellKind::column) cell.colour = bold;
            if (drawn.figure != nullptr) {
                const out::FigureNote& note = notes.of(drawn.figure->id);
                cell.text = marked_value(note);
                cell.colour = colour_of(note);
            }
            for (int r = 0; r < drawn.row_span; ++r)
                for (int c = 0; c < drawn.column_span; ++c) covering_[slot(drawn.row + r, drawn.column + c)] = cells_.size();
            cells_.push_back(std::move(cell));
        }
    }

    // False: it does not fit.
    bool lay_out() {
        if (!choose_widths()) return false;
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

    [[nodiscard]] std::string print() const {
        std::string text;
        for (std::size_t line = 0; line < output_.size(); ++line) print_line(line, text);
        return text;
    }

private:
    [[nodiscard]] std::size_t slot(int row, int column) const { return static_cast<std::size_t>(row * drawing_.columns + column); }
    [[nodiscard]] const TextCell& at(int row, int column) const { return cells_[covering_[slot(row, column)]]; }
    [[nodiscard]] bool are_one(int row, int column, int other_row, int other_column) const {
        return covering_[slot(row, column)] == covering_[slot(other_row, other_column)];
    }

    // Without its two borders, with those that it spans.
    [[nodiscard]] std::size_t width_of(const out::DrawnCell& cell) const {
        std::size_t width = static_cast<std::size_t>(cell.column_span - 1);
        for (int c = 0; c < cell.column_span; ++c) width += widths_[static_cast<std::size_t>(cell.column + c)];
        return width;
    }

    bool choose_widths() {
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
            const std::size_t least = is_value ? whole : std::min(whole, indentation + (is_tall ? narrowest_tall_label : narrowest_label));
            // A label beside many rows has as many lines to itself.
            const std::size_t good = is_tall ? std::max(least, whole / static_cast<std::size_t>(cell.drawn->row_span)) : whole;
            widths_[column] = std::max(widths_[column], least);
            wanted[column] = std::max(wanted[column], good);
        }
        std::size_t taken = count + 1;
        for (const std::size_t width : widths_) taken += width;
        if (taken > terminal_.columns) return false;
        for (; taken < terminal_.columns; ++taken) {
            // The column that lacks most in proportion.
            std::size_t neediest = count;
            for (std::size_t c = 0; c < count; ++c)
                if (widths_[c] < wanted[c] && (neediest == count || wanted[c] * widths_[neediest] > wanted[neediest] * widths_[c])) neediest = c;
            if (neediest == count) break;
            ++widths_[neediest];
        }
        return true;
    }

    // A rule stands under headers and around groups of rows, not between the rows of a group.
    [[nodiscard]] bool has_rule_above(int row) const {
        if (row == 0 || row == drawing_.rows) return true;
        for (const TextCell& cell : cells_) {
            const bool begins = cell.drawn->row == row;
            const bool ends = cell.drawn->row + cell.drawn->row_span == row;
            if (!begins && !ends) continue;
            const out::CellKind kind = cell.drawn->kind;
            if (kind != out::CellKind::value && kind != out::CellKind::unit && (kind != out::CellKind::row || cell.drawn->row_span > 1)) return true;
        }
        return false;
    }

    void choose_lines() {
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
                if (room < cell.lines.size()) heights[static_cast<std::size_t>(cell.drawn->row + span - 1)] += cell.lines.size() - room;
            }
        for (int row = 0; row <= drawing_.rows; ++row) {
            if (has_rule_above(row)) output_.push_back({row, true});
            if (row == drawing_.rows) break;
            for (TextCell& cell : cells_)
                if (cell.drawn->row == row) cell.top = output_.size();
            output_.insert(output_.end(), heights[static_cast<std::size_t>(row)], OutputLine{row, false});
        }
    }

    // True when the output line draws a rule through that column, false when a cell goes on there.
    [[nodiscard]] bool rules(const OutputLine& line, int column) const {
        return line.is_rule && (line.row == 0 || line.row == drawing_.rows || !are_one(line.row - 1, column, line.row, column));
    }
    // True when a row has a border to the left of that column.
    [[nodiscard]] bool has_border(int row, int column) const {
        if (row < 0 || row >= drawing_.rows) return false;
        return column == 0 || column == drawing_.columns || !are_one(row, column - 1, row, column);
    }

    [[nodiscard]] std::string_view joint(const OutputLine& line, int column) const {
        static constexpr std::array<std::string_view, 16> box = {" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"};
        static constexpr std::array<std::string_view, 16> ascii = {" ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+"};
        const auto& set = terminal_.lines == Lines::box ? box : ascii;
        if (!line.is_rule) return has_border(line.row, column) ? set[3] : set[0];
        const std::size_t up = has_border(line.row - 1, column) ? 1 : 0;
        const std::size_t down = has_border(line.row, column) ? 2 : 0;
        const std::size_t left = column > 0 && rules(line, column - 1) ? 4 : 0;
        const std::size_t right = column < drawing_.columns && rules(line, column) ? 8 : 0;
        return set[up + down + left + right];
    }

    void print_line(std::size_t number, std::string& text) const {
        const OutputLine& line = output_[number];
        for (int column = 0; column < drawing_.columns;) {
            text += joint(line, column);
            const auto c = static_cast<std::size_t>(column);
            if (rules(line, column)) {
                for (std::size_t i = 0; i < widths_[c]; ++i) text += terminal_.lines == Lines::box ? "─" : "-";
                ++column;
                continue;
            }
            const TextCell& cell = at(line.row, column);
            const std::size_t index = number - cell.top;
            print_part(cell, index < cell.lines.size() ? std::string_view(cell.lines[index]) : std::string_view(), text);
            column += cell.drawn->column_span;
        }
        text += joint(line, drawing_.columns);
        text += '\n';
    }

    void print_part(const TextCell& cell, std::string_view part, std::string& text) const {
        const std::size_t width = width_of(*cell.drawn);
        const std::size_t space = width - std::min(width, columns_of(part));
        const out::CellKind kind = cell.drawn->kind;
        const std::size_t before = kind == out::CellKind::value ? space : kind == out::CellKind::column ? space / 2 : 0;
        text.append(before, ' ');
        const bool coloured = terminal_.colour == Colour::always && !cell.colour.empty() && !part.empty();
        if (coloured) text += cell.colour;
        text += part;
        if (coloured) text += "\x1b[0m";
        text.append(space - before, ' ');
    }

    const out::TableDrawing& drawing_;
    const Terminal& terminal_;
    std::vector<TextCell> cells_;
    std::vector<std::size_t> covering_;  // for every slot, the index of its cell
    std::vector<std::size_t> widths_;
    std::vector<OutputLine> output_;
};

std::string as_list(const out::TableDrawing& drawing, const model::Form& form, const out::FigureNotes& notes, std::size_t columns) {
    std::string text;
    for (const out::DrawnCell& cell : drawing.cells) {
        if (cell.figure == nullptr) continue;
        const std::string row = form.row_labels(*cell.figure);
        const std::string label = row + (row.empty() ? "" : " / ") + form.column_labels(*cell.figure);
        for (const std::string& line : wrap_to_columns(label, columns)) text += line + '\n';
        text += "    " + marked_value(notes.of(cell.figure->id)) + '\n';
    }
    return text;
}

}  // namespace

std::string marked_value(const out::FigureNote& note) {
    if (note.figure == nullptr) return "";
    const model::Figure& figure = *note.figure;
    std::string text;
    switch (figure.presence) {
        case model::Presence::stated: text = figure.value ? figure.value->to_string() : "#"; break;
        case model::Presence::blank: text = "_"; break;
        case model::Presence::dash: text = "-"; break;
        case model::Presence::absent: text = "x"; break;
        case model::Presence::unreadable: text = "#"; break;
    }
    return text + out::marks_of(note);
}

std::string draw_for_terminal(const out::TableDrawing& drawing, const model::Form& form, const out::FigureNotes& notes, const Terminal& terminal) {
    TableText table(drawing, notes, terminal);
    return table.lay_out() ? table.print() : as_list(drawing, form, notes, std::max<std::size_t>(terminal.columns, 8));
}

}  // namespace nianbao::cli
