#include "crawler/trap.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace nianbao::crawler {
namespace {

std::vector<std::string_view> directories_of(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::size_t slash = path.find('/', 1); slash != std::string_view::npos; slash = path.find('/', 1)) {
        parts.push_back(path.substr(1, slash - 1));
        path.remove_prefix(slash);
    }
    return parts;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::vector<std::string_view> parameters_of(std::string_view query) {
    std::vector<std::string_view> parts;
    while (!query.empty() && parts.size() < 64) {
        const auto mark = query.find('&');
        parts.push_back(query.substr(0, mark));
        query.remove_prefix(mark == std::string_view::npos ? query.size() : mark + 1);
    }
    return parts;
}

std::string_view name_of(std::string_view parameter) { return parameter.substr(0, parameter.find('=')); }

int number_of(std::string_view text, std::size_t digits) {
    if (text.size() != digits || !std::all_of(text.begin(), text.end(), is_digit)) return 0;
    int value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value;
}

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }

// The year of 2035-07, 2035-07-01, 203507, 20350701; 0 when the text is no such date.
int year_of_date(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (is_digit(c)) {
            digits += c;
        } else if (c != '-' && c != '/' && c != '.') {
            return 0;
        }
    }
    if (digits.size() < 5 || digits.size() > 8) return 0;
    return number_of(std::string_view(digits).substr(0, 4), 4);
}

// /calendar/2035/07/, ?year=2035&month=7, ?date=2035-07-01: a month that no report was published in.
bool is_far_month(const model::Url& url, int year) {
    const auto is_far = [year](int one) { return one != 0 && (one > year + 1 || one < 1990); };
    const std::string path = url.path() + "/";
    const std::vector<std::string_view> parts = directories_of(path);
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const int month = std::max(number_of(parts[i + 1], 1), number_of(parts[i + 1], 2));
        if (month >= 1 && month <= 12 && is_far(number_of(parts[i], 4))) return true;
    }
    bool has_month = false, has_far_year = false;
    for (const std::string_view parameter : parameters_of(url.query())) {
        const std::string_view name = name_of(parameter);
        const std::string_view value = parameter.substr(std::min(name.size() + 1, parameter.size()));
        has_month = has_month || name.find("month") != std::string_view::npos || is_any_of(name, {"m", "mon", "mm"});
        has_far_year = has_far_year || ((name.find("year") != std::string_view::npos || is_any_of(name, {"y", "yr", "yyyy"})) && is_far(number_of(value, 4)));
        if (is_any_of(name, {"date", "day", "ym"}) && is_far(year_of_date(value))) return true;
    }
    return has_month && has_far_year;
}

// A parameter that names a visitor: PHPSESSID, JSESSIONID, sid with sixteen digits or more.
bool is_session(std::string_view parameter) {
    std::string name(name_of(parameter));
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const std::string_view value = parameter.substr(std::min(name.size() + 1, parameter.size()));
    for (const std::string_view known : {"phpsessid", "jsessionid", "sessionid", "session_id", "aspsessionid"})
        if (name.starts_with(known)) return true;
    return (name == "sid" || name == "s") && value.size() >= 16 && std::all_of(value.begin(), value.end(), is_hexadecimal);
}

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// x7Kq9Zp, 3fa94c: no word with a number behind it (t20200101, c100186), but six characters or more that somebody drew.
bool is_drawn(std::string_view word) {
    const auto digit = std::find_if(word.begin(), word.end(), is_digit);
    return word.size() >= 6 && std::find_if(digit, word.end(), is_letter) != word.end();
}

