#include "tests/generator/pdf_text.h"

#include <algorithm>

#include "tests/generator/canvas.h"
#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

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
    const auto size = static_cast<std::int64_t>(sheet.rows.size());
    if (size > 8 && random.chance(noise == 0 ? 40 : 70)) style.break_row = static_cast<int>(random.between(4, size - 2));
    for (std::size_t r = 4; r < sheet.rows.size(); ++r) {  // a header that is printed again begins a page
        if (sheet.label_columns == 3 && is_header(sheet.rows[r]) && !is_header(sheet.rows[r - 1]))
            style.break_row = static_cast<int>(r);
    }
    style.value_line = random.pick(
        std::vector<ValueLine>{ValueLine::first, ValueLine::middle, ValueLine::middle, ValueLine::last, ValueLine::after});
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
    result += "\n" + std::string(spaces == Spaces::kept ? 40 : 0, ' ') +
              replaced(style.page_number, "N", std::to_string(style.first_page)) + "\n";
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
        clause.rows.assign(sheet.rows.begin() + static_cast<std::ptrdiff_t>(first),
                           sheet.rows.begin() + static_cast<std::ptrdiff_t>(last));
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
