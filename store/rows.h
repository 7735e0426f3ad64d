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

// What politeness has to remember about a host over restarts. Times are 0 where there is nothing.
struct OriginState {
    std::string origin;
    int robots_status = 0;    // HTTP status of robots.txt; 0: never reached
    std::string robots_body;  // the last copy that was read
    model::UnixTime robots_fetched_at = 0;
    model::UnixTime robots_expires_at = 0;
    model::UnixTime next_allowed_at = 0;
    model::UnixTime retry_after_until = 0;
    std::int64_t last_fetch_milliseconds = 0;
    int failures = 0;  // in a row

    friend bool operator==(const OriginState&, const OriginState&) = default;
};

// The end of one try of an entry.
struct Finished {
    model::FrontierEntry entry;             // with its new outcome, due_at, validators; outcome `due` puts it back for a retry
    std::optional<model::Capture> capture;  // of the answer, when one was archived
    std::vector<model::FrontierEntry> discovered;
};

// A report as it is stored.
struct StoredRecord {
    std::string url;
    std::string digest;
    std::string json;  // nianbao.record/1
};

}  // namespace nianbao::store
