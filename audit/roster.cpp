#include "audit/roster.h"

#include <algorithm>
#include <array>

namespace nianbao::audit {
namespace {

constexpr std::array<std::string_view, 7> names = {"division_code", "publisher", "level",  "kind",
                                                   "portal",        "from_year", "to_year"};
constexpr std::size_t none = static_cast<std::size_t>(-1);

std::string trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return std::string(text);
}

std::optional<int> year_of(std::string_view text) {
    if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    return year >= 1990 && year <= 2999 ? std::optional(year) : std::nullopt;
}

struct Columns {
    std::array<std::size_t, names.size()> at{};
    [[nodiscard]] std::string cell(const CsvRow& row, std::size_t column) const {
        return at[column] < row.cells.size() ? trimmed(row.cells[at[column]]) : "";
    }
};

model::Result<Columns> read_heading(const CsvRow& heading, const std::string& name) {
    Columns columns;
    columns.at.fill(none);
    for (std::size_t i = 0; i < heading.cells.size(); ++i)
        for (std::size_t n = 0; n < names.size(); ++n)
            if (trimmed(heading.cells[i]) == names[n]) columns.at[n] = i;
    if (columns.at[1] == none)
        return model::fail(
            name + ":1",
            "the first line should name the columns division_code,publisher,level,kind,portal,from_year,to_year; it has no publisher");
    return columns;
}

// What is wrong with the row; "" when it was read.
std::string read_row(const CsvRow& row, const Columns& columns, RosterRow& result) {
    result.division_code = columns.cell(row, 0);
    result.publisher = columns.cell(row, 1);
    result.level = columns.cell(row, 2);
    result.kind = columns.cell(row, 3);
    result.portal = columns.cell(row, 4);
    if (result.publisher.empty()) return "has no publisher";
    for (const std::size_t column : {std::size_t{5}, std::size_t{6}}) {
        const std::string text = columns.cell(row, column);
        if (text.empty()) continue;
        const auto year = year_of(text);
        if (!year) return "the " + std::string(names[column]) + " “" + text + "” is no year";
        (column == 5 ? result.from_year : result.to_year) = year;
    }
    if (result.from_year && result.to_year && *result.from_year > *result.to_year) return "from_year is after to_year";
    return "";
}

void remark_on(const RosterRow& row, Roster& roster) {
    const std::string& code = row.division_code;
    if (code.empty())
        return roster.remarks.push_back(row.where + ": has no division_code; the publisher is matched by its name");
    if (code.size() != 6 || code.find_first_not_of("0123456789") != std::string::npos)
        roster.remarks.push_back(row.where + ": the division_code “" + code + "” is not six digits; the row is kept as it is");
}

}  // namespace

model::Result<std::vector<CsvRow>> parse_csv(std::string_view content, const std::string& name) {
    std::vector<CsvRow> rows;
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    std::size_t line = 1;
    CsvRow row{1, {""}};
    bool quoted = false;
    const auto end_row = [&] {
        if (row.cells.size() > 1 || !trimmed(row.cells.front()).empty()) rows.push_back(std::move(row));
        row = CsvRow{line, {""}};
    };
    for (std::size_t i = 0; i < content.size(); ++i) {
        const char c = content[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"') {
                row.cells.back() += c;
            } else if (i + 1 < content.size() && content[i + 1] == '"') {
                row.cells.back() += c;
                ++i;
            } else {
                quoted = false;
            }
        } else if (c == '"' && row.cells.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            row.cells.emplace_back();
        } else if (c == '\n') {
            end_row();
        } else if (c != '\r') {
            row.cells.back() += c;
        }
    }
    if (quoted) return model::fail(name + ":" + std::to_string(row.line), "a quoted cell has no closing quote");
    end_row();
    return rows;
}

model::Result<Roster> parse_roster(std::string_view content, const std::string& name) {
    const auto rows = parse_csv(content, name);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty())
        return model::fail(name, "is empty; a roster begins with division_code,publisher,level,kind,portal,from_year,to_year");
    const auto columns = read_heading(rows->front(), name);
    if (!columns) return tl::unexpected(columns.error());
    Roster roster;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const CsvRow& row = (*rows)[i];
        if (trimmed(row.cells.front()).starts_with('#')) continue;
        RosterRow read;
        read.where = name + ":" + std::to_string(row.line);
        if (const std::string wrong = read_row(row, *columns, read); !wrong.empty()) return model::fail(read.where, wrong);
        remark_on(read, roster);
        roster.rows.push_back(std::move(read));
    }
    if (roster.rows.empty()) roster.remarks.push_back(name + ": names no publisher");
    return roster;
}

}  // namespace nianbao::audit
