#include "tests/generator/canvas.h"

#include <algorithm>

#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

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

std::vector<int> column_starts(const Sheet& sheet, const PdfStyle& style) {
    std::vector<int> widths(static_cast<std::size_t>(sheet.columns), style.value_width);
    if (sheet.label_columns == 3) {
        widths[0] = 3;
        widths[1] = style.group_width;
        widths[2] = style.label_width;
    } else if (sheet.label_columns == 1) {
        std::fill(widths.begin(), widths.end(), std::max(style.value_width + 8, 14));
        widths[0] = style.label_width;
    }
    for (const SheetRow& row : sheet.rows) {
        int column = sheet.columns;
        for (auto cell = row.rbegin(); cell != row.rend() && cell->role == Role::value; ++cell) {
            column -= cell->width;
            if (column < 0) break;
            auto& width = widths[static_cast<std::size_t>(column)];
            width = std::max(width, display_width(replaced(cell->text, "\n", "")) + 2);
        }
    }
    std::vector<int> starts{0};
    for (const int width : widths) starts.push_back(starts.back() + width);
    return starts;
}

// Places the cells of rows [first, last) as HTML would: each in the first free slot of its row.
Layout place(const Sheet& sheet, const PdfStyle& style, std::size_t first, std::size_t last) {
    Layout layout;
    layout.starts = column_starts(sheet, style);
    layout.rows = static_cast<int>(last - first);
    std::vector<int> taken(static_cast<std::size_t>(sheet.columns), 0);  // rows that a span still covers
    for (std::size_t r = first; r < last; ++r) {
        std::size_t column = 0;
        std::vector<int> next(taken);
        for (int& rows : next) rows = std::max(0, rows - 1);
        for (const Cell& cell : sheet.rows[r]) {
            while (column < taken.size() && taken[column] > 0) ++column;
            if (column >= taken.size()) break;
            const auto end = std::min(column + static_cast<std::size_t>(cell.width), taken.size());
            Placed placed{&cell, static_cast<int>(r - first), static_cast<int>(column), std::min(cell.height, static_cast<int>(last - r)), {}};
            const int width = layout.starts[end] - layout.starts[column] - (cell.role == Role::value ? 0 : 1);
            placed.lines = wrapped(cell.text, std::max(2, width));
            for (std::size_t i = column; i < end; ++i) next[i] = cell.height - 1;
            layout.cells.push_back(std::move(placed));
            column = end;
        }
        taken = std::move(next);
    }
    return layout;
}

// The first line of each row, and the end of the last.
std::vector<int> row_starts(const Layout& layout, const PdfStyle& style) {
    std::vector<int> heights(static_cast<std::size_t>(layout.rows), 1);
    for (const Placed& placed : layout.cells) {
        auto& height = heights[static_cast<std::size_t>(placed.row)];
        if (placed.height == 1) height = std::max(height, static_cast<int>(placed.lines.size()));
    }
    if (style.value_line == ValueLine::after) {
        for (int& height : heights) height += height > 1 ? 1 : 0;
    }
    for (const Placed& placed : layout.cells) {  // a label that spans rows and is taller than they are
        int sum = 0;
        for (int r = placed.row; r < placed.row + placed.height; ++r) sum += heights[static_cast<std::size_t>(r)];
        const int lacking = static_cast<int>(placed.lines.size()) - sum;
        if (lacking > 0) heights[static_cast<std::size_t>(placed.row + placed.height - 1)] += lacking;
    }
    std::vector<int> starts{0};
    for (const int height : heights) starts.push_back(starts.back() + height + (style.blank_lines ? 1 : 0));
    return starts;
}

int first_line(const Placed& placed, int height, const PdfStyle& style) {
    const int spare = height - static_cast<int>(placed.lines.size());
    if (placed.cell->role != Role::value) return style.value_line == ValueLine::after && placed.height == 1 ? 0 : std::max(0, spare / 2);
    switch (style.value_line) {
        case ValueLine::first: return 0;
        case ValueLine::middle: return std::max(0, spare / 2);
        case ValueLine::last:
        case ValueLine::after: return std::max(0, spare);
    }
    return 0;
}

struct Piece {
    int column = 0;
    std::string text;
};

std::string line_of(std::vector<Piece> pieces) {
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.column < b.column; });
    std::string line;
    int used = 0;
    for (const Piece& piece : pieces) {
        const int gap = std::max(piece.column - used, used > 0 ? 1 : 0);
        line += std::string(static_cast<std::size_t>(gap), ' ') + piece.text;
        used += gap + display_width(piece.text);
    }
    return line;
}

std::vector<std::string> draw(const Layout& layout, const PdfStyle& style) {
    const auto starts = row_starts(layout, style);
    std::vector<std::vector<Piece>> page(static_cast<std::size_t>(starts.back()));
    for (const Placed& placed : layout.cells) {
        if (placed.cell->text.empty()) continue;
        const int top = starts[static_cast<std::size_t>(placed.row)];
        const int height = starts[static_cast<std::size_t>(placed.row + placed.height)] - top - (style.blank_lines ? 1 : 0);
        int line = top + first_line(placed, height, style);
        const int left = layout.starts[static_cast<std::size_t>(placed.column)];
        const auto end = std::min(static_cast<std::size_t>(placed.column + placed.cell->width), layout.starts.size() - 1);
        for (const std::string& text : placed.lines) {
            if (line >= starts.back()) break;
            const int spare = layout.starts[end] - left - display_width(text);
            const int shift = placed.cell->role == Role::label ? 0 : std::max(0, spare / 2);
            if (!text.empty()) page[static_cast<std::size_t>(line)].push_back({left + shift, text});
            ++line;
        }
    }
    std::vector<std::string> lines;
    for (auto& pieces : page) lines.push_back(line_of(std::move(pieces)));
    return lines;
}

