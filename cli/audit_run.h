#pragma once
// One audit of many records, as `audit` and `harvest` do it: each record judged alone, all held against each other and
// against rosters.

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "audit/set_audit.h"
#include "cli/finding_lines.h"
#include "model/record.h"
#include "model/result.h"

namespace nianbao::cli {

struct AuditSettings {
    audit::Day today{};
    audit::DeadlineTable deadlines;
    int jobs = 1;
};

// A report judged by itself: what is kept of it for the comparison with others.
struct JudgedReport {
    audit::ReportFacts facts;
    std::vector<model::Finding> findings;
};

// Those that were judged when they were read, by URL: need not be read again.
using JudgedReports = std::unordered_map<std::string, JudgedReport>;

// A record with what is known of it from elsewhere.
struct AuditInput {
    model::Record record;
    audit::Evidence evidence;  // publisher_id and place_names are filled in where they are empty
    std::string json{};        // instead of `record`: read where it is judged; `record` and its URL stay empty
    std::string url{};         // of `json`, for errors
    std::optional<JudgedReport> judged{};  // instead of both: the report was judged when it was read
};

// The report that was read and assessed just now, judged as it would be from its JSON, so that it need not be read again;
// nullopt where the two can differ.
[[nodiscard]] std::optional<JudgedReport> judged_when_read(const model::Record& record);

class AuditRun {
public:
    explicit AuditRun(AuditSettings settings);

    // Judges them alone, on several threads, and keeps what the comparison needs; the records themselves go. Error: JSON that is
    // no record.
    [[nodiscard]] model::Result<void> add(std::vector<AuditInput> inputs);
    void expect(audit::Roster roster, audit::Failures failures);
    // To be called once. Findings of older captures of a report are left out; those of the set name both reports.
    [[nodiscard]] AuditResult finish();

    // After finish(): what could not be compared, a line each.
    [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }

private:
    AuditSettings settings_;
    audit::Knowledge knowledge_;
    audit::SetAudit set_;
    std::vector<std::vector<model::Finding>> findings_;  // of each record by itself
    std::vector<std::string> remarks_;
};

// Today in China.
[[nodiscard]] audit::Day today_in_china();

}  // namespace nianbao::cli
