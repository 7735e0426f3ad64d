#pragma once
// Which of a page's links are worth a request, and as what.

#include <optional>
#include <string_view>
#include <vector>

#include "crawler/links.h"
#include "crawler/portal_file.h"
#include "model/capture.h"
#include "model/url.h"

namespace nianbao::crawler {

// What a link is by its address and its words; nullopt: not followed. `target` is its address resolved, `from` the kind of
// the page it stands on. Without patterns in the portal file:
//   report      text or title speaks of an annual report on the disclosure of information and names a year or leads to an
//               article (2019年政府信息公开工作年度报告), or is cut short before it could; or the address does
//   list        the name of a column (政府信息公开年报), or a column's word in the address (…/zfxxgknb/)
//   attachment  pdf doc docx xls xlsx wps ofd: all of a report page, elsewhere those whose text speaks of a report
[[nodiscard]] std::optional<model::PageKind> classify(const Portal& portal, const Link& link, const model::Url& target, model::PageKind from);

// True for 下一页, 尾页 and page numbers.
[[nodiscard]] bool is_page_link(const Link& link);

// Everything a page leads to, each address once: links, further pages, jumps, frames. Out-of-scope ones too: the ledger
// names them. `page` is the address that relative links start from; entries are due at `now`.
[[nodiscard]] std::vector<model::FrontierEntry> discover(const Portal& portal, const model::FrontierEntry& entry, const model::Url& page,
                                                         const PageLinks& links, model::UnixTime now);

}  // namespace nianbao::crawler
