#pragma once
// A table of a report as it is printed, before it is put into any layout: cells in document order with their spans.
//
//   | 申请人情况 …                  rows of labels (header)
//   | 一、本年新收… | 4 | 0 | … | 4 |   rows of a label or labels and values (body)

#include <set>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/figure.h"
#include "tests/generator/report.h"

namespace nianbao::generator {

enum class Role {
    clause,  // 第二十条第（一）项, over the whole width
    header,  // names columns
    label,   // names rows
    value,
};

struct Cell {
    Role role = Role::value;
    std::string text;  // as printed; '\n' is a line break inside the cell
    int width = 1;     // columns that it spans
    int height = 1;    // rows that it spans
    // Of a value:
    std::string figure;  // "" for one that is no figure of the form (小计)
    model::Decimal value;
    model::Presence presence = model::Presence::stated;
};

using SheetRow = std::vector<Cell>;

struct Sheet {
    std::string table;  // id in the form
    std::vector<SheetRow> rows;
    int columns = 0;        // of the grid
    int label_columns = 1;  // of them, at the left, for the labels of rows
};

// What is printed and where, apart from the texts.
struct Shape {
    bool names_first = false;            // table 4: all names of proceedings before all results; else as the form's cells stand
    bool extra_total = false;            // table 3: a column 小计 after the organisations
    std::set<std::string> subtotals;     // group rows of table 3 that are printed with numbers
    std::set<std::string> missing_rows;  // "applications.refused_state_secret", "proactive.fees"
    std::set<std::string> missing_tables;  // ids
    int repeat_at = -1;                    // table 3: the body row before which a page breaks; -1 none
    bool repeat_header = false;            // the header is printed again after that break
    bool repeat_parents = true;            // the labels that span rows are printed again after that break
};

// The tables of the form, in its order; without the missing ones.
[[nodiscard]] std::vector<Sheet> sheets_of(const Report& report, const Shape& shape);

// The values of a row in printed order, and its labels.
[[nodiscard]] bool has_values(const SheetRow& row);
[[nodiscard]] bool is_header(const SheetRow& row);

}  // namespace nianbao::generator
