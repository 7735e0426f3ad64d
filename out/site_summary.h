#pragma once
// What the page of a publisher says of each of its reports: made while the record goes by, kept in the spool, and laid
// together at the end.

#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/form.h"
#include "model/record.h"
#include "out/figure_notes.h"

namespace nianbao::out {

struct SeriesValue {
    std::optional<model::Decimal> value;
    std::string text;  // "12?", or a key of words.tsv for what is no number ("presence.blank.short"); "" when the form has no such figure
    bool certain = true;
};

struct ReportSummary {
    std::string row;       // of the table of reports: cells of a <tr>; "" for a report that is missing
    std::string findings;  // <li>…</li>…
    std::vector<SeriesValue> series;  // as all_series()
};

// report_file: from the root of the site.
[[nodiscard]] ReportSummary summary_of(const model::Record& record, const model::Form* form, const std::string& report_file);

// Of a report that is missing: a finding, and no row and no numbers.
[[nodiscard]] ReportSummary summary_of(const model::PublisherFinding& finding);

[[nodiscard]] std::vector<std::string> fields_of(const ReportSummary& summary);
[[nodiscard]] ReportSummary summary_from(const std::vector<std::string>& fields);

// The series' figure in the record: of the first candidate whose figures the record has; their sum when there are several.
[[nodiscard]] SeriesValue series_value(const std::vector<std::vector<std::string_view>>& candidates, const FigureNotes& notes);

}  // namespace nianbao::out
