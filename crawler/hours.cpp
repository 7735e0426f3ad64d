#include "crawler/hours.h"

namespace nianbao::crawler {
namespace {

constexpr int minutes_a_day = 24 * 60;

int minute_in_china(Time now) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(now.time_since_epoch() + std::chrono::hours(8)).count();
    return static_cast<int>(((minutes % minutes_a_day) + minutes_a_day) % minutes_a_day);
}

std::optional<int> minute_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (std::size_t i : {0U, 1U, 3U, 4U})
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) return std::nullopt;
    return (hour * 60 + minute) % minutes_a_day;
}

}  // namespace

bool CrawlHours::is_open(Time now) const {
    if (from == to) return true;
    const int minute = minute_in_china(now);
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

Time CrawlHours::opens_at(Time now) const {
    if (is_open(now)) return now;
    const int ahead = (from - minute_in_china(now) + minutes_a_day) % minutes_a_day;
    return std::chrono::floor<std::chrono::minutes>(now) + std::chrono::minutes(ahead);
}

std::optional<CrawlHours> parse_hours(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = minute_of(text.substr(0, 5));
    const auto to = minute_of(text.substr(6));
    if (!from || !to) return std::nullopt;
    return CrawlHours{*from, *to};
}

}  // namespace nianbao::crawler
