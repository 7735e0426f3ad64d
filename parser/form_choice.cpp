#include "parser/form_choice.h"

#include <algorithm>
#include <bitset>
#include <string>
#include <utility>

#include "parser/label_view.h"
#include "parser/labels.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t least_headings = 5;  // sections of a form that tell it where it has no table

std::vector<TableReading> read_tables(const model::Form& form, const std::vector<TableLabels>& labels_of_tables, const Document& document, const LabelView& view, std::uint32_t begin, std::uint32_t end) {
    std::vector<TableReading> tables(form.tables.size());
    for (const TableLabels& labels : labels_of_tables) {
        TableReading& table = tables[static_cast<std::size_t>(labels.table)];
        // A table stands behind the one before it; a page that has them in another order is searched as a whole.
        std::uint32_t from = begin;
        for (int t = 0; t < labels.table; ++t)
            if (tables[static_cast<std::size_t>(t)].found) from = std::max(from, tables[static_cast<std::size_t>(t)].end);
        table = read_table(form, labels, document, view, from, end);
        if (!table.found && from > begin) table = read_table(form, labels, document, view, begin, end);
    }
    return tables;
}

int score_of(const std::vector<TableReading>& tables) {
    int score = 0;
    for (const TableReading& table : tables) score += table.score;
    return score;
}

// How many of its marks each form has in the first `end` characters, found in one pass.
std::vector<int> marks_of_each(const std::vector<model::Form>& forms, const LabelView& view, std::uint32_t end) {
    struct Mark {
        std::size_t form;
        std::u32string text;
        bool found = false;
    };
    std::vector<Mark> marks;
    std::bitset<0x10000> first;
    for (std::size_t f = 0; f < forms.size(); ++f)
        for (const std::string& mark : forms[f].marks) {
            marks.push_back({f, remembered_view(mark)});
            if (!marks.back().text.empty()) first.set(marks.back().text.front() & 0xFFFF);
        }
    std::vector<int> count(forms.size());
    const std::u32string_view text = std::u32string_view(view.text).substr(0, end);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!first.test(text[at] & 0xFFFF)) continue;
        for (Mark& mark : marks) {
            if (mark.found || mark.text.empty() || mark.text.front() != text[at] || text.compare(at, mark.text.size(), mark.text) != 0) continue;
            mark.found = true;
            ++count[mark.form];
        }
    }
    return count;
}

}  // namespace

bool has_items(const std::vector<TableReading>& tables) {
    return std::any_of(tables.begin(), tables.end(), [](const TableReading& table) {
        return std::any_of(table.rows.begin(), table.rows.end(), [](const RowReading& row) { return !row.items.empty(); });
    });
}

int choose_form(const std::vector<model::Form>& forms, Stages& stages, std::uint32_t end) {
    struct Claim {
        const model::Form* form;
        int marks;
    };
    std::vector<Claim> claims;
    const std::vector<int> counts = marks_of_each(forms, stages.view, end);
    for (std::size_t f = 0; f < forms.size(); ++f) claims.push_back({&forms[f], counts[f]});
    std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.marks > b.marks; });
    int best_marks = 0;
    int best_score = 0;
    for (const auto& [form, marks] : claims) {
        if (marks < best_marks || marks < form->least_marks) continue;
        auto labels = shared_labels_of(*form);
        std::vector<TableReading> tables = read_tables(*form, *labels, stages.document, stages.view, 0, end);
        const int score = score_of(tables);
        if (score == 0 || !has_items(tables) || score <= best_score) continue;
        best_marks = marks;
        best_score = score;
        stages.form = form;
        stages.labels = std::move(labels);
        stages.tables = std::move(tables);
    }
    // By its labels alone, where no table could be put together.
    if (stages.form != nullptr) return best_marks;
    // Not for a form whose labels also stand in running text.
    if (claims.empty() || claims.front().marks < least_marks || claims.front().form->least_marks > 0) return 0;
    stages.form = claims.front().form;
    stages.tables.resize(stages.form->tables.size());
    return claims.front().marks;
}

void prefer_form_of_year(const std::vector<model::Form>& forms, Stages& stages, std::uint32_t end, int year) {
    const auto covers = [year](const model::Form& form) { return form.first_year <= year && year <= form.last_year; };
    if (stages.form != nullptr ? covers(*stages.form) : stages.record.sections.size() < least_headings) return;
    for (const model::Form& form : forms) {
        if (!covers(form) || form.least_marks > 0) continue;
        auto labels = shared_labels_of(form);
        std::vector<TableReading> tables = read_tables(form, *labels, stages.document, stages.view, 0, end);
        if (score_of(tables) < score_of(stages.tables)) continue;
        stages.form = &form;
        stages.labels = std::move(labels);
        stages.tables = std::move(tables);
        return;
    }
}

}  // namespace nianbao::parser
