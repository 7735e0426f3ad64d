#include "tests/generator/sheet.h"

#include <algorithm>

#include "tests/generator/statistics.h"

namespace nianbao::generator {

namespace {

Cell label_cell(Role role, const std::string& text, int width, int height = 1) {
    Cell cell;
    cell.role = role;
    cell.text = text;
    cell.width = width;
    cell.height = height;
    return cell;
}

Cell value_cell(const Report& report, const std::string& figure, int width = 1) {
    Cell cell;
    cell.figure = figure;
    cell.width = width;
    cell.value = report.value(figure);
    cell.text = cell.value.to_string();
    return cell;
}

// Table 2: the clauses of article 20 one under another, on a grid of four columns.
Sheet clause_sheet(const Report& report, const model::FormTable& table, const Shape& shape) {
    Sheet sheet;
    sheet.table = table.id;
    sheet.columns = 4;
    for (const model::FormBlock& block : table.blocks) {
        const int places = static_cast<int>(block.columns.size());
        const int last = 3 - (places - 1);  // the last value spans what is left
        SheetRow header{label_cell(Role::header, block.furniture.empty() ? "" : block.furniture.front(), 1)};
        for (int i = 0; i < places; ++i) {
            header.push_back(
                label_cell(Role::header, block.columns[static_cast<std::size_t>(i)].label, i + 1 == places ? last : 1));
        }
        std::vector<SheetRow> body;
        for (const model::FormRow& row : block.rows) {
            const std::string id = table.id + "." + row.id;
            if (shape.missing_rows.count(id) > 0) continue;
            SheetRow cells{label_cell(Role::label, row.label, 1)};
            for (int i = 0; i < places; ++i) {
                cells.push_back(
                    value_cell(report, id + "." + block.columns[static_cast<std::size_t>(i)].id, i + 1 == places ? last : 1));
            }
            body.push_back(std::move(cells));
        }
        if (body.empty()) continue;
        sheet.rows.push_back({label_cell(Role::clause, block.label, 4)});
        sheet.rows.push_back(std::move(header));
        sheet.rows.insert(sheet.rows.end(), body.begin(), body.end());
    }
    return sheet;
}

// The header of table 3, two levels under 申请人情况, with the form's note in the corner.
std::vector<SheetRow> applicant_header(const model::FormBlock& block, const Shape& shape) {
    const std::string note = block.furniture.empty() ? "" : block.furniture.front();
    const int organisations = static_cast<int>(block.columns.size()) - 2 + (shape.extra_total ? 1 : 0);
    std::vector<SheetRow> rows(3);
    rows[0] = {label_cell(Role::header, note, 3, 3),
               label_cell(Role::header, block.columns.front().parents.front(), organisations + 2)};
    rows[1] = {label_cell(Role::header, block.columns.front().label, 1, 2),
               label_cell(Role::header, block.columns[1].parents.back(), organisations),
               label_cell(Role::header, block.columns.back().label, 1, 2)};
    for (std::size_t i = 1; i + 1 < block.columns.size(); ++i)
        rows[2].push_back(label_cell(Role::header, block.columns[i].label, 1));
    if (shape.extra_total) rows[2].push_back(label_cell(Role::header, "小计", 1));
    return rows;
}

struct BodyRow {
    const model::FormRow* row = nullptr;
    std::string parent;  // 三、本年度办理结果, or ""
    std::string group;   // label of the group row, or ""
};

std::vector<BodyRow> body_rows(const Report& report, const model::FormBlock& block, const Shape& shape) {
    std::vector<BodyRow> rows;
    for (const model::FormRow& row : block.rows) {
        const bool leaf = report.is_result(row) || (row.group.empty() && !row.is_group);
        if (!leaf && shape.subtotals.count(row.id) == 0) continue;
        if (shape.missing_rows.count("applications." + row.id) > 0) continue;
        BodyRow body{&row, row.parents.empty() ? "" : row.parents.front(), ""};
        const auto group =
            std::find_if(block.rows.begin(), block.rows.end(), [&](const auto& other) { return other.id == row.group; });
        if (!row.group.empty() && group != block.rows.end()) body.group = group->label;
        rows.push_back(std::move(body));
    }
    return rows;
}

// How many rows from `first` on have the same label, up to the page break.
template <typename Label>
int run_length(const std::vector<BodyRow>& rows, std::size_t first, int stop, Label label) {
    std::size_t last = first;
    while (last < rows.size() && (static_cast<int>(last) < stop || stop <= static_cast<int>(first)) &&
           label(rows[last]) == label(rows[first]))
        ++last;
    return static_cast<int>(last - first);
}

SheetRow applicant_row(const Report& report, const model::FormBlock& block, const BodyRow& body, const Shape& shape) {
    SheetRow cells;
    const int used = (body.parent.empty() ? 0 : 1) + (body.group.empty() ? 0 : 1);
    cells.push_back(label_cell(Role::label, body.row->label, 3 - used));
    model::Decimal organisations;
    for (std::size_t i = 0; i < block.columns.size(); ++i) {
        const std::string id = "applications." + body.row->id + "." + block.columns[i].id;
        if (i > 0 && i + 1 < block.columns.size()) organisations = *model::Decimal::add(organisations, report.value(id));
        if (i + 1 == block.columns.size() && shape.extra_total) {
            Cell extra;
            extra.value = organisations;
            extra.text = organisations.to_string();
            cells.push_back(std::move(extra));
        }
        cells.push_back(value_cell(report, id));
    }
    return cells;
}

Sheet applicant_sheet(const Report& report, const model::FormTable& table, const Shape& shape) {
    const model::FormBlock& block = table.blocks.front();
    Sheet sheet;
    sheet.table = table.id;
    sheet.label_columns = 3;
    sheet.columns = 3 + static_cast<int>(block.columns.size()) + (shape.extra_total ? 1 : 0);
    sheet.rows = applicant_header(block, shape);
    const auto header = sheet.rows;
    const auto rows = body_rows(report, block, shape);
    const auto parent = [](const BodyRow& row) { return row.parent; };
    const auto group = [](const BodyRow& row) { return row.parent + "|" + row.group; };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool breaks = static_cast<int>(i) == shape.repeat_at;
        if (breaks && shape.repeat_header) sheet.rows.insert(sheet.rows.end(), header.begin(), header.end());
        // Without a repetition the labels span the break, as one cell.
        const int stop = shape.repeat_parents || shape.repeat_header ? shape.repeat_at : -1;
        const bool again = breaks && stop >= 0;
        SheetRow cells = applicant_row(report, block, rows[i], shape);
        if (!rows[i].group.empty() && (i == 0 || again || group(rows[i]) != group(rows[i - 1]))) {
            cells.insert(cells.begin(), label_cell(Role::label, rows[i].group, 1, run_length(rows, i, stop, group)));
        }
        if (!rows[i].parent.empty() && (i == 0 || again || parent(rows[i]) != parent(rows[i - 1]))) {
            cells.insert(cells.begin(), label_cell(Role::label, rows[i].parent, 1, run_length(rows, i, stop, parent)));
        }
        sheet.rows.push_back(std::move(cells));
    }
    return sheet;
}

// Table 4: three groups of five results under two or three levels of header, and one row of values.
Sheet disputes_sheet(const Report& report, const model::FormTable& table, const Shape& shape) {
    const auto& columns = table.blocks.front().columns;
    Sheet sheet;
    sheet.table = table.id;
    sheet.label_columns = 0;
    sheet.columns = static_cast<int>(columns.size());
    sheet.rows.resize(4);
    sheet.rows[0] = {label_cell(Role::header, columns.front().parents.front(), 5, shape.names_first ? 2 : 1),
                     label_cell(Role::header, columns.back().parents.front(), sheet.columns - 5)};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool nested = columns[i].parents.size() > 1;
        if (nested && i % 5 == 0) sheet.rows[1].push_back(label_cell(Role::header, columns[i].parents.back(), 5));
        SheetRow& row = !nested && !shape.names_first ? sheet.rows[1] : sheet.rows[2];
        row.push_back(label_cell(Role::header, columns[i].label, 1, !nested && !shape.names_first ? 2 : 1));
        sheet.rows[3].push_back(value_cell(report, table.id + "." + columns[i].id));
    }
    return sheet;
}

}  // namespace

std::vector<Sheet> sheets_of(const Report& report, const Shape& shape) {
    std::vector<Sheet> sheets;
    for (const model::FormTable& table : report.form->tables) {
        if (shape.missing_tables.count(table.id) > 0) continue;
        if (table.id == "statistics") {
            sheets.push_back(statistics_sheet(report, table, shape));
        } else if (table.blocks.size() > 1) {
            sheets.push_back(clause_sheet(report, table, shape));
        } else if (table.blocks.front().rows.front().id.empty()) {
            sheets.push_back(disputes_sheet(report, table, shape));
        } else {
            sheets.push_back(applicant_sheet(report, table, shape));
        }
    }
    return sheets;
}

bool has_values(const SheetRow& row) {
    return std::any_of(row.begin(), row.end(), [](const Cell& cell) { return cell.role == Role::value; });
}

bool is_header(const SheetRow& row) {
    return std::all_of(row.begin(), row.end(),
                       [](const Cell& cell) { return cell.role == Role::header || cell.role == Role::clause; });
}

}  // namespace nianbao::generator
