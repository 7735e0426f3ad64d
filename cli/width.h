#pragma once
// How many columns of a terminal a text takes: Chinese characters take two.

#include <cstddef>
#include <string_view>

namespace nianbao::cli {

// Columns of UTF-8 text without control characters. A character of three bytes or more counts as two columns, but for
// U+0800..U+1FFF and U+2000..U+203F: near enough to UAX #11 for what nianbao prints. Bytes that are no UTF-8 count one.
[[nodiscard]] std::size_t columns_of(std::string_view text);

// The longest beginning that takes at most `columns`; never cuts a character.
[[nodiscard]] std::string_view cut_to_columns(std::string_view text, std::size_t columns);

}  // namespace nianbao::cli
