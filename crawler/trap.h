#pragma once
// Addresses that a site can make without end.

#include <optional>
#include <string>

#include "model/url.h"

namespace nianbao::crawler {

// Why the address alone is taken for part of a trap; nullopt when it is not: longer than 2,048 bytes, more than 20
// directories, a directory that occurs four times, a pair of directories that repeats three times in a row, more than 20
// parameters, a parameter that occurs three times, a calendar's month that lies far off (/2035/07/, ?y=2035&m=7,
// ?date=2035-07-01). year: the present one.
[[nodiscard]] std::optional<std::string> recognise_trap(const model::Url& url, int year);

// Without ";jsessionid=…" in its path, which is another one at each visit and names the same page.
[[nodiscard]] model::Url without_session(const model::Url& url);

// The address with all its numbers, long hexadecimal words and mixtures of letters and digits replaced: /list_#.html?page=#.
[[nodiscard]] std::string shape_of(const model::Url& url);

// The same without the query: what makes addresses by adding parameters has one.
[[nodiscard]] std::string path_shape_of(const model::Url& url);

// The same of the pages of one list: only the number of the page is replaced, in the last segment or in a parameter that is
// called so; /api?column=7&page=# is another list than /api?column=8&page=#.
[[nodiscard]] std::string list_shape_of(const model::Url& url);

// Without the parameters that name a visitor (PHPSESSID, sid with sixteen digits); nullopt when it has none.
[[nodiscard]] std::optional<std::string> without_session_parameters(const model::Url& url);

}  // namespace nianbao::crawler
