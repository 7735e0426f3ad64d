#pragma once
// The fields of a response, read from text. Everything here is total: what cannot be understood is absent.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/exchange.h"

namespace nianbao::crawler {

// The fields of a raw head (status line first). Folded lines are joined, a line without a colon is passed over.
[[nodiscard]] std::vector<HeaderField> parse_fields(std::string_view head);

// Content-Type, split. Both parts lower case; "" when absent.
struct MediaType {
    std::string essence;  // "text/html"
    std::string charset;  // "gbk"
};
[[nodiscard]] MediaType parse_media_type(std::string_view content_type);

// An HTTP-date in any of the three forms of RFC 9110 section 5.6.7, as seconds since 1970; nullopt for anything else.
[[nodiscard]] std::optional<std::int64_t> parse_http_date(std::string_view text);

// Retry-After (RFC 9110 section 10.2.3): a number of seconds, or an HTTP-date. Returns seconds from `now`, 0 at least.
[[nodiscard]] std::optional<std::int64_t> parse_retry_after(std::string_view text, std::int64_t now);

// Comparison without case, ASCII.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);
[[nodiscard]] std::string lower_case(std::string_view text);
// Without the spaces, tabs and line ends around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace nianbao::crawler
