#include "crawler/response_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace nianbao::crawler {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

std::vector<std::string_view> words_of(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::optional<unsigned> month_of(std::string_view name) {
    static constexpr std::array<std::string_view, 12> names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (unsigned i = 0; i < names.size(); ++i)
        if (same_word(name, names[i])) return i + 1;
    return std::nullopt;
}

std::optional<std::int64_t> time_of(std::optional<int> year, std::optional<unsigned> month, std::optional<int> day, std::string_view clock) {
    const auto parts = words_of(clock, ":");
    if (!year || !month || !day || parts.size() != 3) return std::nullopt;
    const auto hour = number(parts[0]);
    const auto minute = number(parts[1]);
    const auto second = number(parts[2]);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return days * 86400 + *hour * 3600 + *minute * 60 + *second;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}

std::vector<HeaderField> parse_fields(std::string_view head) {
    std::vector<HeaderField> fields;
    bool first = true;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 1, head.size()));
        if (std::exchange(first, false)) continue;  // the status line
        const auto colon = line.find(':');
        // RFC 9112 section 5.2: a user agent replaces obs-fold with a space.
        if (!line.empty() && (line[0] == ' ' || line[0] == '\t') && !fields.empty()) {
            const std::string_view more = trimmed(line);
            if (!more.empty()) fields.back().value.append(" ").append(more);
        } else if (colon != std::string_view::npos && colon > 0) {
            fields.push_back({std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
        }
    }
    return fields;
}

MediaType parse_media_type(std::string_view content_type) {
    MediaType type;
    const auto semicolon = content_type.find(';');
    type.essence = lower_case(trimmed(content_type.substr(0, semicolon)));
    if (semicolon == std::string_view::npos) return type;
    for (std::string_view parameter : words_of(content_type.substr(semicolon + 1), ";")) {
        const auto equals = parameter.find('=');
        if (equals == std::string_view::npos || !same_word(trimmed(parameter.substr(0, equals)), "charset")) continue;
        std::string_view value = trimmed(parameter.substr(equals + 1));
        while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
        while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
        type.charset = lower_case(value);
        break;
    }
    return type;
}

std::optional<std::int64_t> parse_http_date(std::string_view text) {
    const auto words = words_of(trimmed(text), " ,");
    // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
    if (words.size() == 6 && words[4].find(':') != std::string_view::npos) {
        return time_of(number(words[3]), month_of(words[2]), number(words[1]), words[4]);
    }
    // asctime: Sun Nov  6 08:49:37 1994
    if (words.size() == 5) return time_of(number(words[4]), month_of(words[1]), number(words[2]), words[3]);
    // RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
    if (words.size() == 4) {
        const auto date = words_of(words[1], "-");
        if (date.size() != 3) return std::nullopt;
        auto year = number(date[2]);
        // "must interpret a timestamp that appears to be more than 50 years in the future as … the past".
        if (year && *year < 100) *year += *year < 77 ? 2000 : 1900;
        return time_of(year, month_of(date[1]), number(date[0]), words[2]);
    }
    return std::nullopt;
}

std::optional<std::int64_t> parse_retry_after(std::string_view text, std::int64_t now) {
    text = trimmed(text);
    if (!text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        // Longer than nine digits is longer than thirty years: held there.
        return text.size() > 9 ? 999'999'999 : number(text).value_or(0);
    }
    const auto date = parse_http_date(text);
    if (!date) return std::nullopt;
    return std::max<std::int64_t>(0, *date - now);
}

std::string_view Exchange::header(std::string_view name) const {
    for (const HeaderField& field : headers)
        if (same_word(field.name, name)) return field.value;
    return {};
}

std::string_view name_of(Failure failure) {
    static constexpr std::array<std::string_view, 9> names = {"none",      "dns",       "connect",         "tls",     "timeout",
                                                              "too_large", "truncated", "private_address", "protocol"};
    return names[static_cast<std::size_t>(failure)];
}

}  // namespace nianbao::crawler
