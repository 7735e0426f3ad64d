#include "normalize/date_text.h"

#include <array>

#include "normalize/date_reader.h"
#include "normalize/date_time.h"
#include "normalize/fold.h"
#include "normalize/fold_table.h"

namespace nianbao::normalize {
namespace {

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

std::optional<DateMatch> finish(DateReader& reader, Date date, bool ideographic) {
    if (date.precision == Precision::day) {
        if (ideographic && !take_weekday(reader, date)) return std::nullopt;
        take_time(reader, date, ideographic);
    }
    return DateMatch{date, reader.at(), ideographic};
}

// 2020年, 2020年度, 2020年2月, 2020年2月19日 and the same in Chinese numerals.
std::optional<DateMatch> match_ideographic(DateReader reader, int year) {
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
std::optional<DateMatch> match_separated(DateReader reader, int year, DateContext context) {
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
    if ((reader.peek() == separator || reader.peek() == U'.') && is_date_digit(reader.peek(1))) return std::nullopt;
    date.day = *day;
    date.precision = Precision::day;
    return finish(reader, date, false);
}

// 20200219 and 20200219174400.
std::optional<DateMatch> match_compact(DateReader reader) {
    std::size_t length = 0;
    while (length <= 14 && is_date_digit(reader.peek(length))) ++length;
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
    DateReader reader(text, position);
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
    DateReader reader(text, position);
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

}  // namespace nianbao::normalize
