#include "normalize/date.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "normalize/date_text.h"
#include "normalize/numeral.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t longest_date = 48;     // characters, spaces included
constexpr std::size_t longest_bytes = 1024;  // a longer text is no date, whatever ignorable characters it holds

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_gap(char32_t c) { return c == U' ' || c == U'\n'; }

// The text without the spaces and one pair of brackets around it.
std::u32string_view trimmed(std::u32string_view text) {
    const auto trim = [&text] {
        while (!text.empty() && is_gap(text.front())) text.remove_prefix(1);
        while (!text.empty() && is_gap(text.back())) text.remove_suffix(1);
    };
    trim();
    if (text.size() > 2 && text.front() == U'(' && text.back() == U')') {
        text = text.substr(1, text.size() - 2);
        trim();
    }
    return text;
}

int as_number(const Date& date) { return (date.year * 100 + date.month) * 100 + date.day; }

// 至, 到, ~, —, – and - between two dates; how long it is, or 0.
std::size_t range_mark(std::u32string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_gap(text[length])) ++length;
    if (length >= text.size()) return 0;
    const char32_t mark = text[length];
    if (std::u32string_view(U"至到~—-").find(mark) == std::u32string_view::npos) return 0;
    while (length < text.size() && text[length] == mark) ++length;
    while (length < text.size() && is_gap(text[length])) ++length;
    return length;
}

// Before a date in a running text there may be no digit, nor anything that would make the date a part of a longer code.
bool may_start(std::u32string_view text, std::size_t position, bool compact) {
    if (position == 0) return true;
    const char32_t before = text[position - 1];
    if (is_digit(before) || chinese_digit(before) >= 0) return false;
    const bool joins = before == U'-' || before == U'/' || before == U'.' || before == U'_';
    const bool letter = (before >= U'a' && before <= U'z') || (before >= U'A' && before <= U'Z');
    return !letter && !(joins && (compact || (position > 1 && is_digit(text[position - 2]))));
}

bool may_end(std::u32string_view text, const DateMatch& match) {
    if (match.end >= text.size() || match.ideographic) return true;
    const char32_t next = text[match.end];
    const bool letter = (next >= U'a' && next <= U'z') || (next >= U'A' && next <= U'Z');
    return !is_digit(next) && !letter && next != U'_' && next != U'/' && next != U'%';
}

}  // namespace

std::string Date::iso() const {
    std::array<char, 48> text{};
    switch (precision) {
        case Precision::year: std::snprintf(text.data(), text.size(), "%04d", year); break;
        case Precision::month: std::snprintf(text.data(), text.size(), "%04d-%02d", year, month); break;
        case Precision::day: std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day); break;
        case Precision::minute:
        case Precision::second:
            std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d+08:00", year, month, day, hour, minute,
                          second);
            break;
    }
    return text.data();
}

std::optional<Date> read_date(std::string_view utf8) {
    if (utf8.size() > longest_bytes) return std::nullopt;
    const DateText folded = date_text(utf8);
    const std::u32string_view text = trimmed(folded.text);
    if (text.empty() || text.size() > longest_date) return std::nullopt;
    const auto match = match_date(text, 0, DateContext::whole);
    if (!match || match->end != text.size()) return std::nullopt;
    return match->date;
}

std::optional<DateRange> read_date_range(std::string_view utf8) {
    if (utf8.size() > longest_bytes) return std::nullopt;
    const DateText folded = date_text(utf8);
    std::u32string_view text = trimmed(folded.text);
    if (text.starts_with(U'自') || text.starts_with(U'从')) text.remove_prefix(1);
    if (text.ends_with(U'止')) text.remove_suffix(1);
    if (text.empty() || text.size() > 2 * longest_date) return std::nullopt;
    // The first date must be written out; a year on its own needs 年 before the mark, or 年 behind both (2019-2020年).
    auto from = match_date(text, 0, DateContext::running);
    std::size_t after = from ? from->end : 0;
    if (!from && text.size() >= 10 && std::all_of(text.begin(), text.begin() + 4, is_digit)) {
        const std::u32string first = std::u32string(text.substr(0, 4)) + U"年";
        from = match_date(first, 0, DateContext::running);
        after = 4;
    }
    if (!from) return std::nullopt;
    if (after < text.size() && text[after] == U'起') ++after;
    const std::size_t mark = range_mark(text.substr(after));
    if (mark == 0) return std::nullopt;
    const std::size_t second = after + mark;
    auto to = match_date(text, second, DateContext::running);
    if (!to) to = match_rest_of_range(text, second, from->date);
    const bool whole = to && to->end == text.size();
    if (!whole || to->date.precision != from->date.precision || as_number(to->date) < as_number(from->date))
        return std::nullopt;
    return DateRange{from->date, to->date};
}

std::vector<FoundDate> find_dates(std::string_view utf8) {
    std::vector<FoundDate> found;
    const DateText folded = date_text(utf8);
    const std::u32string_view text = folded.text;
    for (std::size_t position = 0; position + 5 < text.size();) {
        const bool digit = is_digit(text[position]);
        if (!digit && chinese_digit(text[position]) < 0) {
            ++position;
            continue;
        }
        const auto match = match_date(text, position, DateContext::running);
        const bool compact = match && !match->ideographic && is_digit(text[position + 4]);
        if (match && match->date.precision != Precision::year && may_start(text, position, compact) && may_end(text, *match)) {
            const model::Span span = {folded.origins[position].begin, folded.origins[match->end - 1].end};
            found.push_back({match->date, span});
            position = match->end;
            continue;
        }
        // Nothing starts within a run of digits.
        while (position < text.size() && (digit ? is_digit(text[position]) : chinese_digit(text[position]) >= 0)) ++position;
    }
    return found;
}

}  // namespace nianbao::normalize
