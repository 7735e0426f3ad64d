#include "normalize/date_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "normalize/fold.h"
#include "normalize/fold_table.h"
#include "normalize/numeral.h"

namespace nianbao::normalize {
namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

char32_t date_form(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + U'!';
    switch (c) {
        case U'○':
        case U'◯': return U'〇';
        case U'‐':
        case U'‑':
        case U'–':
        case U'−':
        case U'﹣': return U'-';
        case U'―':
        case U'─': return U'—';
        case U'∶': return U':';
        case U'〜': return U'~';
        default: break;
    }
    const FoldEntry& entry = fold_entry(c);
    return entry.tidy == Tidy::change ? entry.tidied : c;
}

constexpr int days_before_month(int month) {
    constexpr std::array<int, 12> days = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return days[static_cast<std::size_t>(month - 1)];
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_of_month(int year, int month) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

// 0 is Monday. Zeller's idea by counting days since 1 January of the year 1, which was a Monday.
int weekday(int year, int month, int day) {
    const int before = year - 1;
    const int days = before * 365 + before / 4 - before / 100 + before / 400 + days_before_month(month) +
                     (month > 2 && is_leap(year) ? 1 : 0) + day - 1;
    return days % 7;
}

class Reader {
public:
    Reader(std::u32string_view text, std::size_t position)
        : text_(text.substr(0, std::min(text.size(), position + 48))), at_(position) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    void back_to(std::size_t position) { at_ = position; }
    [[nodiscard]] char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0'; }

    bool take(char32_t c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    bool take(std::u32string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    void gap() {
        if (peek() == U' ' || peek() == U'\n') ++at_;
    }
    void space() {
        if (peek() == U' ') ++at_;
    }

    // `least` to `most` ASCII digits, and no digit behind them.
    std::optional<int> arabic(std::size_t least, std::size_t most) {
        std::size_t length = 0;
        int value = 0;
        while (is_digit(peek(length)) && length <= most) value = value * 10 + static_cast<int>(peek(length++) - U'0');
        if (length < least || length > most) return std::nullopt;
        at_ += length;
        return value;
    }

    // Four Chinese digits one by one: 二〇二〇.
    std::optional<int> chinese_year() {
        int value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const int digit = peek(i) == U'两' ? -1 : chinese_digit(peek(i));
            if (digit < 0) return std::nullopt;
            value = value * 10 + digit;
        }
        at_ += 4;
        return value;
    }

    // 1..59 in Arabic digits or as a Chinese numeral: 二十九, 廿九, 十二.
    std::optional<int> number() {
        if (is_digit(peek())) return arabic(1, 2);
        std::size_t length = 0;
        while (length < 4 && (chinese_digit(peek(length)) >= 0 || small_unit(peek(length)) == 10 || peek(length) == U'廿' ||
                              peek(length) == U'卅'))
            ++length;
        const auto value = read_amount(text_.substr(at_, length));
        if (!value || value->scale() != 0 || *value > model::Decimal(59)) return std::nullopt;
        at_ += length;
        return static_cast<int>(value->unscaled());
    }

private:
    std::u32string_view text_;
    std::size_t at_;
};

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

HalfDay take_half_day(Reader& reader) {
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
bool take_clock(Reader& reader, Date& date) {
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
        if (reader.peek() == U'.' && is_digit(reader.peek(1))) {
            reader.take(U'.');
            if (!reader.arabic(1, 9)) return false;
        }
    }
    return true;
}

bool take_zone(Reader& reader, Date& date) {
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
bool take_spoken_time(Reader& reader, Date& date) {
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

// A time behind a day; leaves everything as it was when there is none.
void take_time(Reader& reader, Date& date, bool ideographic) {
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
    if (found && apply(half, timed.hour) && take_zone(reader, timed) && !is_digit(reader.peek()) && reader.peek() != U':') {
        date = timed;
    } else {
        reader.back_to(start);
    }
}

// 星期三, 周三, （星期三）: false when it contradicts the date.
bool take_weekday(Reader& reader, const Date& date) {
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

std::optional<DateMatch> finish(Reader& reader, Date date, bool ideographic) {
    if (date.precision == Precision::day) {
        if (ideographic && !take_weekday(reader, date)) return std::nullopt;
        take_time(reader, date, ideographic);
    }
    return DateMatch{date, reader.at(), ideographic};
}

// 2020年, 2020年度, 2020年2月, 2020年2月19日 and the same in Chinese numerals.
std::optional<DateMatch> match_ideographic(Reader reader, int year) {
    reader.gap();
    if (!reader.take(U'年')) return std::nullopt;
    Date date;
    date.year = year;
    date.precision = Precision::year;
    const std::size_t after_year = reader.at();
    reader.gap();
    const auto month = reader.take(U'元') ? std::optional(1) : reader.number();
    if (month) reader.gap();
    if (!month || !reader.take(U'月')) {
        // 2020年3 is not the year 2020 with something behind it.
        reader.back_to(after_year);
        if (month) return std::nullopt;
        reader.take(U'度');
        return DateMatch{date, reader.at(), true};
    }
    if (*month < 1 || *month > 12) return std::nullopt;
    date.month = *month;
    date.precision = Precision::month;
    const std::size_t after_month = reader.at();
    reader.take(U'份');
    const std::size_t after_share = reader.at();
    reader.back_to(after_month);
    reader.gap();
    const auto day = reader.number();
    if (day) reader.gap();
    if (!day || !(reader.take(U'日') || reader.take(U'号') || reader.take(U'號'))) {
        if (day && after_share == after_month) return std::nullopt;
        return DateMatch{date, after_share, true};
    }
    if (!is_calendar_day(year, *month, *day)) return std::nullopt;
    date.day = *day;
    date.precision = Precision::day;
    return finish(reader, date, true);
}

// 2020-02-19, 2020/2/19, 2020.2.19; in a text that is nothing else also 2020-02 and 2020/2.
std::optional<DateMatch> match_separated(Reader reader, int year, DateContext context) {
    reader.space();
    const char32_t separator = reader.peek();
    if (separator != U'-' && separator != U'/' && separator != U'.') return std::nullopt;
    reader.take(separator);
    reader.space();
    const auto month = reader.arabic(1, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    Date date;
    date.year = year;
    date.month = *month;
    date.precision = Precision::month;
    const std::size_t after_month = reader.at();
    reader.space();
    if (!reader.take(separator)) {
        // 2020.2 is a number as well, and within a text 2020-02 may be anything.
        if (context == DateContext::running || separator == U'.') return std::nullopt;
        return DateMatch{date, after_month, false};
    }
    reader.space();
    const auto day = reader.arabic(1, 2);
    if (!day || !is_calendar_day(year, *month, *day)) return std::nullopt;
    if ((reader.peek() == separator || reader.peek() == U'.') && is_digit(reader.peek(1))) return std::nullopt;
    date.day = *day;
    date.precision = Precision::day;
    return finish(reader, date, false);
}

// 20200219 and 20200219174400.
std::optional<DateMatch> match_compact(Reader reader) {
    std::size_t length = 0;
    while (length <= 14 && is_digit(reader.peek(length))) ++length;
    if (length != 8 && length != 14) return std::nullopt;
    std::array<int, 7> pairs{};
    for (std::size_t i = 0; i < length / 2; ++i)
        pairs[i] = static_cast<int>(reader.peek(2 * i) - U'0') * 10 + static_cast<int>(reader.peek(2 * i + 1) - U'0');
    Date date;
    date.year = pairs[0] * 100 + pairs[1];
    date.month = pairs[2];
    date.day = pairs[3];
    const bool plausible = date.year >= 1900 && date.year <= 2099 && is_calendar_day(date.year, date.month, date.day);
    if (!plausible || pairs[4] > 23 || pairs[5] > 59 || pairs[6] > 59) return std::nullopt;
    if (length == 14) {
        date.hour = pairs[4];
        date.minute = pairs[5];
        date.second = pairs[6];
        date.precision = Precision::second;
    }
    reader.back_to(reader.at() + length);
    return finish(reader, date, false);
}

}  // namespace

DateText date_text(std::string_view utf8) {
    DateText result;
    result.text.reserve(utf8.size());
    result.origins.reserve(utf8.size());
    for (std::size_t position = 0; position < utf8.size();) {
        const auto begin = static_cast<std::uint32_t>(position);
        if (utf8[position] > ' ' && utf8[position] < '\x7F') {  // the common case, which needs no table
            result.text.push_back(static_cast<char32_t>(utf8[position++]));
            result.origins.push_back({begin, begin + 1});
            continue;
        }
        const char32_t c = next_code_point(utf8, position);
        const model::Span origin = {begin, static_cast<std::uint32_t>(position)};
        const Tidy tidy = fold_entry(c).tidy;
        if (tidy == Tidy::drop) continue;
        if (tidy == Tidy::keep || tidy == Tidy::change) {
            result.text.push_back(date_form(c));
            result.origins.push_back(origin);
            continue;
        }
        const char32_t gap = tidy == Tidy::newline ? U'\n' : U' ';
        if (!result.text.empty() && (result.text.back() == U' ' || result.text.back() == U'\n')) {
            if (gap == U'\n') result.text.back() = gap;
            result.origins.back() = model::join(result.origins.back(), origin);
        } else {
            result.text.push_back(gap);
            result.origins.push_back(origin);
        }
    }
    return result;
}

std::optional<DateMatch> match_date(std::u32string_view text, std::size_t position, DateContext context) {
    Reader reader(text, position);
    if (auto compact = match_compact(reader)) return compact;
    const auto arabic = reader.arabic(4, 4);
    const auto year = arabic ? arabic : reader.chinese_year();
    if (!year || *year < 1000 || *year > 2999) return std::nullopt;
    if (auto match = match_ideographic(reader, *year)) return match;
    if (arabic)
        if (auto match = match_separated(reader, *year, context)) return match;
    if (context == DateContext::whole && reader.at() == text.size() && *year >= 1900 && *year <= 2099) {
        Date date;
        date.year = *year;
        date.precision = Precision::year;
        return DateMatch{date, reader.at(), false};
    }
    return std::nullopt;
}

std::optional<DateMatch> match_rest_of_range(std::u32string_view text, std::size_t position, const Date& from) {
    Reader reader(text, position);
    Date date;
    date.year = from.year;
    date.month = from.month;
    auto number = reader.number();
    if (!number) return std::nullopt;
    reader.gap();
    if (reader.take(U'月')) {
        if (from.precision < Precision::month || *number < 1 || *number > 12) return std::nullopt;
        date.month = *number;
        date.precision = Precision::month;
        reader.take(U'份');
        if (from.precision == Precision::month) return DateMatch{date, reader.at(), true};
        reader.gap();
        number = reader.number();
        reader.gap();
        if (!number) return std::nullopt;
    }
    if (from.precision < Precision::day || !(reader.take(U'日') || reader.take(U'号'))) return std::nullopt;
    if (!is_calendar_day(date.year, date.month, *number)) return std::nullopt;
    date.day = *number;
    date.precision = Precision::day;
    return DateMatch{date, reader.at(), true};
}

bool is_calendar_day(int year, int month, int day) {
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_of_month(year, month);
}

}  // namespace nianbao::normalize
