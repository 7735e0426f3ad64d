#pragma once
// The text of a script, as far as it can be told without running it: strings, names that are set to one, sums of them.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::crawler {

inline constexpr std::size_t longest_target = 2048;  // of a string that may be an address

[[nodiscard]] std::size_t skip_spaces(std::string_view text, std::size_t at);
[[nodiscard]] bool is_name_character(char c);
// The quoted string that begins at `at`; `end` becomes the place behind it. nullopt when there is none.
[[nodiscard]] std::optional<std::string_view> quoted(std::string_view text, std::size_t at, std::size_t& end);
// The script with its comments blanked, as long as it was.
[[nodiscard]] std::string without_comments(std::string_view script);
// What `name` is set to: name: 'x', name = "x", 'name': 5. nullopt when it is not, or to an expression.
[[nodiscard]] std::optional<std::string_view> setting(std::string_view script, std::string_view name);
// "'/nb/' + 'list.html'", "location.protocol + '//' + location.host + '/nb/'", "url": a sum of strings that begins at `at`. nullopt
// when one of its parts cannot be told from the text alone.
[[nodiscard]] std::optional<std::string> sum_at(std::string_view script, std::size_t at);

}  // namespace nianbao::crawler
