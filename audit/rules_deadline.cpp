// deadline.late: the page's own date is after the last day that law or calendar allows.

#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {

void find_lateness(const model::Record& record, const DeadlineTable& deadlines, std::vector<Draft>& drafts) {
    const model::ReportIdentity& report = record.report;
    const auto published = earliest_day(report.published);
    if (!published || !report.year) return;
    const auto deadline = deadlines.due(report.publisher, report.division_code, *report.year);
    if (!deadline || *published <= deadline->day) return;
    // The page was already there in time, whatever date it was given later.
    const auto fetched = day_in_china(record.source.fetched_at);
    if (fetched && *fetched <= deadline->day) return;
    const long days = days_between(deadline->day, *published);
    const bool day_known = report.published.size() >= 10;
    const PublisherKind kind = kind_of_publisher(report.publisher);
    model::Finding finding;
    finding.rule = "deadline.late";
    finding.severity = model::Severity::conflict;
    finding.text = "the page is dated " + report.published.substr(0, 10) + ", " + (day_known ? "" : "at least ") +
                   counted(static_cast<std::size_t>(days), "day") + " after " + iso(deadline->day) +
                   ", the last day for the report on " + std::to_string(*report.year) +
                   (deadline->is_later_of_two           ? " for a government, the later of the two dates"
                    : deadline->is_for_all              ? " for all publishers"
                    : kind == PublisherKind::department ? " for a department"
                                                        : " for a government") +
                   " (" + deadline->basis + ")";
    drafts.push_back({std::move(finding), ""});
}

}  // namespace nianbao::audit
