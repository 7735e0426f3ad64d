#include "tests/generator/markdown.h"

#include <algorithm>
#include <vector>

#include "tests/generator/characters.h"

namespace nianbao::generator {

namespace {

std::string pipe_text(const std::string& text, bool html_breaks) { return replaced(text, "\n", html_breaks ? "<br>" : " "); }

std::string pipe_row(const std::vector<std::string>& cells) { return "| " + join(cells, " | ") + " |\n"; }

std::string rule(std::size_t cells) {
    std::string result = "|";
    for (; cells > 0; --cells) result += "---|";
    return result + "\n";
}

enum class Spanned { empty, repeated, left_out };

std::vector<std::vector<std::string>> grid_of(const Sheet& sheet, Spanned spanned, bool html_breaks) {
    std::vector<std::vector<std::string>> grid;
    std::vector<std::pair<int, std::string>> above(static_cast<std::size_t>(sheet.columns));  // rows still covered, and by what
    for (const SheetRow& row : sheet.rows) {
        std::vector<std::string> line;
        std::size_t column = 0;
        const auto take_covered = [&] {
            for (; column < above.size() && above[column].first > 0; ++column) {
                --above[column].first;
                if (spanned != Spanned::left_out) line.push_back(spanned == Spanned::repeated ? above[column].second : "");
            }
        };
        for (const Cell& cell : row) {
            take_covered();
            const std::string text = pipe_text(cell.text, html_breaks);
            for (int i = 0; i < cell.width && column < above.size(); ++i, ++column) {
                above[column] = {cell.height - 1, text};
                if (i == 0 || spanned == Spanned::repeated) {
                    line.push_back(text);
                } else if (spanned == Spanned::empty) {
                    line.emplace_back();
                }
            }
        }
        take_covered();
        grid.push_back(std::move(line));
    }
    return grid;
}

// A label torn in two: the first part goes before the row, the rest stays.
std::string tear(std::string& label, Random& random) {
    auto parts = characters(replaced(label, "\n", ""));
    if (parts.size() < 6) return "";
    const auto at = random.between(3, static_cast<std::int64_t>(parts.size()) - 2);
    const std::vector<std::string> head(parts.begin(), parts.begin() + at);
    label = join({parts.begin() + at, parts.end()}, "");
    return join(head, "");
}

struct Shreds {
    std::string text;
    std::size_t piece = 0;  // rows of the piece that is open
    std::size_t width = 0;
};

void end_piece(Shreds& shreds, const std::string& title, bool heading) {
    if (shreds.piece == 0) return;
    shreds.text += heading ? "## " + title + "\n" : "\n";
    shreds.piece = 0;
}

void add_row(Shreds& shreds, const std::vector<std::string>& cells) {
    shreds.text += pipe_row(cells);
    if (shreds.piece++ == 0) shreds.text += rule(cells.size());
}

}  // namespace

std::string pipes(const Sheet& sheet, Random& random) {
    const Spanned spanned =
        random.pick(std::vector<Spanned>{Spanned::empty, Spanned::empty, Spanned::repeated, Spanned::left_out});
    const auto grid = grid_of(sheet, spanned, random.chance(50));
    std::string result;
    const bool table_a_row = random.chance(15);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (table_a_row && i > 0) result += "\n";
        result += pipe_row(grid[i]);
        if (i == 0 || table_a_row) result += rule(grid[i].size());
    }
    return result + "\n";
}

std::string bare_pipes(const Sheet& sheet) {
    std::string result;
    for (const auto& row : grid_of(sheet, Spanned::left_out, false)) {
        const bool first = result.empty();
        result += join(row, "| ") + "  \n";
        if (first) result += join(std::vector<std::string>(row.size(), "---"), "|") + "  \n";
    }
    return result + "\n";
}

std::string bars_behind(const Sheet& sheet) {
    std::string result;
    const auto grid = grid_of(sheet, Spanned::left_out, false);
    std::size_t widest = 0;
    for (const auto& row : grid) widest = std::max(widest, row.size());
    for (const auto& row : grid) result += join(row, " | ") + " | " + std::string(widest - row.size(), '|') + "\n";
    return result + "\n";
}

