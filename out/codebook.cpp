#include "out/codebook.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "out/english.h"
#include "out/pattern.h"

namespace nianbao::out {
namespace {

constexpr int no_last_year = 9999;

constexpr Column columns[] = {
    {"figure", ColumnType::text, "数据项", "id of the figure"},
    {"table", ColumnType::text, "表", "id of the form's table"},
    {"row_labels", ColumnType::text, "行标签", "labels of the row as the form prints them, outermost first"},
    {"column_labels", ColumnType::text, "列标签", "labels of the column as the form prints them, outermost first"},
    {"english", ColumnType::text, "英文说明", "what it is, in English"},
    {"unit", ColumnType::text, "单位", "unit that the form prints; empty where it states none"},
    {"forms", ColumnType::text, "报告格式", "ids of the forms that have it, parted by spaces"},
    {"years", ColumnType::text, "适用年度", "report years for which these forms are prescribed"},
    {"optional", ColumnType::integer, "可缺", "1: a row of subtotals that a record has only where the page prints it; else 0"},
    {"checks", ColumnType::text, "勾稽", "rules of the checks that it takes part in, parted by spaces"},
};
constexpr Table table = {"codebook", "数据字典", "one row a figure id and the forms that have it", columns, 0};

std::string years_of(const model::Form& form) {
    return std::to_string(form.first_year) + "-" + (form.last_year == no_last_year ? std::string() : std::to_string(form.last_year));
}

// Figure id -> rules, each once, in the order of the form's checks.
std::unordered_map<std::string, std::string> rules_of(const model::Form& form) {
    std::unordered_map<std::string, std::string> rules;
    for (const model::Check& check : form.checks) {
        for (const std::vector<std::string>* side : {&check.left, &check.right}) {
            for (const std::string& figure : *side) {
                std::string& known = rules[figure];
                if ((" " + known + " ").find(" " + check.rule + " ") == std::string::npos) known += (known.empty() ? "" : " ") + check.rule;
            }
        }
    }
    return rules;
}

bool says_the_same(const CodebookEntry& a, const CodebookEntry& b) {
    return a.figure == b.figure && a.table == b.table && a.row_labels == b.row_labels && a.column_labels == b.column_labels && a.unit == b.unit &&
           a.optional == b.optional && a.checks == b.checks;
}

void append_cell(std::string& line, std::string_view text) {
    line += ' ';
    for (const char c : text) {
        if (c == '|' || c == '*' || c == '<') line += '\\';
        line += c;
    }
    line += text.empty() ? "|" : " |";
}

std::string markdown_row(const CodebookEntry& entry) {
    std::string line = "| `" + entry.figure + "` |";
    append_cell(line, entry.row_labels);
    append_cell(line, entry.column_labels);
    append_cell(line, entry.english + (entry.optional ? " (optional)" : ""));
    append_cell(line, entry.unit);
    append_cell(line, entry.checks);
    return line + "\n";
}

std::string markdown_tables() {
    std::string text;
    std::vector<const Table*> tables(record_tables().begin(), record_tables().end());
    tables.push_back(&publisher_findings_table());
    for (const Table* each : tables) {
        text += "\n### " + std::string(each->name) + " " + std::string(each->chinese) + "\n\n" + std::string(each->english) + "\n\n| column | 中文 | meaning |\n|---|---|---|\n";
        for (const Column& column : each->columns) {
            std::string line = "| `" + std::string(column.name) + "` |";
            append_cell(line, column.chinese);
            append_cell(line, column.english);
            text += line + "\n";
        }
    }
    return text;
}

constexpr const char* introduction =
    "# Figures and columns\n"
    "\n"
    "Made from the form files by `nianbao forms codebook`; do not edit it. Every figure that a record or an export can hold, by the\n"
    "form that prescribes it, and every column of the exports ([exports.md](exports.md)).\n"
    "\n"
    "A figure id is table, row and column of the form. **Presence** says what the cell holds: `stated` a number, `blank` the cell is there and\n"
    "empty, `dash` a mark for nothing, `absent` no such cell, `unreadable` something that is not a number. **Reading** says how the\n"
    "figure was found: `cell` in a real table cell, `line` in a flattened table with one value a token, `split` cut from a run of digits by\n"
    "the checks with only one solution, `inferred` placed by the checks with only one solution, `ambiguous` not certain, `prose` from the narrative.\n"
    "An optional figure belongs to a row of subtotals that most reports leave out: it is in a record only where the page prints it.\n";

std::string markdown(std::span<const model::Form> forms) {
    std::string text = introduction;
    for (const model::Form& form : forms) {
        text += "\n## Form " + form.id + ": " + form.title + "\n\n" + form.notice + ", report years " + years_of(form) + ", " +
                std::to_string(form.figures.size()) + " figures, " + std::to_string(form.checks.size()) + " checks.\n";
        std::string table_id;
        for (const CodebookEntry& entry : codebook_of({&form, 1})) {
            if (entry.table != table_id) {
                const model::FormTable* of_form = form.find_table(entry.table);
                text += "\n### " + (of_form == nullptr ? entry.table : of_form->title) + (entry.optional ? " (subtotals)" : "") +
                        "\n\n| figure | row | column | English | unit | checks |\n|---|---|---|---|---|---|\n";
            }
            table_id = entry.table;
            text += markdown_row(entry);
        }
    }
    return text + "\n## Columns of the exports\n" + markdown_tables();
}

}  // namespace

std::vector<CodebookEntry> codebook_of(std::span<const model::Form> forms, std::span<const std::string> patterns) {
    std::vector<CodebookEntry> entries;
    std::unordered_multimap<std::string, std::size_t> known;
    for (const model::Form& form : forms) {
        const auto rules = rules_of(form);
        for (const model::FormFigure& figure : form.figures) {
            if (!matches_any(patterns, figure.id)) continue;
            const auto rule = rules.find(figure.id);
            CodebookEntry entry{figure.id, form.tables[figure.table].id, form.row_labels(figure), form.column_labels(figure), english_of(form, figure),
                                form.column_of(figure).unit, form.id, years_of(form), figure.optional, rule == rules.end() ? "" : rule->second};
            const auto [first, last] = known.equal_range(figure.id);
            const auto same = std::find_if(first, last, [&](const auto& place) { return says_the_same(entries[place.second], entry); });
            if (same != last) {
                entries[same->second].forms += " " + entry.forms;
                entries[same->second].years += " " + entry.years;
                continue;
            }
            known.emplace(figure.id, entries.size());
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

std::vector<std::string> figure_ids(std::span<const model::Form> forms, std::span<const std::string> patterns) {
    std::vector<std::string> ids;
    std::unordered_set<std::string> known;
    for (const model::Form& form : forms)
        for (const model::FormFigure& figure : form.figures)
            if (matches_any(patterns, figure.id) && known.insert(figure.id).second) ids.push_back(figure.id);
    return ids;
}

const Table& codebook_table() { return table; }

void codebook_row(Row& row, const CodebookEntry& entry) {
    row.clear();
    row.text(entry.figure).text(entry.table).text(entry.row_labels).text(entry.column_labels).text(entry.english).text(entry.unit);
    row.text(entry.forms).text(entry.years).integer(entry.optional ? 1 : 0).text(entry.checks);
}

std::string codebook_text(std::span<const model::Form> forms, CodebookFormat format) {
    if (format == CodebookFormat::markdown) return markdown(forms);
    CsvRows rows;
    append_header(rows, table);
    Row row;
    for (const CodebookEntry& entry : codebook_of(forms)) {
        codebook_row(row, entry);
        append_row(rows, row);
    }
    return rows.bytes();
}

}  // namespace nianbao::out
