#pragma once
// What may stand behind the day of a date: the weekday and the time. Internal to the grammar of dates.

#include "normalize/date.h"
#include "normalize/date_reader.h"

namespace nianbao::normalize {

// True when the month has that day in that year (Gregorian calendar).
[[nodiscard]] bool is_calendar_day(int year, int month, int day);

// 星期三, 周三, （星期三）: false when it contradicts the date; true when it agrees or there is none.
[[nodiscard]] bool take_weekday(DateReader& reader, const Date& date);

// 17:44, 17:44:30, T17:44:30Z, 17时44分, 下午五点半: brought to the time of China and put into `date`. Without a time, or with
// one that cannot be, reader and date stay as they are. `ideographic`: the date ends in 日, so that no gap is needed.
void take_time(DateReader& reader, Date& date, bool ideographic);

}  // namespace nianbao::normalize
