#pragma once
// Findings on their way out, each with the report that it is about, so that a line stands alone.

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "audit/completeness.h"
#include "model/finding.h"

namespace nianbao::cli {

// Whom a finding is about.
struct ReportName {
    std::string publisher, division_code, form, url, path, sha256, fetched_at;
    std::optional<int> year;
};

struct FindingLine {
    std::size_t report = 0;           // index in AuditResult::names; at and behind AuditResult::reports there is no report
    std::vector<std::size_t> others;  // reports that it was held against
    model::Finding finding;
    std::optional<std::size_t> sibling = std::nullopt;  // of a missing report, the publisher's newest that is there
};

struct AuditResult {
    std::vector<ReportName> names;
    std::vector<FindingLine> lines;  // by publisher, year, address; of one report in the audit's order
    std::vector<audit::MatrixRow> matrix;
    std::size_t reports = 0;  // records that were judged
};

// One JSON object a line: the finding's members as in a record, then publisher, division_code, year, form, url, path, and
// `others` with the same of the reports it was held against.
void print_jsonl(const AuditResult& result, std::ostream& out);
// The columns of the export csv-findings.
void print_csv(const AuditResult& result, std::ostream& out);
// Grouped by publisher and report, for reading and for mail.
void print_text(const AuditResult& result, std::ostream& out);
// CSV, a row a publisher and a column a year: published, late, missing, unreachable …, with the date or the reason in brackets.
void print_matrix(const AuditResult& result, std::ostream& out);

}  // namespace nianbao::cli
