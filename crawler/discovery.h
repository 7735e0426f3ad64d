#pragma once
// Which of a page's links are worth a request, as what, and how soon.

#include <optional>
#include <string_view>
#include <vector>

#include "crawler/links.h"
#include "crawler/portal_file.h"
#include "model/capture.h"
#include "model/url.h"

namespace nianbao::crawler {

// What the page on which a link stands adds to its words.
struct LinkContext {
    model::PageKind from = model::PageKind::list;
    bool is_column = false;    // the page is a column of annual reports, by its 网页标签, its address or its title
    bool belongs_here = false; // the target lies below the page, or shares the number of its column, or is a record of its list
    int depth = 0;             // of the page
};

struct Judgement {
    model::PageKind kind = model::PageKind::report;
    int priority = 0;       // how surely it leads to reports, 0..100
    std::string_view why;   // in words, for `portals test` and `status --why`
};

// What a link is by its address, its words and the page it stands on; nullopt: not followed. Without patterns in the portal file:
//   report      text or title speaks of an annual report on the disclosure of information and names a year or leads to an
//               article (2019年政府信息公开工作年度报告), or is cut short before it could; or the address does; in a column of
//               reports a year or 年报 is enough
//   list        the name of a column (政府信息公开年报), or a column's word in the address (…/zfxxgknb/); while the portal is
//               explored, also what may lead there (政府信息公开, /zfxxgk/), after all else
//   attachment  pdf doc docx xls xlsx wps ofd: all of a report page, elsewhere those whose text speaks of a report
[[nodiscard]] std::optional<Judgement> judge_link(const Portal& portal, const Link& link, const model::Url& target, const LinkContext& context);

// By ColumnType and ColumnName, the page's address, its title, and the words of the link that led to it.
[[nodiscard]] bool is_report_column(const PageLinks& links, const model::Url& page, const model::FrontierEntry& entry);

// A page of 网页标签 SiteDomain that is another site's: a clone, or a page moved without care. "" when there is nothing to say.
[[nodiscard]] std::string foreign_site(const PageLinks& links, const model::Url& page);

// A further page of a list comes before the reports, so that all of them are known early; one of a very long list comes after
// them, so that a list without end keeps no report waiting.
inline constexpr int further_page_priority = 88;
inline constexpr int late_page_priority = 45;
// The reason of an entry that a meta refresh or a script jumps to.
inline constexpr std::string_view jump_reason = "a page that only jumps";

// Of one page; what it leads to beyond them is left out.
inline constexpr std::size_t most_entries = 5000;

struct Discovery {
    std::vector<model::FrontierEntry> entries;
    std::vector<std::string_view> reasons;  // of each entry: why it is followed
    std::size_t leads = 0;                  // entries that are no further pages of the same list
    bool is_cut = false;                    // there were more than most_entries
};

// Whether discover() makes anything of an address that stands in this sitemap.
[[nodiscard]] bool is_worth_asking(const Portal& portal, const model::Url& sitemap, const std::string& address);

// Everything a page leads to, each address once: links, further pages, jumps, frames, files. Out-of-scope ones too: the ledger
// names them. `page` is the address that relative links start from, `text` the page; entries are due at `now`.
[[nodiscard]] Discovery discover(const Portal& portal, const model::FrontierEntry& entry, const model::Url& page, const PageLinks& links,
                                 std::string_view text, model::UnixTime now);

}  // namespace nianbao::crawler