// The rows from `first` on; what spans the break goes on as an empty cell.
Sheet after_break(const Sheet& sheet, std::size_t first) {
    Sheet rest = sheet;
    rest.rows.assign(sheet.rows.begin() + static_cast<std::ptrdiff_t>(first), sheet.rows.end());
    std::vector<Cell> spanning;
    for (std::size_t r = 0; r < first; ++r) {
        for (const Cell& cell : sheet.rows[r]) {
            const int left = static_cast<int>(r) + cell.height - static_cast<int>(first);
            if (left <= 0) continue;
            spanning.push_back(cell);
            spanning.back().height = left;
            spanning.back().text.clear();
        }
    }
    rest.rows.front().insert(rest.rows.front().begin(), spanning.begin(), spanning.end());
    return rest;
}

std::string collapsed(const std::string& line) {
    std::string result;
    for (const char c : line) {
        if (c != ' ' || (!result.empty() && result.back() != ' ')) result += c;
    }
    return result;
}

}  // namespace

PdfStyle draw_pdf_style(const Sheet& sheet, int noise, Random& random) {
    PdfStyle style;
    style.first_page = static_cast<int>(random.between(2, 6));
    style.page_number = random.pick(std::vector<std::string>{"- N -", "-N-", "— N —", "－ N －"});
    if (sheet.rows.size() > 8 && random.chance(noise == 0 ? 40 : 70)) style.break_row = static_cast<int>(random.between(4, static_cast<std::int64_t>(sheet.rows.size()) - 2));
    style.value_line = random.pick(std::vector<ValueLine>{ValueLine::first, ValueLine::middle, ValueLine::middle, ValueLine::last, ValueLine::after});
    style.label_width = static_cast<int>(random.between(15, 32));
    style.group_width = random.pick(std::vector<int>{9, 11, 15});
    style.value_width = static_cast<int>(random.between(5, 8));
    style.blank_lines = random.chance(20);
    return style;
}

std::string pdf_drawn(const Sheet& sheet, const PdfStyle& style, Spaces spaces) {
    std::string result;
    const auto add = [&](std::size_t first, std::size_t last) {
        for (const std::string& line : draw(place(sheet, style, first, last), style)) {
            result += (spaces == Spaces::kept ? line : collapsed(line)) + "\n";
        }
    };
    const std::size_t size = sheet.rows.size();
    const std::size_t middle = style.break_row > 0 ? std::min(static_cast<std::size_t>(style.break_row), size) : size;
    add(0, middle);
    if (middle == size) return result;
    // What spans the break stands on the first page; on the second its columns stay empty.
    result += "\n" + std::string(spaces == Spaces::kept ? 40 : 0, ' ') + replaced(style.page_number, "N", std::to_string(style.first_page)) + "\n";
    const Sheet rest = after_break(sheet, middle);
    const auto lines = draw(place(rest, style, 0, rest.rows.size()), style);
    for (const std::string& line : lines) result += (spaces == Spaces::kept ? line : collapsed(line)) + "\n";
    return result;
}

std::string pdf_rows(const Sheet& sheet, const PdfStyle& style) {
    std::string result;
    const Layout layout = place(sheet, style, 0, sheet.rows.size());
    int row = 0;
    bool values = false;
    for (const Placed& placed : layout.cells) {
        if (placed.row != row) {
            if (values) result += "\n";
            values = false;
            row = placed.row;
            if (row == style.break_row) result += replaced(style.page_number, "N", std::to_string(style.first_page)) + "\n";
        }
        if (placed.cell->role == Role::value) {
            const std::string text = replaced(placed.cell->text, "\n", "");
            // A label that was wrapped often has its values on a line of their own.
            if (!text.empty() && !values && style.value_line != ValueLine::after && !result.empty()) result.back() = ' ';
            if (!text.empty()) result += (values ? " " : "") + text;
            values = values || !text.empty();
            continue;
        }
        for (const std::string& line : placed.lines) result += line + "\n";
    }
    return result + (values ? "\n" : "");
}

std::string pdf_columns(const Sheet& sheet, const PdfStyle& style) {
    const Layout layout = place(sheet, style, 0, sheet.rows.size());
    std::string result;
    const auto add = [&](int column, bool labels) {
        for (const Placed& placed : layout.cells) {
            if (placed.column != column || placed.cell->text.empty() || (placed.cell->role == Role::label) != labels) continue;
            for (const std::string& line : placed.lines) result += line + "\n";
        }
    };
    if (sheet.label_columns != 1) {
        for (int column = 0; column < sheet.label_columns; ++column) add(column, true);
        for (int column = 0; column < sheet.columns; ++column) add(column, false);
        return result;
    }
    // Table 2 clause by clause: their columns have different names.
    for (std::size_t first = 0; first < sheet.rows.size();) {
        std::size_t last = first + 1;
        while (last < sheet.rows.size() && sheet.rows[last].front().role != Role::clause) ++last;
        Sheet clause = sheet;
        clause.rows.assign(sheet.rows.begin() + static_cast<std::ptrdiff_t>(first), sheet.rows.begin() + static_cast<std::ptrdiff_t>(last));
        const Layout part = place(clause, style, 0, clause.rows.size());
        for (int column = 0; column < sheet.columns; ++column) {
            for (const Placed& placed : part.cells) {
                if (placed.column != column) continue;
                for (const std::string& line : placed.lines) result += line.empty() ? "" : line + "\n";
            }
        }
        first = last;
    }
    return result;
}

}  // namespace nianbao::generator
