// table.missing and table.incomplete: cells that the form has and the page has not.

#include <algorithm>
#include <map>
#include <utility>

#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

constexpr std::size_t rows_named = 5;

// What one table of the form lacks in the record. Optional figures do not count.
struct Lack {
    std::size_t cells = 0;                // that the form has
    std::size_t in_words = 0;             // of them, those that only the text states
    std::vector<std::string> absent;      // figure ids
    std::size_t grouped = 0;              // of the absent ones, those for which a group row stands in
    std::size_t rows = 0;                 // that the form has
    std::vector<std::string> empty_rows;  // labels of rows that are wholly absent
    std::size_t single_cells = 0;         // absent cells of other rows
};

// Rows by (block, row within the block): cells and absent cells.
struct RowTally {
    std::string label;
    std::size_t cells = 0;
    std::size_t absent = 0;
};

Lack lack_of(std::size_t table, const RecordView& view) {
    Lack lack;
    std::map<std::pair<std::size_t, std::size_t>, RowTally> rows;
    for (const model::FormFigure& slot : view.form().figures) {
        if (slot.table != table || slot.optional) continue;
        RowTally& row = rows[{slot.block, slot.row}];
        if (row.cells++ == 0) row.label = view.form().row_of(slot).label;
        ++lack.cells;
        if (const model::Figure* figure = view.figure_at(slot); figure != nullptr && figure->provenance.reading == model::Reading::prose) ++lack.in_words;
        if (!view.is_absent(slot)) continue;
        ++row.absent;
        lack.absent.push_back(slot.id);
        if (view.stand_in(slot) != nullptr) ++lack.grouped;
    }
    lack.rows = rows.size();
    for (const auto& [place, row] : rows) {
        if (row.absent == row.cells)
            lack.empty_rows.push_back(row.label);
        else
            lack.single_cells += row.absent;
    }
    return lack;
}

model::Finding incomplete(const model::FormTable& table, Lack lack) {
    const bool all_grouped = lack.grouped == lack.absent.size();
    model::Finding finding;
    finding.rule = "table.incomplete";
    finding.severity = all_grouped ? model::Severity::note : model::Severity::doubt;
    finding.text = table.title + " (table " + table.id + "): ";
    if (!lack.empty_rows.empty())
        finding.text += std::to_string(lack.empty_rows.size()) + " of " + counted(lack.rows, "row") +
                        (lack.empty_rows.size() == 1 ? " is" : " are") + " absent: " + enumerate(lack.empty_rows, rows_named);
    if (lack.single_cells > 0)
        finding.text += std::string(lack.empty_rows.empty() ? "" : "; ") + counted(lack.single_cells, "cell") +
                        (lack.empty_rows.empty() ? "" : " of other rows") + (lack.single_cells == 1 ? " is" : " are") +
                        " absent";
    if (all_grouped) finding.text += "; the page has one row for the whole group in their place";
    finding.figures = std::move(lack.absent);
    return finding;
}

}  // namespace

void find_table_defects(const RecordView& view, std::vector<Draft>& drafts) {
    for (std::size_t t = 0; t < view.form().tables.size(); ++t) {
        const model::FormTable& table = view.form().tables[t];
        Lack lack = lack_of(t, view);
        if (lack.absent.empty() && lack.in_words == 0) continue;
        const bool is_worded = lack.in_words > 0 && lack.in_words + lack.absent.size() == lack.cells;
        if (!is_worded && lack.absent.empty()) continue;
        if (!is_worded && (lack.absent.size() < lack.cells || lack.grouped > 0)) {
            drafts.push_back({incomplete(table, std::move(lack)), table.id});
            continue;
        }
        model::Finding finding;
        finding.rule = "table.missing";
        finding.severity = lack.absent.empty() ? model::Severity::note : model::Severity::doubt;
        finding.text = table.title + " (table " + table.id + "): none of its " + counted(lack.cells, "figure") + " was found" +
                       (is_worded ? " in a table; the text states " + std::to_string(lack.in_words) : "");
        drafts.push_back({std::move(finding), table.id});
    }
}

}  // namespace nianbao::audit
