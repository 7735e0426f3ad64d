#include "parser/cut_page.h"

#include <algorithm>
#include <string>
#include <string_view>
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

// True when the markup at `at` is this tag, in lower or upper case.
bool is_tag(std::string_view html, std::size_t at, std::string_view lower, std::string_view upper) {
    return html.substr(at, lower.size()) == lower || html.substr(at, upper.size()) == upper;
}

// Where the row begins that the document breaks off in: the last line of a text, or the last <tr> of a table that nothing
// closes. npos when it ends elsewhere.
std::size_t broken_row(const Document& document) {
    const std::string_view source = document.source;
    if (!document.is_html) {
        const std::size_t newline = source.rfind('\n');
        return newline == std::string_view::npos ? 0 : newline + 1;
    }
    for (std::size_t at = source.rfind('<'); at != std::string_view::npos; at = at > 0 ? source.rfind('<', at - 1) : std::string_view::npos) {
        if (is_tag(source, at, "<tr", "<TR")) return at;
        if (is_tag(source, at, "</table", "</TABLE")) break;
    }
    return std::string_view::npos;
}

}  // namespace

void doubt_cut_off(const model::Form& form, const Document& document, model::Record& record) {
    const auto ends_here = [&](const model::Figure& figure) { return is_certain(figure) && figure.provenance.span.end == document.open_end; };
    const bool complete = std::none_of(record.figures.begin(), record.figures.end(), [](const model::Figure& figure) { return figure.presence == model::Presence::absent; });
    if (complete && !document.is_html) return;
    const bool breaks_in_value = std::any_of(record.figures.begin(), record.figures.end(), ends_here);
    const std::size_t row_begin = document.is_html || breaks_in_value ? broken_row(document) : std::string_view::npos;
    for (model::Figure& figure : record.figures) {
        const bool beside = is_certain(figure) && is_solved(figure) && figure.provenance.span.begin >= row_begin;
        if (!ends_here(figure) && !beside) continue;
        const bool in_value = ends_here(figure);
        figure.provenance.reading = model::Reading::ambiguous;
        model::Finding finding;
        finding.rule = "figure.ambiguous";
        finding.severity = model::Severity::doubt;
        if (const model::FormFigure* place = form.find_figure(figure.id)) {
            const std::string row = form.row_labels(*place);
            const std::string column = form.column_labels(*place);
            finding.text = form.tables[place->table].title + (row.empty() ? "" : "，" + row) + (column.empty() ? "" : "，" + column) + ": ";
        }
        finding.text += "the document breaks off " + std::string(in_value ? "behind" : "in the row of") + " \"" + figure.provenance.raw + "\"" + (in_value ? ", which may go on" : "");
        finding.figures.push_back(figure.id);
        finding.span = figure.provenance.span;
        record.findings.push_back(std::move(finding));
    }
}

}  // namespace nianbao::parser
