#pragma once
// Dates as Chinese pages write them, with a calendar check: 2020年2月30日 is refused.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"

namespace nianbao::normalize {

enum class Precision { year, month, day, minute, second };

struct Date {
    int year = 0;
    int month = 0;  // 1..12; 0 when the precision is year
    int day = 0;    // 1..31; 0 when the precision is month or coarser
    int hour = 0, minute = 0, second = 0;
    Precision precision = Precision::day;

    // ISO 8601 at its precision; with +08:00 where it has a time: "2020-02-19", "2020-02-19T17:44:00+08:00".
    [[nodiscard]] std::string iso() const;
};

// The whole text must be one date: 2020-02-19 17:44, 2020年2月19日, 二〇二〇年二月十九日, 2020/2/19, 2020.2.19, 20200219, 2020年.
[[nodiscard]] std::optional<Date> read_date(std::string_view utf8);

// The whole text must be two dates of one precision, the second not before the first: 2020年1月1日至12月31日,
// 2020.1.1—2020.12.31, 2019-2020年. What the second leaves out it takes from the first.
struct DateRange {
    Date from, to;
};
[[nodiscard]] std::optional<DateRange> read_date_range(std::string_view utf8);

// Every date with at least a month in a running text, in order, longest reading first, none inside a longer number.
struct FoundDate {
    Date date;
    model::Span span;
};
[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view utf8);

}  // namespace nianbao::normalize
