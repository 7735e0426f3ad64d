#pragma once
// Pages that stand in front of a page: bot walls, and pages that say with status 200 that there is nothing. They are
// recognised and recorded. Nothing here, or anywhere, tries to pass one.

#include <optional>
#include <string>
#include <string_view>

#include "crawler/exchange.h"
#include "crawler/links.h"

namespace nianbao::crawler {

// The kind of wall that answered, as a word for the ledger; nullopt when the answer is none.
//   jsl        521 or a cookie __jsluid / __jsl_clearance with a script (加速乐)
//   ruishu     412 or 202 with a script that sets $_ts (瑞数)
//   wzws       请开启JavaScript并刷新该页
//   acw        a script that computes acw_sc__v2 (Aliyun)
//   edgeone    EO_Bot_Ssid
//   cookie     a redirect to the page itself that sets a cookie
//   captcha    a page that asks for a picture code and holds little else
//   firewall   a page that says that the request was blocked
//   script     a page of nothing but a script that sets a cookie and loads the page again
// text: the payload decoded; may be empty for other media types. links: what scan_list() found in it.
[[nodiscard]] std::optional<std::string> recognise_wall(const Exchange& exchange, std::string_view text,
                                                        const PageLinks& links);

enum class MissingPage {
    none,
    soft_404,  // "the page does not exist", with status 200
    deleted,   // "this article was deleted"
};

// Only short pages are looked at: a report that speaks of such a page is longer.
[[nodiscard]] MissingPage recognise_missing_page(std::string_view text, const PageLinks& page);

}  // namespace nianbao::crawler
