// unit.suspect within one report: 元 where the form asks for 万元.

#include "audit/body.h"
#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

// 万元 that a body does not take in fees within a year: a county or a town ten thousand million yuan, a city or a province a
// hundred times as much.
std::int64_t least_implausible(const model::ReportIdentity& report) {
    switch (level_of(report.publisher, report.division_code)) {
        case Level::county:
        case Level::township: return 1'000'000;
        default: return 100'000'000;
    }
}

bool says_yuan(const model::Figure& figure) {
    const std::string& raw = figure.provenance.raw;
    if (figure.unit == "元") return true;
    return raw.find("元") != std::string::npos && raw.find("万") == std::string::npos && raw.find("亿") == std::string::npos;
}

}  // namespace

void find_wrong_units(const RecordView& view, std::vector<Draft>& drafts) {
    for (const model::FormFigure& slot : view.form().figures) {
        const model::FormColumn& column = view.form().column_of(slot);
        const model::Figure* figure = view.figure_at(slot);
        if (column.unit != "万元" || figure == nullptr || !figure->value || figure->value->is_zero()) continue;
        if (figure->provenance.reading == model::Reading::ambiguous) continue;
        const bool yuan = says_yuan(*figure);
        if (!yuan && *figure->value < model::Decimal(least_implausible(view.record().report))) continue;
        model::Finding finding;
        finding.rule = "unit.suspect";
        finding.severity = model::Severity::doubt;
        finding.text = place_of(figure->id, view) + " states " + figure->value->to_string() +
                       (yuan ? ", and the cell says 元" : ", more than such a body takes in a year") +
                       "; the form asks for 万元";
        finding.figures = {figure->id};
        finding.actual = figure->value;
        finding.expected = figure->value->shifted(-4);
        if (!figure->provenance.span.empty()) finding.span = figure->provenance.span;
        drafts.push_back({std::move(finding), "yuan"});
    }
}

}  // namespace nianbao::audit
