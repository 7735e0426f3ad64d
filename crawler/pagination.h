#pragma once
// The further pages of a list, by the rules of the systems that portals run on (docs/portals.md has them as a table).

#include <string>
#include <vector>

#include "crawler/links.h"
#include "crawler/portal_file.h"
#include "model/url.h"

namespace nianbao::crawler {

// Which rule gave an address, as portals test prints it.
struct FurtherPage {
    model::Url url;
    std::string_view rule;  // "script", "jcms", "ucap", "gkmlpt", "vsb", "json", "template"
    std::string words;      // what the list is called, where the rule knows
};

// What the text and the scripts of the page say, in the order of the pages; each address once, the page itself never. At most
// `most`. `base` is what relative addresses start from.
[[nodiscard]] std::vector<FurtherPage> further_pages(const Portal& portal, const PageLinks& links, std::string_view text, const model::Url& page,
                                                     const model::Url& base, std::size_t most);

// True for 下一页, 尾页 and page numbers.
[[nodiscard]] bool is_page_link(const Link& link);

// The list of a category on the Guangdong platform: /gkmlpt/api/all/<category>?page=1&sid=<SID>. nullopt: not that platform.
[[nodiscard]] std::optional<model::Url> platform_list(const PageLinks& links, const model::Url& page, std::string_view category);

}  // namespace nianbao::crawler
