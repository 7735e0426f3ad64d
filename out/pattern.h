#pragma once
// Patterns as a shell has them, over whole texts: `*` stands for any characters, `?` for one byte, all else for itself.

#include <span>
#include <string>
#include <string_view>

namespace nianbao::out {

[[nodiscard]] bool matches(std::string_view pattern, std::string_view text);
// True when one of the patterns matches, or when there are none.
[[nodiscard]] bool matches_any(std::span<const std::string> patterns, std::string_view text);

}  // namespace nianbao::out
