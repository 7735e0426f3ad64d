#include "crawler/revisit.h"

#include <algorithm>
#include <chrono>

namespace nianbao::crawler {
namespace {

using model::Outcome;
using model::PageKind;

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;

struct Bounds {
    std::int64_t first, least, most;
};

bool is_season(model::UnixTime now) {
    const auto days = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(now + 8 * hour)));
    return std::chrono::year_month_day(days).month() <= std::chrono::April;
}

bool is_list(PageKind kind) { return kind == PageKind::start || kind == PageKind::list; }

// A list is where new reports appear; a report is looked at for what its publisher changes afterwards.
Bounds bounds_of(const model::FrontierEntry& entry, model::UnixTime now) {
    if (is_list(entry.kind)) return is_season(now) ? Bounds{day, 6 * hour, 3 * day} : Bounds{7 * day, 2 * day, 30 * day};
    const bool is_young = now - entry.first_seen < 90 * day;
    return is_young ? Bounds{7 * day, 2 * day, 30 * day} : Bounds{30 * day, 7 * day, 180 * day};
}

}  // namespace

std::int64_t next_interval(const model::FrontierEntry& entry, Change change, model::UnixTime now) {
    switch (entry.outcome) {
        // Judged anew in every run, without a request.
        case Outcome::out_of_scope:
        case Outcome::over_budget:
        case Outcome::robots_disallowed:
        case Outcome::robots_unreachable: return 0;
        // Faults that pass.
        case Outcome::http_5xx:
        case Outcome::dns:
        case Outcome::tls:
        case Outcome::timeout:
        case Outcome::truncated: return std::clamp(2 * entry.interval, 6 * hour, 7 * day);
        case Outcome::wall: return std::clamp(2 * entry.interval, day, 30 * day);
        case Outcome::trap: return 30 * day;
        default: break;
    }
    const Bounds bounds = bounds_of(entry, now);
    const std::int64_t last = entry.interval > 0 ? entry.interval : bounds.first;
    switch (change) {
        case Change::first: return bounds.first;
        case Change::changed: return std::clamp(last / 2, bounds.least, bounds.most);
        case Change::unchanged: return std::clamp(last + last / 2, bounds.least, bounds.most);
        case Change::refused: return std::clamp(2 * last, 7 * day, 180 * day);
    }
    return bounds.first;
}

}  // namespace nianbao::crawler
