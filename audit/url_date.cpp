#include "audit/url_date.h"

namespace nianbao::audit {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits from `at` on, at most `most`; moves `at` behind them. -1 when there are none, or more.
int digits(std::string_view text, std::size_t& at, std::size_t most) {
    const std::size_t begin = at;
    int value = 0;
    while (at < text.size() && is_digit(text[at]) && at - begin <= most) value = value * 10 + (text[at++] - '0');
    return at == begin || at - begin > most ? -1 : value;
}

std::optional<Day> day_of(int year, int month, int day) {
    if (year < 1995 || year > 2099 || month < 1 || day < 1) return std::nullopt;
    const Day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                   std::chrono::day(static_cast<unsigned>(day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

// Eight digits, no more.
std::optional<Day> compact_day(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    const int value = digits(text, at, 8);
    if (value < 0 || at - begin != 8) return std::nullopt;
    return day_of(value / 10000, value / 100 % 100, value % 100);
}

// 2021/1/25/ and 2021-01/25/
std::optional<Day> parted_day(std::string_view text, std::size_t at) {
    const int year = digits(text, at, 4);
    if (year < 0 || at >= text.size() || (text[at] != '/' && text[at] != '-')) return std::nullopt;
    const int month = digits(text, ++at, 2);
    if (month < 0 || at >= text.size() || (text[at] != '/' && text[at] != '-')) return std::nullopt;
    const int day = digits(text, ++at, 2);
    if (day < 0 || (at < text.size() && is_digit(text[at]))) return std::nullopt;
    return day_of(year, month, day);
}

}  // namespace

std::optional<Day> date_in_url(std::string_view url) {
    for (std::size_t slash = url.find('/'); slash != std::string_view::npos; slash = url.find('/', slash + 1)) {
        const std::size_t at = slash + 1;
        if (at < url.size() && url[at] == 't' && at + 9 < url.size() && url[at + 9] == '_')
            if (const auto day = compact_day(url, at + 1)) return day;
        if (at + 8 < url.size() && url[at + 8] == '/')
            if (const auto day = compact_day(url, at)) return day;
        if (const auto day = parted_day(url, at)) return day;
    }
    return std::nullopt;
}

}  // namespace nianbao::audit
