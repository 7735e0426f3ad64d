// form.outdated: the report uses a form that was replaced before its year.

#include "audit/rules.h"

namespace nianbao::audit {

void find_outdated_form(const RecordView& view, std::vector<Draft>& drafts) {
    const model::Form& form = view.form();
    const std::optional<int>& year = view.record().report.year;
    // A form that is too new is no defect of the report: then the year was misread, or the form was tried out early.
    if (!year || *year <= form.last_year) return;
    model::Finding finding;
    finding.rule = "form.outdated";
    finding.severity = model::Severity::doubt;
    finding.text = "the report on " + std::to_string(*year) + " uses the form of " + form.notice +
                   ", prescribed for the reports on " + std::to_string(form.first_year) +
                   (form.first_year == form.last_year ? "" : " to " + std::to_string(form.last_year));
    drafts.push_back({std::move(finding), form.id});
}

}  // namespace nianbao::audit
