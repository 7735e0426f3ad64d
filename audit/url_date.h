#pragma once
// The day that a content system wrote into an address when the page was made.

#include <optional>
#include <string_view>

#include "audit/deadline.h"

namespace nianbao::audit {

// t20250127_123.html (TRS), /art/2021/1/25/ (大汉), /2021-01/25/, /20210125/. nullopt for a month alone and for everything else.
[[nodiscard]] std::optional<Day> date_in_url(std::string_view url);

}  // namespace nianbao::audit