std::string bars_in_front(const Sheet& sheet) {
    std::string result;
    for (const auto& row : grid_of(sheet, Spanned::left_out, false)) {
        result += row.front() + "\n";
        for (std::size_t i = 1; i < row.size(); ++i) result += row[i].empty() ? "|\n" : "| " + row[i] + "\n";
        result += "|\n";
    }
    return result + "\n";
}

std::string bars_in_lines(const Sheet& sheet) {
    std::string result;
    const auto grid = grid_of(sheet, Spanned::left_out, false);
    std::size_t widest = 0;
    for (const auto& row : grid) widest = std::max(widest, row.size());
    for (const auto& row : grid) {
        std::size_t cells = 0;
        for (const std::string& cell : row)
            if (!cell.empty()) result += (cells++ == 0 ? "" : "\n") + cell + " |";
        result += (cells % 2 == 0 ? "\n" : " ") + std::string(widest - cells, '|') + "\n";
    }
    return result + "\n";
}

std::string bars_before_rows(const Sheet& sheet) {
    std::string result;
    const auto grid = grid_of(sheet, Spanned::left_out, false);
    std::size_t widest = 0;
    for (const auto& row : grid) widest = std::max(widest, row.size());
    for (const auto& row : grid) {
        result += "|\n";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool last = i + 1 == row.size();
            const std::string fill = last && widest > row.size() ? (row[i].empty() ? "" : " ") + std::string(widest - row.size(), '|') : "";
            result += (row[i].empty() ? "|" : row[i] + " |") + fill + "\n";
        }
    }
    return result + "\n";
}

std::string repeated_tabs(const Sheet& sheet) {
    std::string result;
    for (const auto& row : grid_of(sheet, Spanned::repeated, false)) result += join(row, "\t") + "\n";
    return result + "\n";
}

std::string shredded_pipes(const Sheet& sheet, int noise, Random& random) {
    const std::string title = sheet.table == "proactive"      ? "表二：主动公开政府信息情况"
                              : sheet.table == "applications" ? "表三：收到和处理政府信息公开申请情况"
                                                              : "表四：行政复议和行政诉讼情况";
    const bool headings = random.chance(50);
    const int torn = 5 + 8 * noise;
    Shreds shreds;
    int page = static_cast<int>(random.between(3, 6));
    for (const SheetRow& row : sheet.rows) {
        if (random.chance(8)) {
            end_piece(shreds, title, headings);
            if (random.chance(40)) shreds.text += "— " + std::to_string(page++) + " —\n";
        }
        std::vector<std::string> cells;
        std::string before;
        for (const Cell& cell : row) {
            const std::string text = pipe_text(cell.text, false);
            if (cell.role == Role::label && cell.height > 1) {
                if (random.chance(50)) {
                    before += text + "\n";
                } else {
                    cells.push_back(text);
                }
            } else if (cell.role == Role::label && random.chance(torn)) {
                std::string rest = text;
                const std::string head = tear(rest, random);
                before += (head.empty() ? "" : head + "\n");
                if (random.chance(50)) {
                    before += rest + "\n";  // the whole label stands before a row of mere values
                } else {
                    cells.push_back(rest);
                }
            } else {
                cells.push_back(text);
            }
        }
        if (is_header(row) && random.chance(40)) {  // names of columns are often no table at all
            end_piece(shreds, title, false);
            shreds.text += join(cells, random.chance(50) ? "" : "\n") + "\n";
            continue;
        }
        if (!before.empty()) {
            end_piece(shreds, title, headings);
            shreds.text += before;
        }
        if (shreds.piece > 0 && cells.size() != shreds.width && random.chance(60)) end_piece(shreds, title, headings);
        if (random.chance(10)) cells.emplace_back();
        shreds.width = cells.size();
        if (!cells.empty()) add_row(shreds, cells);
    }
    return shreds.text + "\n";
}

}  // namespace nianbao::generator
