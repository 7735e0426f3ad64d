#pragma once
// Character references of HTML and XML, in addresses and titles.

#include <string>
#include <string_view>

namespace nianbao::crawler {

// Decoded: the numeric ones and the few named ones that occur in addresses and titles. Others stay as they are written.
[[nodiscard]] std::string decode_references(std::string_view text);

// %XX undone; anything else stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace nianbao::crawler
