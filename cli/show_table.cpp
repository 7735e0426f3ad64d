#include "cli/show_table.h"

#include <algorithm>
#include <array>

#include "cli/table_layout.h"
#include "cli/width.h"

namespace nianbao::cli {
namespace {

constexpr std::string_view no_colour, red = "\x1b[31m", yellow = "\x1b[33m", faint = "\x1b[2m", bold = "\x1b[1m";

std::string_view colour_of(const out::FigureNote& note) {
    if (note.breaks_check) return red;
    if (note.figure == nullptr || note.figure->presence == model::Presence::absent) return faint;
    if (note.figure->presence == model::Presence::unreadable || note.figure->provenance.reading == model::Reading::ambiguous) return yellow;
    return no_colour;
}

std::vector<TextCell> cells_of(const out::TableDrawing& drawing, const out::FigureNotes& notes) {
    std::vector<TextCell> cells;
    for (const out::DrawnCell& drawn : drawing.cells) {
        TextCell cell{&drawn, std::string(static_cast<std::size_t>(2 * drawn.depth), ' ') + std::string(drawn.label), no_colour};
        if (drawn.kind == out::CellKind::corner || drawn.kind == out::CellKind::block || drawn.kind == out::CellKind::column) cell.colour = bold;
        if (drawn.figure != nullptr) {
            const out::FigureNote& note = notes.of(drawn.figure->id);
            cell.text = marked_value(note);
            cell.colour = colour_of(note);
        }
        cells.push_back(std::move(cell));
    }
    return cells;
}

class TablePrinter {
public:
    TablePrinter(const TableLayout& layout, int columns, const Terminal& terminal) : layout_(layout), columns_(columns), terminal_(terminal) {}

    [[nodiscard]] std::string print() const {
        std::string text;
        for (std::size_t line = 0; line < layout_.output().size(); ++line) print_line(line, text);
        return text;
    }

private:
    [[nodiscard]] std::string_view joint(const OutputLine& line, int column) const {
        static constexpr std::array<std::string_view, 16> box = {" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"};
        static constexpr std::array<std::string_view, 16> ascii = {" ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+"};
        const auto& set = terminal_.lines == Lines::box ? box : ascii;
        if (!line.is_rule) return layout_.has_border(line.row, column) ? set[3] : set[0];
        const std::size_t up = layout_.has_border(line.row - 1, column) ? 1 : 0;
        const std::size_t down = layout_.has_border(line.row, column) ? 2 : 0;
        const std::size_t left = column > 0 && layout_.rules(line, column - 1) ? 4 : 0;
        const std::size_t right = column < columns_ && layout_.rules(line, column) ? 8 : 0;
        return set[up + down + left + right];
    }

    void print_line(std::size_t number, std::string& text) const {
        const OutputLine& line = layout_.output()[number];
        for (int column = 0; column < columns_;) {
            text += joint(line, column);
            if (layout_.rules(line, column)) {
                for (std::size_t i = 0; i < layout_.width_of_column(column); ++i) text += terminal_.lines == Lines::box ? "─" : "-";
                ++column;
                continue;
            }
            const TextCell& cell = layout_.at(line.row, column);
            const std::size_t index = number - cell.top;
            print_part(cell, index < cell.lines.size() ? std::string_view(cell.lines[index]) : std::string_view(), text);
            column += cell.drawn->column_span;
        }
        text += joint(line, columns_);
        text += '\n';
    }

    void print_part(const TextCell& cell, std::string_view part, std::string& text) const {
        const std::size_t width = layout_.width_of(*cell.drawn);
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

    const TableLayout& layout_;
    int columns_;  // of the table
    const Terminal& terminal_;
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
    TableLayout layout(drawing, cells_of(drawing, notes));
    return layout.lay_out(terminal.columns) ? TablePrinter(layout, drawing.columns, terminal).print() : as_list(drawing, form, notes, std::max<std::size_t>(terminal.columns, 8));
}

}  // namespace nianbao::cli
