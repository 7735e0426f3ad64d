#pragma once
// Text that goes out is always valid UTF-8, whatever came in: a file's path may be any bytes.

#include <string>
#include <string_view>

namespace nianbao::out {

// How many bytes from the start are well-formed UTF-8 (Unicode 15, table 3-7): the size when all are.
[[nodiscard]] std::size_t valid_prefix(std::string_view text);

// The text itself when it is valid; else a copy in `buffer` with U+FFFD for every ill-formed sequence (a maximal subpart
// each, Unicode 15, section 3.9).
[[nodiscard]] std::string_view valid_utf8(std::string_view text, std::string& buffer);

}  // namespace nianbao::out
