#include "tests/generator/canvas.h"

#include <algorithm>

#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

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
    if (placed.cell->role != Role::value)
        return style.value_line == ValueLine::after && placed.height == 1 ? 0 : std::max(0, spare / 2);
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

}  // namespace

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
            Placed placed{&cell,
                          static_cast<int>(r - first),
                          static_cast<int>(column),
                          std::min(cell.height, static_cast<int>(last - r)),
                          {}};
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

}  // namespace nianbao::generator
