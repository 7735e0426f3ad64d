#pragma once
// What a page's scripts say about its links, read from their text. Nothing is ever executed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/links.h"

namespace nianbao::crawler {

// Targets of `location.href = "…"`, `window.location = '…'`, `location.replace("…")`; one that is put together with '+' is
// left out. Appends to `jumps`, up to `most` in all.
void find_jumps(std::string_view script, std::vector<std::string>& jumps, std::size_t most);

// The first call of createPageHTML with numbers as arguments.
[[nodiscard]] std::optional<Pager> find_pager(std::string_view script);

}  // namespace nianbao::crawler
