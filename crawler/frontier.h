#pragma once
// What the crawl loop writes through: the queue of URLs, the state of each origin, and the archive. Declared here and
// implemented elsewhere, so that the crawler knows neither SQLite nor WARC. cli/ joins the two.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/exchange.h"
#include "model/capture.h"
#include "model/result.h"

namespace nianbao::crawler {

// What is remembered of an origin ("https://host"), also over restarts: robots.txt as last seen.
struct OriginState {
    std::string origin;
    std::string robots_body;               // "" when the answer was 4xx: everything is allowed
    int robots_status = 0;                 // 0: never reached
    model::UnixTime robots_fetched_at = 0;  // 0 when none was ever had
};

// What is remembered of a host, whatever its scheme: the state of politeness, also over restarts.
struct HostState {
    std::string host;             // "www.example.gov.cn", "127.0.0.1:8080"
    std::string address;          // the address that it was last served from; "" before the first answer
    std::int64_t next_allowed = 0;  // milliseconds since 1970: no request before
    int strikes = 0;              // answers 429 and 503 in a row
    std::string resting_why;      // "429 Too Many Requests, Retry-After: 3600"; "" for the usual pause
    std::int64_t lease = 0;       // token of the lease under which it was asked: HostLease; 0 when it was not
};

// Who may ask a host. Politeness is kept by one owner a host, and with several crawls on one frontier that is whoever holds the
// lease; what comes in under an older token is refused, so that an owner that slept through its lease spoils nothing.
struct HostLease {
    bool is_ours = false;
    std::int64_t token = 0;  // rises with each new owner
    std::int64_t until = 0;  // milliseconds since 1970: ours ends then, or another's
};

// What a run has seen again and again, kept over restarts: kind and key are one note, a later value replaces the earlier.
struct Note {
    std::string kind, key, value;
};

// What becomes of one try of an entry.
struct FinishedTry {
    const model::FrontierEntry& entry;
    const std::optional<model::Capture>& capture;
    const std::vector<model::FrontierEntry>& discovered;
    const HostState* host = nullptr;  // of the host that was asked, with its lease; nullptr when nothing was asked
};

struct RunBegun {
    model::UnixTime at = 0;    // when the run began, the resumed one too
    bool after_a_cut = false;  // the run before never ended: it was killed or told to stop
    bool clock_went_back = false;  // by a day or more since the run before: all visits that were planned are due
};

class Frontier {
public:
    virtual ~Frontier() = default;

    // Starts a run over the entries of these portals; origins_due() and next() speak of no others. When the last run never
    // ended (it was killed), it is resumed. An entry that is finished with another outcome than `due` is not due again in
    // the same run, whatever its due_at; in a new run every entry may be tried once its due_at has come.
    virtual model::Result<RunBegun> begin_run(const std::vector<std::string>& portals, model::UnixTime now) = 0;
    // The run came to its end by itself. Not called when it was interrupted.
    virtual model::Result<void> end_run(model::UnixTime now) = 0;

    // The links of the portal are read by these rules (a fingerprint of its file) from now on: start pages and lists that were
    // last read by others are due by `now`.
    virtual model::Result<void> apply_rules(const std::string& portal, const std::string& rules, model::UnixTime now) = 0;

    // Adds entries whose URL is not known yet; the others are left as they are.
    virtual model::Result<void> add(const std::vector<model::FrontierEntry>& entries) = 0;
    // Origins with at least one entry that is due in this run by `now`.
    virtual model::Result<std::vector<std::string>> origins_due(model::UnixTime now) = 0;
    // The most urgent of those of the origin: by priority, then start, list, report, attachment. The same until it is finished.
    virtual model::Result<std::optional<model::FrontierEntry>> next(const std::string& origin, model::UnixTime now) = 0;
    // Stores the entry as it now stands, its capture, what was discovered on it and its host's state, all or nothing. Error: the
    // host is leased to another owner by now.
    virtual model::Result<void> finish(const FinishedTry& done) = 0;
    virtual model::Result<std::optional<model::FrontierEntry>> find(const std::string& url) = 0;
    // Fetched entries of the origin with this digest, other than `url`; at most `most`.
    virtual model::Result<std::vector<model::FrontierEntry>> same_content(const std::string& origin, const std::string& digest, const std::string& url,
                                                                          std::size_t most) = 0;

    virtual model::Result<std::optional<OriginState>> load_origin(const std::string& origin) = 0;
    virtual model::Result<void> save_origin(const OriginState& state) = 0;
    virtual model::Result<std::optional<HostState>> load_host(const std::string& host) = 0;
    virtual model::Result<void> save_host(const HostState& state) = 0;
    // Takes the host for this crawl until then, or for longer; `now` and `until` are milliseconds since 1970. Another's lease
    // that has not run out stands: is_ours is false.
    virtual model::Result<HostLease> lease_host(const std::string& host, std::int64_t now, std::int64_t until) = 0;
    // Gives all leases of this crawl back.
    virtual model::Result<void> release_hosts() = 0;
    // Notes of the run that is under way; a fresh run has none.
    virtual model::Result<void> keep_notes(const std::vector<Note>& notes) = 0;
    virtual model::Result<std::vector<Note>> notes() = 0;

    // Returns when all that was written to the frontier is safe from a kill; until then it may be lost, all of it or none. The
    // crawl asks for it before it sends further requests: what is lost with a kill is never more than the requests under way.
    virtual model::Result<void> commit() { return {}; }
};

// What is known of the URL besides the exchange.
struct ArchiveContext {
    std::string prior_digest;           // of the last 200 that was archived; "" when there is none
    model::UnixTime prior_fetched_at = 0;
    std::string via;                    // the page whose link or redirect led here; "" for a start page
};

// The records of one exchange on their way into the archive.
class ArchiveJob {
public:
    virtual ~ArchiveJob() = default;
    // Hashes and compresses: the dear part, which any thread may do.
    virtual void prepare() = 0;
    // Appends, in the crawl's own thread, once it is prepared.
    virtual model::Result<model::Capture> write() = 0;
};

class Archive {
public:
    virtual ~Archive() = default;

    // Looks up what the records need. The exchange outlives the job. nullptr: this archive does everything in write().
    virtual model::Result<std::unique_ptr<ArchiveJob>> begin(const Exchange&, const ArchiveContext&) { return nullptr; }

    // Writes request and response: safe from a kill when it returns, from a power cut with the next sync(). The digest is taken of exchange.entity(). With a prior
    // digest, a 304 and a 200 of the same digest become revisit records; Capture::revisit says which.
    virtual model::Result<model::Capture> write(const Exchange& exchange, const ArchiveContext& context) {
        auto job = begin(exchange, context);
        if (!job) return tl::unexpected(job.error());
        (*job)->prepare();
        return (*job)->write();
    }

    // Returns when all that was written before the call is safe from a power cut. May be called by another thread while more is
    // written. Error: and of every later call.
    virtual model::Result<void> sync() { return {}; }
};

}  // namespace nianbao::crawler
