#include "cli/audit_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <tuple>

#include "audit/audit.h"
#include "cli/audit_knowledge.h"
#include "cli/mentions_of.h"
#include "out/record_json.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

// What the audit takes out of a record is the same when it comes from its JSON: there only the readings say which figures the sums
// used, and where no mention was found they are looked for in the sections.
bool is_same_from_json(const model::Record& record, const model::Form* form) {
    if (form != nullptr && record.mentions.empty()) return false;
    std::vector<std::string_view> placed;
    for (const model::Figure& figure : record.figures)
        if (figure.provenance.reading == model::Reading::split || figure.provenance.reading == model::Reading::inferred) placed.push_back(figure.id);
    std::vector<std::string_view> used(record.used_figures.begin(), record.used_figures.end());
    std::sort(placed.begin(), placed.end());
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    return placed == used;
}

JudgedReport completed(JudgedReport judged, audit::Evidence evidence) {
    evidence.publisher_id = std::move(judged.facts.evidence.publisher_id);
    evidence.place_names = std::move(judged.facts.evidence.place_names);
    judged.facts.evidence = std::move(evidence);
    return judged;
}

model::Result<JudgedReport> judge(AuditInput& input, const audit::Knowledge& knowledge) {
    if (input.judged) return completed(std::move(*input.judged), std::move(input.evidence));
    if (!input.json.empty()) {
        auto record = out::from_json(std::exchange(input.json, {}), input.url);
        if (!record) return tl::unexpected(record.error());
        input.record = std::move(*record);
    }
    const model::Form* form = parser::find_form(input.record.report.form);
    if (form != nullptr && input.record.mentions.empty()) input.record.mentions = mentions_of(input.record, *form);
    audit::assess(input.record, form, knowledge);
    if (input.evidence.publisher_id.empty()) {
        audit::Evidence identity = evidence_of(input.record);
        input.evidence.publisher_id = std::move(identity.publisher_id);
        input.evidence.place_names = std::move(identity.place_names);
    }
    JudgedReport judged{audit::distil(input.record, form, std::move(input.evidence)), std::move(input.record.findings)};
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

std::optional<JudgedReport> judged_when_read(const model::Record& record) {
    const model::Form* form = parser::find_form(record.report.form);
    if (!is_same_from_json(record, form)) return std::nullopt;
    return JudgedReport{audit::distil(record, form, evidence_of(record)), record.findings};
}

model::Result<void> AuditRun::add(std::vector<AuditInput> inputs) {
    std::vector<model::Result<JudgedReport>> judged(inputs.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < inputs.size(); i = next++) judged[i] = judge(inputs[i], knowledge_);
    };
    std::vector<std::thread> threads;
    const std::size_t wanted = std::min(inputs.size(), static_cast<std::size_t>(std::max(settings_.jobs, 1)));
    for (std::size_t t = 1; t < wanted; ++t) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    for (model::Result<JudgedReport>& one : judged) {
        if (!one) return tl::unexpected(one.error());
        set_.add(std::move(one->facts));
        findings_.push_back(std::move(one->findings));
    }
    return {};
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
