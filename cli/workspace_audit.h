#pragma once
// The audit of a workspace: its records with what the crawler knows of them, and the older captures of those that changed.

#include <string>
#include <vector>

#include "cli/audit_run.h"
#include "cli/talk.h"
#include "model/capture.h"
#include "model/record.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// Adds every report of the workspace to the run. False when an older capture could not be read back: that is said.
[[nodiscard]] model::Result<bool> add_workspace(const std::string& workspace, store::Catalogue& catalogue, JudgedReports judged, AuditRun& run,
                                                Talk& talk);

// One content that an address had.
struct ContentCapture {
    model::Capture capture;
    model::Record record;
};
// The different contents of an address, oldest first, each read anew from the archive as a report; of a content that came
// back, its first capture. Unreadable ones are said and left out, and `all_read` becomes false.
[[nodiscard]] model::Result<std::vector<ContentCapture>> contents_of(const std::string& workspace, store::Catalogue& catalogue,
                                                                     const std::string& url, Talk& talk, bool& all_read);

// The roster that a workspace keeps, roster.csv; "" when it has none.
[[nodiscard]] std::string roster_of(const std::string& workspace);
// Before hours of crawling rather than behind them. Error: it cannot be read, or is no roster.
[[nodiscard]] model::Result<void> check_roster(const std::string& workspace);

// Audits the whole workspace, against its roster too, and keeps the findings between reports in its records. Those about no
// report are kept beside them, behind `of_the_run`. Returns what was found.
[[nodiscard]] model::Result<AuditResult> audit_workspace(const std::string& workspace, store::Catalogue& catalogue, JudgedReports judged, int jobs,
                                                         std::vector<model::PublisherFinding> of_the_run, Talk& talk);

}  // namespace nianbao::cli
