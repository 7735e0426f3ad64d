// deadline.late: the page's own date is after the last day that the law allows.

#include "audit/deadline.h"
#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

std::string iso(std::chrono::year_month_day date) {
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
           two(static_cast<unsigned>(date.day()));
}

std::string reason(PublisherKind kind, int year) {
    if (year < 2019) return "for all publishers (政府信息公开条例 of 2007, article 31)";
    switch (kind) {
        case PublisherKind::government: return "for a government (政府信息公开条例, article 49)";
        case PublisherKind::department: return "for a department (政府信息公开条例, article 49)";
        case PublisherKind::unclear: return "for a government, the later of the two dates (政府信息公开条例, article 49)";
    }
    return "";
}

}  // namespace

void find_lateness(const model::Record& record, std::vector<Draft>& drafts) {
    const model::ReportIdentity& report = record.report;
    const auto published = earliest_day(report.published);
    if (!published || !report.year || *report.year < 1900 || *report.year > 9998) return;
    const PublisherKind kind = kind_of_publisher(report.publisher);
    const std::chrono::year_month_day deadline = deadline_for(kind, *report.year);
    if (*published <= deadline) return;
    const auto days = (std::chrono::sys_days(*published) - std::chrono::sys_days(deadline)).count();
    const bool day_known = report.published.size() >= 10;
    model::Finding finding;
    finding.rule = "deadline.late";
    finding.severity = model::Severity::conflict;
    finding.text = "the page is dated " + report.published.substr(0, 10) + ", " + (day_known ? "" : "at least ") +
                   counted(static_cast<std::size_t>(days), "day") + " after " + iso(deadline) +
                   ", the last day for the report on " + std::to_string(*report.year) + " " + reason(kind, *report.year);
    drafts.push_back({std::move(finding), ""});
}

}  // namespace nianbao::audit
