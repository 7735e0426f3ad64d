#include "parser/form_file.h"

#include <algorithm>
#include <set>

#include "settings/toml_file.h"

namespace nianbao::parser {
namespace {

using model::Form;
using model::FormBlock;
using model::FormColumn;
using model::FormRow;
using model::FormTable;
using settings::Table;

FormColumn read_column(const Table& entry) {
    FormColumn column;
    column.id = entry.required_text("id");
    column.label = entry.required_text("label");
    column.unit = entry.text("unit");
    column.parents = entry.texts("under");
    column.aliases = entry.texts("aliases");
    column.may_be_negative = entry.flag("negative", false);
    column.may_have_places = entry.flag("places", false);
    column.is_optional = entry.flag("optional", false);
    column.at_least = entry.text("at_least");
    return column;
}

FormRow read_row(const Table& entry, const FormBlock& block) {
    FormRow row;
    row.id = entry.required_text("id");
    row.label = entry.required_text("label");
    row.parents = entry.texts("under");
    row.aliases = entry.texts("aliases");
    row.is_group = entry.flag("group", false);
    row.unit = entry.text("unit");
    row.may_have_places = entry.flag("places", false);
    row.code = entry.text("code");
    const std::string whole = entry.text("part_of");
    if (whole.empty()) return row;
    const auto above = std::find_if(block.rows.begin(), block.rows.end(), [&](const FormRow& other) { return other.id == whole; });
    if (above == block.rows.end()) {
        entry.reject("part_of names \"" + whole + "\", which is no row above", "part_of");
        return row;
    }
    // A group row is mostly only a label and may stand in for its parts; another row has figures of its own beside theirs.
    if (above->is_group) row.group = whole;
    row.parents.insert(row.parents.begin(), above->label);
    row.parents.insert(row.parents.begin(), above->parents.begin(), above->parents.end());
    return row;
}

// An id may stand once among `ids`; `seen` is what came before.
void require_new(const Table& entry, std::set<std::string>& seen, const std::string& id) {
    if (!seen.insert(id).second) entry.reject("the id \"" + id + "\" is used twice", "id");
}

FormBlock read_block(const Table& entry) {
    FormBlock block;
    block.label = entry.text("label");
    block.aliases = entry.texts("aliases");
    block.furniture = entry.texts("furniture");
    block.code_labels = entry.texts("code_labels");
    std::set<std::string> seen;
    for (const Table& column : entry.tables("columns")) {
        block.columns.push_back(read_column(column));
        const FormColumn& read = block.columns.back();
        if (!read.at_least.empty() && seen.count(read.at_least) == 0) column.reject("at_least names \"" + read.at_least + "\", which is no column before", "at_least");
        require_new(column, seen, read.id);
    }
    if (block.columns.empty()) entry.reject("a block needs columns");
    if (!entry.has("rows")) {
        block.rows.emplace_back();  // a table without row labels: one row with an empty id
        return block;
    }
    seen.clear();
    for (const Table& row : entry.tables("rows")) {
        block.rows.push_back(read_row(row, block));
        require_new(row, seen, block.rows.back().id);
    }
    return block;
}

std::string join_id(const std::string& a, const std::string& b) { return a.empty() ? b : b.empty() ? a : a + "." + b; }

// The figure ids of one side of a check: every `part` in the place that `fixed` leaves open.
std::vector<std::string> figure_ids(const FormTable& table, const std::vector<std::string>& parts, const std::string& row,
                                    const std::string& column) {
    std::vector<std::string> ids;
    for (const std::string& part : parts)
        ids.push_back(join_id(join_id(table.id, row.empty() ? (column.empty() ? "" : part) : row), column.empty() ? part : column));
    return ids;
}

// Expands one [[table.check]] into checks: for each row, for each column, or once for the table.
void read_check(const Table& entry, const FormTable& table, std::vector<model::Check>& checks) {
    const std::string rule = entry.required_text("rule");
    const std::string for_each = entry.required_text("for_each");
    const std::vector<std::string> left = entry.texts("left");
    const std::vector<std::string> right = entry.texts("right");
    if (left.empty() || right.empty()) entry.reject("a check needs left and right");
    const auto add = [&](const std::string& row, const std::string& column) {
        checks.push_back({rule, figure_ids(table, left, row, column), figure_ids(table, right, row, column)});
    };
    if (for_each == "row") {
        for (const FormBlock& block : table.blocks)
            for (const FormRow& row : block.rows)
                if (!row.is_group) add(row.id, "");
    } else if (for_each == "column") {
        for (const FormColumn& column : table.blocks.empty() ? std::vector<FormColumn>{} : table.blocks.front().columns) add("", column.id);
    } else if (for_each == "table") {
        add("", "");
    } else {
        entry.reject("for_each is \"row\", \"column\" or \"table\"", "for_each");
    }
}

FormTable read_table(const Table& entry, Form& form) {
    FormTable table;
    table.id = entry.required_text("id");
    table.section = entry.required_text("section");
    table.title = entry.required_text("title");
    for (const Table& block : entry.tables("block")) table.blocks.push_back(read_block(block));
    if (table.blocks.empty()) entry.reject("a table needs a block");
    if (std::none_of(form.sections.begin(), form.sections.end(), [&](const auto& section) { return section.id == table.section; }))
        entry.reject("section names \"" + table.section + "\", which is no [[section]] above", "section");
    Form probe;  // the figures of this table alone, to hold the checks' ids against
    probe.tables = {table};
    probe.complete();
    for (const Table& check : entry.tables("check")) {
        const std::size_t first = form.checks.size();
        read_check(check, table, form.checks);
        for (std::size_t i = first; i < form.checks.size(); ++i)
            for (const auto* side : {&form.checks[i].left, &form.checks[i].right})
                for (const std::string& id : *side)
                    if (probe.find_figure(id) == nullptr) check.reject("the check names \"" + id + "\", which is no figure of the table");
    }
    return table;
}

model::Result<Form> read_form(const settings::TomlFile& file) {
    const Table root = file.root();
    Form form;
    form.id = root.required_text("id");
    form.title = root.required_text("title");
    form.notice = root.text("notice");
    form.first_year = static_cast<int>(root.integer("first_year", 0, 1949, 9999));
    form.last_year = static_cast<int>(root.integer("last_year", 9999, 1949, 9999));
    form.marks = root.texts("marks");
    form.least_marks = static_cast<int>(root.integer("least_marks", 0, 0, 99));
    std::set<std::string> seen;
    for (const Table& entry : root.tables("section")) {
        form.sections.push_back({entry.required_text("id"), entry.required_text("heading"), entry.texts("aliases"), entry.flag("optional", false)});
        require_new(entry, seen, form.sections.back().id);
    }
    seen.clear();
    for (const Table& entry : root.tables("table")) {
        form.tables.push_back(read_table(entry, form));
        require_new(entry, seen, form.tables.back().id);
    }
    if (form.tables.empty()) root.reject("a form needs a [[table]]");
    if (const auto error = file.finish()) return tl::unexpected(*error);
    form.complete();
    return form;
}

}  // namespace

model::Result<Form> parse_form(std::string_view content, const std::string& name) {
    return settings::TomlFile::parse(content, name).and_then(read_form);
}

model::Result<Form> load_form(const std::string& path) { return settings::TomlFile::load(path).and_then(read_form); }

}  // namespace nianbao::parser
