#pragma once
// When a page is worth another visit: learned from how often it changes, and from the season. Reports are due by 31 March
// (条例 article 49), so columns are looked at often from January to April and seldom for the rest of the year.

#include <cstdint>

#include "model/capture.h"

namespace nianbao::crawler {

enum class Change {
    first,      // never seen before
    changed,    // another content than at the last visit
    unchanged,  // 304, or the same digest
    refused,    // it could not be had
};

// Seconds from a visit at `now` to the next. entry.interval is what the last visit gave, entry.outcome what this one did.
[[nodiscard]] std::int64_t next_interval(const model::FrontierEntry& entry, Change change, model::UnixTime now);

}  // namespace nianbao::crawler
