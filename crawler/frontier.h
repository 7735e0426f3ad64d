#pragma once
// What the crawl loop writes through: the queue of URLs, the state of each origin, and the archive. Declared here and
// implemented elsewhere, so that the crawler knows neither SQLite nor WARC. cli/ joins the two.

#include <optional>
#include <string>
#include <vector>

#include "crawler/exchange.h"
#include "model/capture.h"
#include "model/result.h"

namespace nianbao::crawler {

// What is remembered of an origin ("https://host"), also over restarts.
struct OriginState {
    std::string origin;
    // robots.txt as last seen. `robots_fetched_at` is 0 when none was ever had.
    std::string robots_body;           // "" when the answer was 4xx: everything is allowed
    model::UnixTime robots_fetched_at = 0;
    model::UnixTime next_allowed_at = 0;  // no request before; from the delay, Retry-After or a back-off
    int strikes = 0;                      // 429, 503 and robots failures in a row
};

class Frontier {
public:
    virtual ~Frontier() = default;

    // Starts a run over the entries of these portals; origins_due() and next() speak of no others. When the last run never
    // ended (it was killed), it is resumed. An entry that is finished with another outcome than `due` is not due again in
    // the same run, whatever its due_at; in a new run every entry may be tried once its due_at has come.
    // Returns the time at which the run (the resumed one too) began.
    virtual model::Result<model::UnixTime> begin_run(const std::vector<std::string>& portals, model::UnixTime now) = 0;
    // The run came to its end by itself. Not called when it was interrupted.
    virtual model::Result<void> end_run(model::UnixTime now) = 0;

    // Adds entries whose URL is not known yet; the others are left as they are.
    virtual model::Result<void> add(const std::vector<model::FrontierEntry>& entries) = 0;
    // Origins with at least one entry that is due in this run by `now`.
    virtual model::Result<std::vector<std::string>> origins_due(model::UnixTime now) = 0;
    // The most urgent of those of the origin: start, then list, report, attachment. The same until it is finished.
    virtual model::Result<std::optional<model::FrontierEntry>> next(const std::string& origin, model::UnixTime now) = 0;
    // Stores the entry as it now stands, its capture and what was discovered on it, all or nothing.
    virtual model::Result<void> finish(const model::FrontierEntry& entry, const std::optional<model::Capture>& capture,
                                       const std::vector<model::FrontierEntry>& discovered) = 0;

    virtual model::Result<std::optional<OriginState>> load_origin(const std::string& origin) = 0;
    virtual model::Result<void> save_origin(const OriginState& state) = 0;

    // Returns when all that was written to the archive and to the frontier is safe from a kill and a power cut, the archive
    // before the frontier. Until then either may be lost, the frontier all of it or none. The crawl asks for it before it
    // sends further requests: what is lost with a kill is never more than the requests under way.
    virtual model::Result<void> commit() { return {}; }
};

// What is known of the URL besides the exchange.
struct ArchiveContext {
    std::string prior_digest;           // of the last 200 that was archived; "" when there is none
    model::UnixTime prior_fetched_at = 0;
    std::string via;                    // the page whose link or redirect led here; "" for a start page
};

class Archive {
public:
    virtual ~Archive() = default;

    // Writes request and response; durable with the next Frontier::commit(). The digest is taken of exchange.entity(). With a prior
    // digest, a 304 and a 200 of the same digest become revisit records; Capture::revisit says which.
    virtual model::Result<model::Capture> write(const Exchange& exchange, const ArchiveContext& context) = 0;
};

}  // namespace nianbao::crawler
