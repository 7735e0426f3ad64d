#pragma once
// Addresses that a site can make without end.

#include <optional>
#include <string>

#include "model/url.h"

namespace nianbao::crawler {

// Why the address is taken for part of a trap; nullopt when it is not: longer than 2,048 bytes, more than 20 directories,
// a directory that occurs four times, a pair of directories that repeats three times in a row, more than 20 parameters.
[[nodiscard]] std::optional<std::string> recognise_trap(const model::Url& url);

}  // namespace nianbao::crawler
