#pragma once
// The hours of the day in which a portal may be crawled, in China time (UTC+8, which has no summer time).

#include <optional>
#include <string_view>

#include "crawler/clock.h"

namespace nianbao::crawler {

// "22:00-06:00": from the first minute to before the second, over midnight when the second is the earlier.
struct CrawlHours {
    int from = 0;  // minutes since midnight, 0..1439
    int to = 0;    // equal to `from`: all day

    [[nodiscard]] bool is_open(Time now) const;
    // `now` while it is open, else the next opening.
    [[nodiscard]] Time opens_at(Time now) const;
};

// nullopt for anything but HH:MM-HH:MM.
[[nodiscard]] std::optional<CrawlHours> parse_hours(std::string_view text);

}  // namespace nianbao::crawler
