#pragma once
// Which findings are printed, and which make the audit fail.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/finding_lines.h"
#include "model/result.h"

namespace nianbao::cli {

class FindingFilter {
public:
    // By --rule, --severity, --publisher, --year, --dismissed, --since, --fail-on and --deadline. Error: a rule that the audit
    // does not know, a year or a time that is none, a file of dismissed findings that cannot be read.
    [[nodiscard]] static model::Result<FindingFilter> from(const Arguments& arguments);

    [[nodiscard]] bool asks_for_last_run() const { return since_ == "last"; }
    // Drops what is not asked for. In a workspace it remembers when each finding was first there (findings-seen.tsv), and
    // --since counts from then; without one, from when the report was fetched. Error: that file.
    [[nodiscard]] model::Result<void> apply(AuditResult& result, const std::string& workspace) const;
    // A line for each --publisher and --year that no report has: a misspelt one would look like a publisher without findings.
    // To be asked before apply().
    [[nodiscard]] std::vector<std::string> misses(const AuditResult& result) const;
    // True when a finding is at or above --fail-on.
    [[nodiscard]] bool fails(const AuditResult& result) const;

private:
    [[nodiscard]] bool is_asked_for(const FindingLine& line, const ReportName& name) const;
    [[nodiscard]] model::Result<void> keep_new(AuditResult& result, const std::string& workspace) const;

    std::vector<std::string> rules_;  // a trailing * stands for any ending
    std::optional<model::Severity> least_;
    std::optional<model::Severity> fail_on_;
    std::vector<std::string> publishers_;
    std::vector<std::pair<int, int>> years_;
    std::set<std::string> dismissed_;
    std::string since_;  // ISO 8601 UTC, "last" or ""
    bool tells_due_ = false;
};

}  // namespace nianbao::cli
