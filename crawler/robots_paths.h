#pragma once
// Paths of robots.txt and of requests, written so that they can be compared: RFC 9309 section 2.2.2.

#include <string>
#include <string_view>

namespace nianbao::crawler {

// The path of a rule: what an address holds only encoded is encoded, %XX in upper case.
[[nodiscard]] std::string normalised_pattern(std::string_view text);
// The target of a request, which comes encoded: %XX in upper case.
[[nodiscard]] std::string normalised_target(std::string_view text);
// With %XX of letters, digits, '-', '.', '_' and '~' undone.
[[nodiscard]] std::string with_unreserved_decoded(std::string_view text);

}  // namespace nianbao::crawler
