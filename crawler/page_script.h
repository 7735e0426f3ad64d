#pragma once
// What a page's scripts say about its links, read from their text. Nothing is ever executed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/links.h"

namespace nianbao::crawler {

// Everything below, into what is known of the page.
void read_script(std::string_view script, PageLinks& links);

// The quoted argument of a call that looks like an address: go('list_2.html'), window.open("/a/b.shtml"); "" for none.
[[nodiscard]] std::string address_in_call(std::string_view script);

// Targets of `location.href = "…"`, `window.location = '…'`, `location.replace("…")`, also of a sum of strings, of parts of the page's
// address, and of names that are set to a string; any other expression is left out. Appends to `jumps`, up to `most` in all.
void find_jumps(std::string_view script, std::vector<std::string>& jumps, std::size_t most);

// The first call of createPageHTML with numbers as arguments, else `countPage = 5`.
[[nodiscard]] std::optional<Pager> find_pager(std::string_view script);

// "/module/web/jpage/dataproxy.jsp?col=1&webid=3&…" from the arguments that the script passes to it, and the number of records
// (totalRecord, perPage) into `links`; "" when there is no such call.
[[nodiscard]] std::string find_data_proxy(std::string_view script, PageLinks& links);

}  // namespace nianbao::crawler
