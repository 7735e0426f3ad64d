#include "parser/columns.h"

#include <algorithm>
#include <numeric>

#include "parser/label_view.h"
#include "parser/labels.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t alike = 75;  // of 100
constexpr std::size_t most_ordinal = 2;  // characters of an ordinal, which likeness leaves out
constexpr int most_header_rows = 3;

// The cells of a row of the grid from left to right, each once.
std::vector<int> cells_of_row(const Grid& grid, int row) {
    std::vector<int> cells;
    for (int column = 0; column < grid.width; ++column) {
        const int cell = grid.cell_at(row, column);
        if (cell >= 0 && (cells.empty() || cells.back() != cell)) cells.push_back(cell);
    }
    return cells;
}

// A header cell, or the one above it where it is empty: a table drawn without spans leaves the spanned places empty.
int named_cell(const Document& document, int table, int cell) {
    const Grid& grid = document.tables[static_cast<std::size_t>(table)];
    const GridCell& lowest = grid.cells[static_cast<std::size_t>(cell)];
    for (int row = lowest.row; row >= 0 && row >= lowest.row - most_header_rows; --row) {
        const int above = grid.cell_at(row, lowest.column);
        if (above >= 0 && grid.cells[static_cast<std::size_t>(above)].column == lowest.column && !document.cell_text(table, above).empty()) return above;
    }
    return cell;
}

bool is_like(const std::u32string& text, const std::string& label) {
    const std::u32string& wanted = remembered_view(label);
    if (text == wanted) return true;
    // Characters that the other has not are so many edits: most labels have little in common, and are told apart without counting them all.
    const auto& [shorter, longer] = std::minmax(text, wanted, [](const auto& a, const auto& b) { return a.size() < b.size(); });
    const auto shared = static_cast<std::size_t>(std::count_if(shorter.begin(), shorter.end(), [&](char32_t c) { return longer.find(c) != std::u32string::npos; }));
    const bool too_different = 100 * (shared + most_ordinal) < alike * longer.size();
    return wanted.size() >= 4 && !too_different && static_cast<std::size_t>(likeness(text, wanted)) >= alike;
}

// The column that a header cell names: by its own label, and by the spanning cells above where labels repeat.
int column_of(const model::FormBlock& block, const std::u32string& text, const std::vector<std::u32string>& above) {
    int found = -1;
    int best = -1;
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
        const model::FormColumn& column = block.columns[c];
        const bool named = is_like(text, column.label) ||
                           std::any_of(column.aliases.begin(), column.aliases.end(), [&](const std::string& alias) { return is_like(text, alias); });
        if (!named) continue;
        const int parents = static_cast<int>(std::count_if(column.parents.begin(), column.parents.end(), [&](const std::string& parent) {
            return std::find(above.begin(), above.end(), remembered_view(parent)) != above.end();
        }));
        if (parents > best) {
            best = parents;
            found = static_cast<int>(c);
        } else if (parents == best) {
            found = -2;  // two columns fit equally well
        }
    }
    return found;
}

}  // namespace

std::vector<int> form_columns(const model::FormBlock& block) {
    std::vector<int> order(block.columns.size());
    std::iota(order.begin(), order.end(), 0);
    return order;
}

namespace {

// 2014年度统计数 is 统计数 of a year, 2014年度 merely 年度.
std::u32string without_year(std::u32string text) {
    const std::size_t digits = text.find_first_not_of(U"0123456789");
    if (digits != 4 || text[digits] != U'年') return text;
    const std::size_t year = digits + (text.find(U"年度") == digits ? 2 : 1);
    return text.substr(year < text.size() ? year : digits);
}

// What the header cells of one row of the grid name; nothing in `order` when they name no column at all.
PrintedColumns columns_in_row(const model::FormBlock& block, const Document& document, int table, int row) {
    const Grid& grid = document.tables[static_cast<std::size_t>(table)];
    PrintedColumns printed;
    std::vector<int> times(block.columns.size());
    for (const int lowest : cells_of_row(grid, row)) {
        const int cell = named_cell(document, table, lowest);
        const GridCell& leaf = grid.cells[static_cast<std::size_t>(cell)];
        std::vector<std::u32string> above;
        for (int r = leaf.row - 1; r >= 0 && r >= leaf.row - 4; --r)
            if (const int parent = grid.cell_at(r, leaf.column); parent >= 0) above.push_back(view_of_label(document.cell_text(table, parent)));
        const int column = column_of(block, without_year(view_of_label(document.cell_text(table, cell))), above);
        if (column == -2) return {form_columns(block), {}};
        // A table drawn without spans repeats a header in each of its places.
        if (column >= 0 && grid.node < 0 && !printed.order.empty() && printed.order.back() == column) continue;
        if (column < 0 && printed.order.empty()) continue;  // the corner, and header cells over the row labels
        printed.order.push_back(column);
        printed.cells.push_back(cell);
        if (column >= 0) ++times[static_cast<std::size_t>(column)];
    }
    if (printed.order.empty()) return printed;
    for (std::size_t c = 0; c < times.size(); ++c)
        if (times[c] > 1 || (times[c] == 0 && !block.columns[c].is_optional)) return {form_columns(block), {}};
    return printed;
}

}  // namespace

PrintedColumns printed_columns(const model::FormBlock& block, const Document& document, int table, int row) {
    // Between the header and the first row with figures may stand rows of mere labels: 一、主动公开情况.
    for (int r = row - 1; r >= 0 && r >= row - most_header_rows; --r) {
        PrintedColumns printed = columns_in_row(block, document, table, r);
        if (!printed.order.empty()) return printed;
    }
    return {form_columns(block), {}};
}

}  // namespace nianbao::parser
