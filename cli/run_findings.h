#pragma once
// What a crawl met that stands between a reader and the reports, and that no report can say: walls, a robots.txt that forbids
// the start of a portal, hosts that let the run wait in vain.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/finding_lines.h"
#include "crawler/portal_file.h"
#include "model/capture.h"
#include "model/finding.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// A host that asked for more rest than the run gave, or could not be connected to, and what waits for it.
struct WaitingHost {
    std::string host;
    std::string why;            // "429 Too Many Requests, Retry-After: 86400"
    model::UnixTime until = 0;  // not asked before
    std::int64_t pages = 0;     // that this run should have asked for
};

// The hosts at rest now for which pages of these portals wait that were due in the run that began then. By host.
[[nodiscard]] model::Result<std::vector<WaitingHost>> waiting_hosts(store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals,
                                                                    model::UnixTime run_began);

// "www.example.gov.cn: NOT DONE: 12 pages wait for it …": a line for people, with what to do.
[[nodiscard]] std::string describe(const WaitingHost& host);

// A finding document.wall for each address that answered with a wall, and run.robots_disallowed for each start page that
// robots.txt forbids; by address.
[[nodiscard]] model::Result<std::vector<model::PublisherFinding>> barrier_findings(store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals);

// Puts findings about no report behind those of an audit.
void add_lines(std::vector<model::PublisherFinding> findings, AuditResult& result);

}  // namespace nianbao::cli
