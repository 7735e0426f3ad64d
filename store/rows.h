#pragma once
// What goes into the catalogue and comes out of it, beside the nouns of model/.

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/capture.h"
#include "model/record.h"

namespace nianbao::store {

// due_at of a URL that is not to be tried again.
inline constexpr model::UnixTime never = std::numeric_limits<model::UnixTime>::max();

enum class RunStart {
    fresh,    // the run before was ended, or there was none
    resumed,  // the run before was killed: it goes on, what it finished is not done again
};

struct Run {
    std::int64_t id = 0;
    model::UnixTime began_at = 0;
    std::optional<model::UnixTime> ended_at;
    RunStart start = RunStart::fresh;
    bool after_a_cut = false;  // the run before never ended
    bool clock_went_back = false;  // by a day or more since the run before
};

struct OutcomeCounts {
    std::array<std::int64_t, model::outcome_count> by_outcome{};  // index: static_cast<int>(Outcome)
    std::int64_t urls = 0;  // known to the workspace, counted by itself: equals the sum of by_outcome
    [[nodiscard]] std::int64_t of(model::Outcome outcome) const { return by_outcome[static_cast<std::size_t>(outcome)]; }
};

// An origin that has something to fetch in this run.
struct OriginDue {
    std::string origin;
    model::UnixTime due_at = 0;    // of its earliest entry
    model::UnixTime ready_at = 0;  // the same, but not before politeness and Retry-After allow a request
};

// The robots.txt of an origin, as it was last had. Times are 0 where there is nothing.
struct OriginState {
    std::string origin;
    int robots_status = 0;    // HTTP status of robots.txt; 0: never reached
    std::string robots_body;  // the last copy that was read
    model::UnixTime robots_fetched_at = 0;

    friend bool operator==(const OriginState&, const OriginState&) = default;
};

// What politeness has to remember about a host over restarts, whatever the scheme.
struct HostState {
    std::string host;     // name, with the port when it is not the scheme's own
    std::string address;  // that it was last served from; "" before the first answer
    std::int64_t next_allowed = 0;  // milliseconds since 1970; no request before
    int strikes = 0;                // answers 429 and 503 in a row
    std::string resting_why;
    std::int64_t lease = 0;  // of who saves it: refused when the host has another owner by then; 0: whoever it is

    friend bool operator==(const HostState&, const HostState&) = default;
};

// Who may ask a host, and until when.
struct HostLease {
    std::string owner;
    std::int64_t token = 0;  // rises with each new owner
    std::int64_t until = 0;  // milliseconds since 1970
};

// What a run has to remember about more than one URL: kind and key are one note.
struct Note {
    std::string kind, key, value;
};

// The end of one try of an entry.
struct Finished {
    model::FrontierEntry entry;             // with its new outcome, due_at, validators; outcome `due` puts it back for a retry
    std::optional<model::Capture> capture;  // of the answer, when one was archived
    std::vector<model::FrontierEntry> discovered;
    std::optional<HostState> host = std::nullopt;  // of the host that was asked
};

// How many reports a portal shows.
struct ReportCounts {
    std::int64_t served = 0;  // records whose page was there when it was asked for last
    std::int64_t linked = 0;  // links to reports on its start pages and lists, where those were there when they were asked for last

    friend bool operator==(const ReportCounts&, const ReportCounts&) = default;
};

// A report as it is stored.
struct StoredRecord {
    std::string url;
    std::string digest;
    std::string json;  // nianbao.record/1
    // When the page was found to hold no report any more, and what it held; 0 and "" while it does. The record is that of before.
    model::UnixTime replaced_at = 0;
    std::string replaced_why;
};

}  // namespace nianbao::store
