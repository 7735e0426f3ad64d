#include "cli/audit_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <tuple>

#include "audit/audit.h"
#include "cli/audit_knowledge.h"
#include "cli/mentions_of.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

struct Judged {
    audit::ReportFacts facts;
    std::vector<model::Finding> findings;
};

Judged judge(AuditInput& input, const audit::Knowledge& knowledge) {
    const model::Form* form = parser::find_form(input.record.report.form);
    if (form != nullptr && input.record.mentions.empty()) input.record.mentions = mentions_of(input.record, *form);
    audit::assess(input.record, form, knowledge);
    if (input.evidence.publisher_id.empty()) {
        audit::Evidence identity = evidence_of(input.record);
        input.evidence.publisher_id = std::move(identity.publisher_id);
        input.evidence.place_names = std::move(identity.place_names);
    }
    Judged judged{audit::distil(input.record, form, std::move(input.evidence)), std::move(input.record.findings)};
    input.record = {};
    return judged;
}

ReportName name_of(const audit::ReportFacts& facts) {
    return {facts.publisher,  facts.division_code, facts.form == nullptr ? "" : facts.form->id,
            facts.url,        facts.path,          facts.sha256,
            facts.fetched_at, facts.year};
}

void sort_lines(AuditResult& result) {
    const auto rank = [&](const FindingLine& line) {
        const ReportName& name = result.names[line.report];
        return std::tuple(std::string_view(name.publisher), std::string_view(name.division_code), name.year.value_or(0),
                          std::string_view(name.url), std::string_view(name.path));
    };
    std::stable_sort(result.lines.begin(), result.lines.end(),
                     [&](const FindingLine& a, const FindingLine& b) { return rank(a) < rank(b); });
}

}  // namespace

AuditRun::AuditRun(AuditSettings settings)
    : settings_(std::move(settings)), knowledge_(audit_knowledge()), set_({settings_.today, &settings_.deadlines}) {
    knowledge_.deadlines = &settings_.deadlines;
}

void AuditRun::add(std::vector<AuditInput> inputs) {
    std::vector<Judged> judged(inputs.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < inputs.size(); i = next++) judged[i] = judge(inputs[i], knowledge_);
    };
    std::vector<std::thread> threads;
    const std::size_t wanted = std::min(inputs.size(), static_cast<std::size_t>(std::max(settings_.jobs, 1)));
    for (std::size_t t = 1; t < wanted; ++t) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    for (Judged& one : judged) {
        set_.add(std::move(one.facts));
        findings_.push_back(std::move(one.findings));
    }
}

void AuditRun::expect(audit::Roster roster, audit::Failures failures) {
    std::vector<std::string> ids = ids_of(roster);
    set_.expect(std::move(roster), std::move(ids), std::move(failures));
}

AuditResult AuditRun::finish() {
    audit::SetOutcome outcome = set_.finish();
    AuditResult result;
    result.matrix = std::move(outcome.matrix);
    result.reports = outcome.reports.size();
    remarks_ = std::move(outcome.remarks);
    for (std::size_t i = 0; i < outcome.reports.size(); ++i) {
        result.names.push_back(name_of(outcome.reports[i]));
        if (outcome.superseded[i]) continue;
        for (model::Finding& finding : findings_[i]) {
            // A copy of the report was in time.
            if (finding.rule == "deadline.late" && !outcome.reports[i].late) continue;
            result.lines.push_back({i, {}, std::move(finding)});
        }
        findings_[i] = {};
    }
    for (audit::SetFinding& found : outcome.findings) {
        if (found.report == audit::SetFinding::nowhere) {
            found.report = result.names.size();
            result.names.push_back({found.publisher, found.division_code, "", "", "", "", "", found.year});
        }
        const bool has_sibling = found.sibling != audit::SetFinding::nowhere;
        result.lines.push_back({found.report, std::move(found.others), std::move(found.finding), has_sibling ? std::optional(found.sibling) : std::nullopt});
    }
    sort_lines(result);
    return result;
}

audit::Day today_in_china() {
    const auto now = std::chrono::system_clock::now() + std::chrono::hours(8);
    return audit::Day(std::chrono::floor<std::chrono::days>(now));
}

}  // namespace nianbao::cli
