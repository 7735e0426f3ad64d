#pragma once
// WORKSPACE/metrics.prom: what the last run did and what the workspace holds, in the text format of Prometheus, for the
// textfile collector of its node exporter. Replaced at once at the end of each run.

#include <string>

#include "cli/crawl_run.h"
#include "cli/workspace.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// A run as its metrics tell it.
struct RunMetrics {
    model::UnixTime began_at = 0;
    model::UnixTime ended_at = 0;
    const CrawlOutcome* crawl = nullptr;
    const ReadCounts* read = nullptr;        // nullptr for `crawl`, and for a run that was interrupted before
    const ExportCounts* exported = nullptr;  // likewise
    std::int64_t reports_lost = 0;           // see fewer_reports.h
    int exit_code = 0;
};

[[nodiscard]] model::Result<void> write_metrics(const std::string& workspace, store::Catalogue& catalogue, const RunMetrics& run);

}  // namespace nianbao::cli
