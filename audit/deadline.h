#pragma once
// The day by which a report must be published: a table by region, level, kind and year (data/deadlines.tsv).

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/body.h"
#include "model/result.h"

namespace nianbao::audit {

using Day = std::chrono::year_month_day;

struct DeadlineRule {
    std::string region;  // the beginning of a division code; "" for all
    std::optional<Level> level;
    std::optional<PublisherKind> kind;
    int from = 0;  // report years, both inclusive
    int to = 9999;
    std::chrono::month_day due{};
    std::string basis;
};

struct Deadline {
    Day day{};
    std::string basis;
    bool is_for_all = false;       // not for governments or departments alone
    bool is_later_of_two = false;  // the kind of the publisher is unclear, and the law has two dates
};

class DeadlineTable {
public:
    // The law, as the program brings it along; a defect in it is a bug.
    [[nodiscard]] static const DeadlineTable& builtin();
    // This table with the lines of another file behind its own. Error: "name:line" and what is wrong with it.
    [[nodiscard]] model::Result<DeadlineTable> with(std::string_view content, const std::string& name) const;

    // The last day on which the report on `year` is in time; nullopt where no line fits. Of a publisher whose kind its name
    // does not tell, the later of the dates for a government and a department.
    [[nodiscard]] std::optional<Deadline> due(std::string_view publisher, std::string_view division_code, int year) const;
    // The same with the words of a roster for level and kind, where it has them: they know better than the name.
    [[nodiscard]] std::optional<Deadline> due(std::string_view publisher, std::string_view division_code, int year,
                                              std::string_view level, std::string_view kind) const;

private:
    [[nodiscard]] const DeadlineRule* find(std::string_view code, Level level, PublisherKind kind, int year) const;
    std::vector<DeadlineRule> rules_;
};

// The earliest day that an ISO 8601 date or date-time allows: 2020-04-03T09:00:00+08:00 is that day, 2020-04 its first.
// The day is the one written, so a time must be in the local zone. nullopt for any other text and for impossible dates.
[[nodiscard]] std::optional<Day> earliest_day(std::string_view iso_date);
[[nodiscard]] std::string iso(Day day);  // 2020-04-03
// Of an ISO 8601 time in UTC ("…Z"), the day in China (UTC+8).
[[nodiscard]] std::optional<Day> day_in_china(std::string_view iso_time);
// From one day to another; negative when `to` is before `from`.
[[nodiscard]] long days_between(Day from, Day to);

}  // namespace nianbao::audit