// Numbers become '#'; sixteen or more hexadecimal digits, and words that somebody drew, 'H'.
std::string masked(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_hexadecimal(text[end])) ++end;
        if (end - i >= 16) {
            out += 'H';
            i = end;
            continue;
        }
        const bool begins_a_word = i == 0 || !(is_digit(text[i - 1]) || is_letter(text[i - 1]));
        end = i;
        while (begins_a_word && end < text.size() && (is_digit(text[end]) || is_letter(text[end]))) ++end;
        if (is_drawn(text.substr(i, end - i))) {
            out += 'H';
            i = end;
            continue;
        }
        end = i;
        while (end < text.size() && is_digit(text[end])) ++end;
        out += end > i ? '#' : text[i];
        i = std::max(end, i + 1);
    }
    return out;
}

}  // namespace

std::optional<std::string> recognise_trap(const model::Url& url, int year) {
    if (url.target().size() > 2048) return "the address is longer than 2048 bytes";
    const std::vector<std::string_view> parts = directories_of(url.path());
    if (parts.size() > 20) return "the address has more than 20 directories";
    for (std::string_view part : parts)
        if (std::count(parts.begin(), parts.end(), part) >= 4) return "the directory \"" + std::string(part) + "\" repeats";
    for (std::size_t i = 0; i + 6 <= parts.size(); ++i) {
        const bool repeats = parts[i] == parts[i + 2] && parts[i] == parts[i + 4] && parts[i + 1] == parts[i + 3] && parts[i + 1] == parts[i + 5];
        if (repeats) return "the directories \"" + std::string(parts[i]) + "/" + std::string(parts[i + 1]) + "\" repeat";
    }
    const std::vector<std::string_view> parameters = parameters_of(url.query());
    if (parameters.size() > 21) return "the address has more than 20 parameters";
    for (const std::string_view one : parameters) {
        const auto count = std::count_if(parameters.begin(), parameters.end(), [one](std::string_view other) { return name_of(other) == name_of(one); });
        if (count >= 3) return "the parameter \"" + std::string(name_of(one).substr(0, 100)) + "\" repeats";
    }
    if (is_far_month(url, year)) return "a calendar that goes on for years";
    return std::nullopt;
}

model::Url without_session(const model::Url& url) {
    const std::string text = url.to_string();
    std::string lower = text;
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const auto at = lower.find(";jsessionid=");
    if (at == std::string::npos) return url;
    const std::size_t end = std::min(text.find_first_of("?/;", at + 1), text.size());
    return model::Url::parse(text.substr(0, at) + text.substr(end)).value_or(url);
}

std::optional<std::string> without_session_parameters(const model::Url& url) {
    const std::vector<std::string_view> parameters = parameters_of(url.query());
    if (std::none_of(parameters.begin(), parameters.end(), is_session)) return std::nullopt;
    std::string kept = url.origin() + url.path();
    char mark = '?';
    for (const std::string_view parameter : parameters) {
        if (is_session(parameter)) continue;
        kept += mark;
        kept += parameter;
        mark = '&';
    }
    return kept;
}

std::string path_shape_of(const model::Url& url) { return url.origin() + masked(url.path()); }

std::string shape_of(const model::Url& url) {
    std::string shape = path_shape_of(url);
    if (url.has_query()) shape += "?" + masked(url.query());
    return shape;
}

std::string list_shape_of(const model::Url& url) {
    static constexpr std::array<std::string_view, 14> counters = {"page",    "pageno",      "pagenum",   "pageindex", "currentpage", "curpage", "pn",
                                                                  "p",       "startrecord", "endrecord", "offset",    "start",       "pagenumber", "cur_page"};
    const std::string& path = url.path();
    const auto slash = path.find_last_of('/', path.size() > 1 ? path.size() - 2 : 0);
    std::string shape = url.origin() + path.substr(0, slash) + masked(path.substr(slash));
    char mark = '?';
    for (const std::string_view parameter : parameters_of(url.query())) {
        std::string name(name_of(parameter));
        for (char& c : name)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        const bool is_counter = std::find(counters.begin(), counters.end(), name) != counters.end();
        shape += mark + (is_counter ? masked(parameter) : std::string(parameter));
        mark = '&';
    }
    return shape;
}

}  // namespace nianbao::crawler
