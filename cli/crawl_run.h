#pragma once
// One crawl of a workspace, as `crawl` and `harvest` do it: frontier, archive, log and progress joined to the crawler.

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/talk.h"
#include "cli/verb.h"
#include "crawler/crawl.h"
#include "crawler/portal_file.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// The options of a crawl, for the tables of both verbs.
inline constexpr Option contact_option = {.name = "contact", .kind = Kind::text, .value = "URL", .description = "who crawls: a URL or mail address, sent to the portals"};
inline constexpr Option base_url_option = {.name = "base-url", .kind = Kind::text, .value = "URL", .description = "where a copy of the portals is served, a test server say"};
inline constexpr Option time_option = {.name = "time-limit", .kind = Kind::integer, .value = "MINUTES", .description = "end after this long; the rest stays due", .otherwise = "360", .least = 1, .most = 100'000};

struct CrawlOutcome {
    crawler::CrawlSummary summary;
    bool resumed = false;
    std::int64_t failed = 0;  // URLs of this workspace that could not be had
};

// Error: the workspace's files, or a portal beyond loopback without a contact.
[[nodiscard]] model::Result<CrawlOutcome> run_crawl(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals,
                                                    const Arguments& arguments, Talk& talk);

// "crawl: 31 requests, 24 fetched, …"; one line for people.
[[nodiscard]] std::string describe(const CrawlOutcome& outcome);

// True for outcomes that mean: the page is there, or may be, and could not be had.
[[nodiscard]] bool is_failure(model::Outcome outcome);

}  // namespace nianbao::cli
