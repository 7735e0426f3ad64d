#include "parser/cut_page.h"

#include <algorithm>
#include <string>
#include <utility>

namespace nianbao::parser {
namespace {

bool is_certain(const model::Figure& figure) {
    return figure.presence == model::Presence::stated && figure.provenance.reading != model::Reading::ambiguous && !figure.provenance.span.empty();
}

// Values that were cut from one run or placed by the sums stand and fall together.
bool is_solved(const model::Figure& figure) {
    return figure.provenance.reading == model::Reading::split || figure.provenance.reading == model::Reading::inferred;
}

}  // namespace

void doubt_cut_off(const model::Form& form, const Document& document, model::Record& record) {
    const auto end = static_cast<std::uint32_t>(document.source.size());
    const auto ends_here = [end](const model::Figure& figure) { return is_certain(figure) && figure.provenance.span.end == end; };
    if (std::none_of(record.figures.begin(), record.figures.end(), ends_here)) return;
    const bool complete = std::none_of(record.figures.begin(), record.figures.end(), [](const model::Figure& figure) { return figure.presence == model::Presence::absent; });
    if (complete && !document.is_html) return;
    const std::size_t newline = document.source.rfind('\n');
    const std::size_t last_line = newline == std::string_view::npos ? 0 : newline + 1;
    for (model::Figure& figure : record.figures) {
        const bool beside = is_certain(figure) && is_solved(figure) && figure.provenance.span.begin >= last_line;
        if (!ends_here(figure) && !beside) continue;
        figure.provenance.reading = model::Reading::ambiguous;
        model::Finding finding;
        finding.rule = "figure.ambiguous";
        finding.severity = model::Severity::doubt;
        if (const model::FormFigure* place = form.find_figure(figure.id)) {
            const std::string row = form.row_labels(*place);
            const std::string column = form.column_labels(*place);
            finding.text = form.tables[place->table].title + (row.empty() ? "" : "，" + row) + (column.empty() ? "" : "，" + column) + ": ";
        }
        finding.text += "the document breaks off behind \"" + figure.provenance.raw + "\", which may go on";
        finding.figures.push_back(figure.id);
        finding.span = figure.provenance.span;
        record.findings.push_back(std::move(finding));
    }
}

}  // namespace nianbao::parser
