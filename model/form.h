#pragma once
// An official form as data: everything the parser, the audit and the exports know about it. Read from data/forms/*.toml
// by parser/form_file; no code knows a form by name.
//
//   table "applications"                     columns: natural_person … total
//     row "new"        一、本年新收…    |  4 | 0 | 0 | 0 | 0 | 0 | 4 |
//     row "refused"    （三）不予公开     a group row: printed as a label, rarely with numbers
//     row "refused_…"  1.属于国家秘密    |  0 | 0 | …
//
// A figure id is table.row.column; a table without row labels has one row with an empty id.

#include <cstddef>
#include <string>
#include <vector>

#include "model/check.h"

namespace nianbao::model {

struct FormColumn {
    std::string id;      // last part of the figure id; may hold a dot ("reconsideration.upheld")
    std::string label;   // as the form prints it
    std::vector<std::string> parents;  // labels of the spanning header cells above, outermost first
    std::vector<std::string> aliases;  // other wordings seen
    std::string unit;    // "" when the form states none
    bool may_be_negative = false;  // a change: 增/减
    bool may_have_places = false;  // an amount of money
    bool is_optional = false;      // 历年累计: only some pages print it; its figures stand after all others
    std::string at_least;          // id of the column whose value in the same row this one never falls below, or ""

    friend bool operator==(const FormColumn&, const FormColumn&) = default;
};

struct FormRow {
    std::string id;      // "" in a table without row labels
    std::string label;   // "" in a table without row labels
    std::vector<std::string> parents;  // labels of the spanning row headers, outermost first
    std::vector<std::string> aliases;
    std::string group;   // id of the group row whose part it is, or ""
    bool is_group = false;  // a group row: its figures are optional and stand after all others
    std::string unit;       // where the rows of a block count different things; "" leaves it to the column
    bool may_have_places = false;
    std::string code;       // a running number printed beside the label: 07; ""

    friend bool operator==(const FormRow&, const FormRow&) = default;
};

// Rows that share their columns. Most tables have one block; table 2 has one for each clause of article 20.
struct FormBlock {
    std::string label;                 // printed above the block, e.g. 第二十条第（一）项; or ""
    std::vector<std::string> aliases;
    std::vector<std::string> furniture;  // labels that are printed in the header and name no column of figures: 信息内容, 计量单位
    std::vector<std::string> code_labels;  // of these, the ones over a column of running numbers: 代码, 序号
    std::vector<FormColumn> columns;
    std::vector<FormRow> rows;

    friend bool operator==(const FormBlock&, const FormBlock&) = default;
};

struct FormTable {
    std::string id;       // first part of the figure ids
    std::string section;  // id of the section that holds it
    std::string title;    // how a finding names it
    std::vector<FormBlock> blocks;

    friend bool operator==(const FormTable&, const FormTable&) = default;
};

struct FormSection {
    std::string id;
    std::string heading;               // as the form prints it: 一、总体情况
    std::vector<std::string> aliases;  // other wordings, without the ordinal
    bool is_optional = false;          // usual, but not prescribed

    friend bool operator==(const FormSection&, const FormSection&) = default;
};

struct FormFigure {
    std::string id;
    std::size_t table = 0;
    std::size_t block = 0;
    std::size_t row = 0;     // within the block
    std::size_t column = 0;  // within the block
    int table_row = 0;       // row within the table, group rows not counted: what a record calls "row"
    bool optional = false;   // of a group row or an optional column: in a record only where the page prints it

    friend bool operator==(const FormFigure&, const FormFigure&) = default;
};

struct Form {
    std::string id;      // "2019"
    std::string title;
    std::string notice;  // the document that prescribes it
    int first_year = 0;  // report years for which it is prescribed, both inclusive
    int last_year = 0;   // 9999 while in force
    std::vector<std::string> marks;  // labels that no other form has: any of them recognises the form
    int least_marks = 0;             // so many of them a page must have to be read by this form
    std::vector<FormSection> sections;
    std::vector<FormTable> tables;
    std::vector<Check> checks;

    // Derived by complete(), as are the figures of the checks: every figure in the order of a record, the optional ones last.
    std::vector<FormFigure> figures;

    [[nodiscard]] const FormFigure* find_figure(const std::string& figure_id) const;
    [[nodiscard]] const FormTable* find_table(const std::string& table_id) const;
    [[nodiscard]] const FormBlock& block_of(const FormFigure& f) const { return tables[f.table].blocks[f.block]; }
    [[nodiscard]] const FormRow& row_of(const FormFigure& f) const { return block_of(f).rows[f.row]; }
    [[nodiscard]] const FormColumn& column_of(const FormFigure& f) const { return block_of(f).columns[f.column]; }
    // "第二十条第（一）项 > 规章" and "申请人情况 > 自然人": the labels as in the figure tables, joined by " > ".
    [[nodiscard]] std::string row_labels(const FormFigure& f) const;
    [[nodiscard]] std::string column_labels(const FormFigure& f) const;
    // The unit of the row, else of the column; "" when the form states none.
    [[nodiscard]] const std::string& unit_of(const FormFigure& f) const;
    [[nodiscard]] bool may_have_places(const FormFigure& f) const { return row_of(f).may_have_places || column_of(f).may_have_places; }
    // Fills what is derived; called once, by the form reader.
    void complete();

    friend bool operator==(const Form&, const Form&) = default;
};

}  // namespace nianbao::model
