#pragma once
// A light link scanner: what a page points to, without building a tree. Linear in the size of the page, whatever it is.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::crawler {

struct Link {
    std::string href;   // as written, character references decoded, spaces around it dropped
    std::string text;   // of the anchor, tags dropped, white space collapsed; at most 512 bytes
    std::string title;  // the title attribute: often whole where the text is cut with "…"
};

// TRS WCM prints its page links by a script: createPageHTML(total, current, "index", "html").
// A newer form has the id of an element first and counts from 1: createPageHTML('page_div', 5, 1, 'list', 'shtml', 90).
struct Pager {
    int total = 0;  // pages, 1..10000
    int first = 1;  // number of the second page: index_1.html, or list_2.shtml in the newer form
    std::string stem;       // "index"
    std::string extension;  // "html"
};

struct PageLinks {
    static constexpr std::size_t max_links = 20'000;

    std::vector<Link> links;  // of <a> and <area>, in the order of the page
    std::vector<std::string> frames;  // src of <iframe> and <frame>
    std::string base;         // href of the first <base>, or ""
    std::string refresh;      // target of a <meta http-equiv=refresh>, or ""
    std::vector<std::string> jumps;  // targets of location.href = "…" and its like in scripts; at most 16
    std::optional<Pager> pager;
    std::string title;        // of the page, at most 512 bytes
    std::size_t text_size = 0;  // bytes of text outside tags, scripts and white space
};

// page: decoded text, UTF-8 (anything is survived). Comments, scripts and styles hold no anchors; a script of type
// text/xml does (the <datastore> of JCMS).
[[nodiscard]] PageLinks scan_links(std::string_view page);

// Character references decoded: the numeric ones and the few named ones that occur in addresses and titles.
[[nodiscard]] std::string decode_references(std::string_view text);

}  // namespace nianbao::crawler
