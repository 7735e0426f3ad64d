#include "tests/generator/statistics.h"

#include <algorithm>
#include <string>
#include <vector>

#include "parser/form_file.h"

namespace nianbao::generator {

namespace {

using model::Decimal;

std::int64_t count(Random& random) {
    return random.chance(45) ? 0 : random.below(random.pick(std::vector<std::int64_t>{10, 100, 1000, 20000}));
}

// Wholes from their parts; a whole may be a part of another.
void add_up(Report& report) {
    for (int pass = 0; pass < 3; ++pass)
        for (const model::Check& check : report.form->checks) {
            if (check.left.size() != 1) continue;
            Decimal sum;
            for (const std::string& id : check.right) sum = *Decimal::add(sum, report.value(id));
            report.values[check.left.front()] = sum;
        }
}

Cell cell_of(Role role, const std::string& text) {
    Cell cell;
    cell.role = role;
    cell.text = text;
    return cell;
}

bool is_row(const model::FormBlock& block, const std::string& label) {
    return std::any_of(block.rows.begin(), block.rows.end(), [&](const model::FormRow& row) { return row.label == label; });
}

}  // namespace

Report random_statistics(Random& random) {
    Report report;
    report.form = parser::find_form(random.pick(std::vector<std::string>{"2014", "2014", "2014", "fujian-2008", "fujian-2014", "shanghai-2008"}));
    report.year = static_cast<int>(random.between(report.form->first_year, report.form->last_year));
    report.cumulative = report.form->id.starts_with("fujian") || random.chance(25);
    name_publisher(report, random);
    for (const model::FormFigure& figure : report.form->figures) {
        const bool money = report.form->may_have_places(figure) && random.chance(50);
        report.values[figure.id] = money ? Decimal(random.below(500000), 2) : Decimal(count(random));
    }
    // What has been counted over all years is as much and more; its sums are those of the year and of the years before.
    for (const model::FormFigure& figure : report.form->figures) {
        if (!report.form->column_of(figure).is_optional) continue;
        std::string year = figure.id;
        year.replace(year.rfind('.'), std::string::npos, ".count");
        report.values[figure.id] = *Decimal::add(report.value(figure.id), report.value(year));
    }
    add_up(report);
    return report;
}

Sheet statistics_sheet(const Report& report, const model::FormTable& table, const Shape& shape) {
    const model::FormBlock& block = table.blocks.front();
    Sheet sheet;
    sheet.table = table.id;
    sheet.label_columns = 2;
    const bool national = report.form->id == "2014";
    SheetRow header = {cell_of(Role::header, national ? "统计指标" : "指标名称"), cell_of(Role::header, national ? "单位" : "计量单位")};
    for (const model::FormColumn& column : block.columns) {
        if (column.is_optional && !report.cumulative) continue;
        header.push_back(cell_of(Role::header, column.is_optional ? column.label : national ? "统计数" : std::to_string(report.year) + "年度"));
    }
    sheet.columns = static_cast<int>(header.size());
    sheet.rows.push_back(std::move(header));
    std::vector<std::string> headings;  // printed
    for (const model::FormRow& row : block.rows) {
        for (const std::string& heading : row.parents) {
            const bool printed = std::find(headings.begin(), headings.end(), heading) != headings.end();
            if (printed || is_row(block, heading)) continue;
            headings.push_back(heading);
            sheet.rows.push_back({cell_of(Role::label, heading), cell_of(Role::label, national ? "——" : "")});
        }
        if (shape.missing_rows.count(table.id + "." + row.id) > 0) continue;
        SheetRow cells = {cell_of(Role::label, row.label), cell_of(Role::label, row.unit)};
        for (const model::FormColumn& column : block.columns) {
            if (column.is_optional && !report.cumulative) continue;
            Cell cell = cell_of(Role::value, "");
            cell.figure = table.id + "." + row.id + "." + column.id;
            cell.value = report.value(cell.figure);
            cell.text = cell.value.to_string();
            cells.push_back(std::move(cell));
        }
        sheet.rows.push_back(std::move(cells));
    }
    return sheet;
}

}  // namespace nianbao::generator
