#include "normalize/date_time.h"

#include <array>
#include <utility>

namespace nianbao::normalize {
namespace {

constexpr int days_before_month(int month) {
    constexpr std::array<int, 12> days = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return days[static_cast<std::size_t>(month - 1)];
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_of_month(int year, int month) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

// 0 is Monday: the days since 1 January of the year 1, which was a Monday.
int weekday(int year, int month, int day) {
    const int before = year - 1;
    const int days = before * 365 + before / 4 - before / 100 + before / 400 + days_before_month(month) +
                     (month > 2 && is_leap(year) ? 1 : 0) + day - 1;
    return days % 7;
}

void shift_hours(Date& date, int hours) {
    date.hour += hours;
    while (date.hour > 23) {
        date.hour -= 24;
        if (++date.day > days_of_month(date.year, date.month)) {
            date.day = 1;
            if (++date.month > 12) {
                date.month = 1;
                ++date.year;
            }
        }
    }
    while (date.hour < 0) {
        date.hour += 24;
        if (--date.day < 1) {
            if (--date.month < 1) {
                date.month = 12;
                --date.year;
            }
            date.day = days_of_month(date.year, date.month);
        }
    }
}

// 下午, 晚上 …: hours are counted twice to twelve. False when the hour does not fit the word.
enum class HalfDay { none, morning, noon, afternoon, evening };

bool apply(HalfDay half, int& hour) {
    switch (half) {
        case HalfDay::none: return true;
        case HalfDay::morning: return hour <= 12;
        case HalfDay::noon: return hour >= 11 && hour <= 13 ? true : (hour == 1 ? (hour = 13, true) : false);
        case HalfDay::afternoon:
            return hour == 12 || (hour >= 13 && hour <= 19) || (hour >= 1 && hour <= 7 ? (hour += 12, true) : false);
        case HalfDay::evening: return (hour >= 18 && hour <= 23) || (hour >= 5 && hour <= 11 ? (hour += 12, true) : false);
    }
    return false;
}

HalfDay take_half_day(DateReader& reader) {
    constexpr auto words = std::to_array<std::pair<std::u32string_view, HalfDay>>({{U"上午", HalfDay::morning},
                                                                                   {U"早上", HalfDay::morning},
                                                                                   {U"凌晨", HalfDay::morning},
                                                                                   {U"中午", HalfDay::noon},
                                                                                   {U"下午", HalfDay::afternoon},
                                                                                   {U"晚上", HalfDay::evening},
                                                                                   {U"晚", HalfDay::evening}});
    for (const auto& [word, half] : words)
        if (reader.take(word)) return half;
    return HalfDay::none;
}

// 17:44, 17:44:30, 17:44:30.0; then Z or +08:00, which is brought to the time of China.
bool take_clock(DateReader& reader, Date& date) {
    const auto hour = reader.arabic(1, 2);
    if (!hour || !reader.take(U':')) return false;
    const auto minute = reader.arabic(2, 2);
    if (!minute || *hour > 23 || *minute > 59) return false;
    date.hour = *hour;
    date.minute = *minute;
    date.precision = Precision::minute;
    if (reader.take(U':')) {
        const auto second = reader.arabic(2, 2);
        if (!second || *second > 59) return false;
        date.second = *second;
        date.precision = Precision::second;
        if (reader.peek() == U'.' && is_date_digit(reader.peek(1))) {
            reader.take(U'.');
            if (!reader.arabic(1, 9)) return false;
        }
    }
    return true;
}

bool take_zone(DateReader& reader, Date& date) {
    constexpr int china = 8;
    if (reader.take(U'Z')) {
        shift_hours(date, china);
        return true;
    }
    if (reader.peek() != U'+' && reader.peek() != U'-') return true;
    const int sign = reader.take(U'+') ? 1 : (reader.take(U'-'), -1);
    const auto hours = reader.arabic(2, 2);
    if (!hours || *hours > 14) return false;
    reader.take(U':');
    const auto minutes = reader.arabic(2, 2);
    if (!minutes || *minutes != 0) return false;  // no zone that matters here has half an hour
    shift_hours(date, china - sign * *hours);
    return true;
}

// 17时44分30秒, 五点半, 3点一刻.
bool take_spoken_time(DateReader& reader, Date& date) {
    const auto hour = reader.number();
    if (!hour || *hour > 23 || !(reader.take(U'时') || reader.take(U'時') || reader.take(U'点') || reader.take(U'點')))
        return false;
    date.hour = *hour;
    date.precision = Precision::minute;
    if (reader.take(U'整')) return true;
    if (reader.take(U'半')) {
        date.minute = 30;
        return true;
    }
    const std::size_t after_hour = reader.at();
    const auto minute = reader.number();
    if (!minute) return true;
    if ((*minute == 1 || *minute == 3) && reader.take(U'刻')) {
        date.minute = *minute * 15;
        return true;
    }
    if (*minute > 59 || !reader.take(U'分')) {
        reader.back_to(after_hour);
        return true;
    }
    date.minute = *minute;
    const std::size_t after_minute = reader.at();
    const auto second = reader.number();
    if (!second || *second > 59 || !reader.take(U'秒')) {
        reader.back_to(after_minute);
        return true;
    }
    date.second = *second;
    date.precision = Precision::second;
    return true;
}

}  // namespace

bool is_calendar_day(int year, int month, int day) {
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_of_month(year, month);
}

void take_time(DateReader& reader, Date& date, bool ideographic) {
    const std::size_t start = reader.at();
    Date timed = date;
    const bool separated = reader.take(U'T') || reader.take(U' ');
    const HalfDay half = take_half_day(reader);
    reader.space();
    const std::size_t time = reader.at();
    bool found = (separated || half != HalfDay::none || ideographic) && take_clock(reader, timed);
    if (!found) {
        reader.back_to(time);
        timed = date;
        found = (separated || half != HalfDay::none || ideographic) && take_spoken_time(reader, timed);
    }
    if (found && apply(half, timed.hour) && take_zone(reader, timed) && !is_date_digit(reader.peek()) &&
        reader.peek() != U':') {
        date = timed;
    } else {
        reader.back_to(start);
    }
}

bool take_weekday(DateReader& reader, const Date& date) {
    const std::size_t start = reader.at();
    reader.space();
    const bool bracket = reader.take(U'(');
    if (reader.take(U"星期") || reader.take(U"周") || reader.take(U"礼拜")) {
        constexpr std::u32string_view names = U"一二三四五六日天";
        const std::size_t day = names.find(reader.peek());
        if (day != std::u32string_view::npos) {
            reader.take(reader.peek());
            if (!bracket || reader.take(U')'))
                return std::min(static_cast<int>(day), 6) == weekday(date.year, date.month, date.day);
        }
    }
    reader.back_to(start);
    return true;
}

}  // namespace nianbao::normalize
