#pragma once
// One audit of many records, as `audit` and `harvest` do it: each record judged alone, all held against each other and
// against rosters.

#include <optional>
#include <string>
#include <vector>

#include "audit/set_audit.h"
#include "cli/finding_lines.h"
#include "model/record.h"

namespace nianbao::cli {

struct AuditSettings {
    audit::Day today{};
    audit::DeadlineTable deadlines;
    int jobs = 1;
};

// A record with what is known of it from elsewhere.
struct AuditInput {
    model::Record record;
    audit::Evidence evidence;  // publisher_id and place_names are filled in where they are empty
};

class AuditRun {
public:
    explicit AuditRun(AuditSettings settings);

    // Judges them alone, on several threads, and keeps what the comparison needs; the records themselves go.
    void add(std::vector<AuditInput> inputs);
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
