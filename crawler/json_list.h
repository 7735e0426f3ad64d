#pragma once
// Lists that a portal serves as JSON, whatever its system calls the fields: UCAP data.results[].{title,url}, the Guangdong
// platform articles[].{title,url}, and others alike.

#include <optional>
#include <string_view>
#include <vector>

#include "crawler/links.h"

namespace nianbao::crawler {

// True for text that begins as JSON does, or as a call around it: callback({…}).
[[nodiscard]] bool looks_like_json(std::string_view text);

// Each object with an address and a title is a link; a string that holds anchors is read as HTML. The numbers of records and
// pages go into the totals. nullopt: not JSON, or more than 4 MiB of it.
[[nodiscard]] std::optional<PageLinks> read_json_list(std::string_view text);

// The tree of categories that begins at `text` (what follows is ignored): objects with `id` and `name`.
[[nodiscard]] std::vector<Category> read_categories(std::string_view text);

}  // namespace nianbao::crawler
