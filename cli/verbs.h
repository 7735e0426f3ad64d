#pragma once
// The one list of verbs.

#include <span>
#include <string_view>

#include "cli/verb.h"

namespace nianbao::cli {

// In the order of the help.
[[nodiscard]] std::span<const Verb* const> verbs();

// nullptr when there is none of that name.
[[nodiscard]] const Verb* find_verb(std::string_view name);

}  // namespace nianbao::cli
