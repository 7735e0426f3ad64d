#include "archive/warc_date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace nianbao::archive {

namespace {

constexpr model::UnixTime first_second = -62167219200;  // 0000-01-01T00:00:00Z
constexpr model::UnixTime last_second = 253402300799;   // 9999-12-31T23:59:59Z

std::string formatted(model::UnixTime time, const char* pattern) {
    const std::time_t clamped = std::clamp(time, first_second, last_second);
    std::tm utc{};
    gmtime_r(&clamped, &utc);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), pattern, utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                  utc.tm_sec);
    return text.data();
}

}  // namespace

std::string warc_date(model::UnixTime time) { return formatted(time, "%04d-%02d-%02dT%02d:%02d:%02dZ"); }

std::string timestamp14(model::UnixTime time) { return formatted(time, "%04d%02d%02d%02d%02d%02d"); }

std::string timestamp14_of(std::string_view date) {
    std::string digits;
    for (const char c : date)
        if (c >= '0' && c <= '9' && digits.size() < 14) digits += c;
    digits.resize(14, '0');
    return digits;
}

}  // namespace nianbao::archive
