// authority.regulations: 规章 reported by a body that cannot make any.

#include "audit/body.h"
#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {

void find_regulations_without_authority(const RecordView& view, std::vector<Draft>& drafts) {
    const model::ReportIdentity& report = view.record().report;
    if (authority_for_regulations(report.publisher, report.division_code) != Authority::may_not) return;
    model::Finding finding;
    std::string stated;
    for (const model::FormFigure& slot : view.form().figures) {
        const model::Figure* figure = view.figure_at(slot);
        if (view.form().row_of(slot).id != "regulations" || figure == nullptr || !figure->value) continue;
        if (figure->value->is_zero() || figure->value->is_negative() || figure->provenance.reading == model::Reading::ambiguous)
            continue;
        if (!stated.empty()) stated += ", ";
        stated += view.form().column_of(slot).label + " " + figure->value->to_string();
        finding.figures.push_back(figure->id);
        if (!finding.actual) finding.actual = figure->value;
    }
    if (finding.figures.empty()) return;
    finding.rule = "authority.regulations";
    finding.severity = model::Severity::doubt;
    finding.expected = model::Decimal(0);
    finding.text = view.form().row_labels(*view.slot(finding.figures.front())) + "：" + stated + ", but " + report.publisher +
                   " cannot make 规章 (立法法, articles 91 and 93); something else was probably counted";
    // One finding however many columns: its name does not change when another column is filled.
    finding.figures.resize(1);
    drafts.push_back({std::move(finding), ""});
}

}  // namespace nianbao::audit
