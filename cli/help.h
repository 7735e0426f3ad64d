#pragma once
// The texts of `nianbao help`: each starts with an example and fits a screen of 80 columns and 24 lines.

#include <string>
#include <string_view>

#include "cli/verb.h"

namespace nianbao::cli {

[[nodiscard]] std::string version_text();  // "nianbao 0.1.0\n"
[[nodiscard]] std::string overview();
[[nodiscard]] std::string help_of(const Verb& verb);

// The error for a verb that is none; names the nearest.
[[nodiscard]] model::Error unknown_verb(std::string_view name);

}  // namespace nianbao::cli
