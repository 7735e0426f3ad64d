#pragma once
// One crawl of a workspace, as `crawl` and `harvest` do it: frontier, archive, log and progress joined to the crawler.

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/run_findings.h"
#include "cli/talk.h"
#include "cli/verb.h"
#include "crawler/crawl.h"
#include "crawler/portal_file.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// The options of a crawl, for the tables of both verbs.
inline constexpr Option contact_option = {.name = "contact", .kind = Kind::text, .value = "URL", .description = "who crawls: a URL or mail address for portals"};
inline constexpr Option base_url_option = {.name = "base-url", .kind = Kind::text, .value = "URL", .description = "a copy of the portals: all requests go there"};
inline constexpr Option time_option = {.name = "time-limit", .kind = Kind::integer, .value = "MINUTES", .description = "end after this long; the rest stays due", .otherwise = "360", .least = 1, .most = 100'000};

inline constexpr Option again_option = {.name = "again", .description = "ask for every known page, due or not"};
inline constexpr Option max_pages_option = {.name = "max-pages", .kind = Kind::integer, .value = "N", .description = "requests in this run; the rest is over_budget", .least = 1, .most = 1'000'000'000};

inline constexpr const char* product = "nianbao/0.1";  // the User-Agent, before the contact

// The payload of a page as UTF-8.
[[nodiscard]] std::string decode_payload(const crawler::Exchange& exchange);

inline constexpr Option segment_option = {.name = "segment-size", .kind = Kind::integer, .value = "MIB", .description = "seal a file of the archive at this size", .otherwise = "1024", .least = 1, .most = 1'000'000};

struct CrawlOutcome {
    crawler::CrawlSummary summary;
    bool resumed = false;
    std::int64_t failed = 0;  // URLs of this workspace that could not be had
    std::vector<WaitingHost> waiting;  // hosts that pages of this run still wait for

    // Whether all that was to be had was had.
    [[nodiscard]] bool is_complete() const { return failed == 0 && waiting.empty() && summary.end == crawler::CrawlEnd::complete; }
};

// What a crawl works on: the portals of the arguments and the workspace, opened and locked.
struct CrawlSetup {
    std::string workspace;
    std::vector<crawler::Portal> portals;
    std::string connect_to;  // host:port of --base-url; "" for none
    std::string contact;     // of --contact, else the one that the workspace remembers
    store::Catalogue catalogue;
};

// Looks at all arguments before it makes anything. Error: portals, a missing contact, the workspace.
[[nodiscard]] model::Result<CrawlSetup> set_up_crawl(const Arguments& arguments);

// Error: the workspace's files.
[[nodiscard]] model::Result<CrawlOutcome> run_crawl(CrawlSetup& setup, const Arguments& arguments, Talk& talk);

// "crawl: 31 requests, 24 fetched, …"; one line for people.
[[nodiscard]] std::string describe(const CrawlOutcome& outcome);

// What a run leaves undone, a line each: the hosts that pages wait for, and how many pages could not be fetched.
void say_what_is_undone(const CrawlOutcome& outcome, const std::string& workspace, Talk& talk);

[[nodiscard]] model::UnixTime now_in_seconds();

// True for outcomes that mean: the page is there, or may be, and could not be had.
[[nodiscard]] bool is_failure(model::Outcome outcome);
// The same, and for a start page also that it is not there: the portal file names a page that does not exist.
[[nodiscard]] bool is_failure(const model::FrontierEntry& entry);

}  // namespace nianbao::cli
