#pragma once
// A light link scanner: what a page points to, without building a tree. Linear in the size of the page, whatever it is.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::crawler {

struct Link {
    std::string href;   // as written, character references decoded, spaces around it dropped
    std::string text;   // of the anchor, tags dropped, white space collapsed; at most 512 bytes
    std::string title;  // the title attribute: often whole where the text is cut with "…"
    bool is_record = false;  // an entry of a list that the page says is one: a record of a <datastore>, a line of VSB, an object of JSON
};

// How many pages a list has, and how they are named. TRS WCM prints its page links by a script:
// createPageHTML(total, current, "index", "html"). A newer form has the id of an element first and counts from 1:
// createPageHTML('page_div', 5, 1, 'list', 'shtml', 90). `var countPage = 5` says the number alone.
struct Pager {
    int total = 0;  // pages, 1..10000
    int first = 1;  // number of the second page: index_1.html, or list_2.shtml in the newer form
    std::string stem;       // "index"; "" for that of the page's own address
    std::string extension;  // "html"; "" likewise
};

// 网页标签: <meta name="ColumnType" content="信息公开年报">. "" where there is none.
struct PageTags {
    std::string site_name, site_domain, site_id_code, column_name, column_type, article_title, publication_date;
    std::string channel_id;  // of UCAP, 32 hexadecimal digits
};

// A category of the Guangdong platform's tree.
struct Category {
    std::int64_t id = 0;
    std::string name;
};

struct PageLinks {
    static constexpr std::size_t max_links = 20'000;

    std::vector<Link> links;  // of <a>, <area> and <option>, in the order of the page
    std::vector<std::string> frames;  // src of <iframe> and <frame>
    std::string base;         // href of the first <base>, or ""
    std::string refresh;      // target of a <meta http-equiv=refresh>, or ""
    std::string title;        // of the page, at most 512 bytes
    std::size_t text_size = 0;  // bytes of text outside tags, scripts and white space; not counted on beyond some 8 KiB
    int images = 0;
    PageTags tags;
    // What its scripts say: page_script.h.
    std::vector<std::string> jumps;  // targets of location.href = "…" and its like; at most 16
    std::optional<Pager> pager;
    std::vector<std::string> files;     // of showVsbpdfIframe("…"); at most 16
    std::vector<std::string> searches;  // /common/search/<32 hex>, UCAP's list in JSON; at most 16
    std::string data_proxy;             // dataproxy.jsp of JCMS with all its parameters but the records asked for
    std::string platform_id;            // SID of the Guangdong platform
    std::vector<Category> categories;   // of its tree
    // What a list in XML or JSON says of itself; 0: nothing.
    int records = 0;        // on this page
    int total_records = 0;
    int records_a_page = 0;
    int total_pages = 0;
    bool is_sitemap = false;
};

// page: decoded text, UTF-8 (anything is survived). Comments, scripts and styles hold no anchors; a script of type
// text/xml does (the <datastore> of JCMS).
[[nodiscard]] PageLinks scan_links(std::string_view page);

// The same of whatever a list may come as: HTML, the XML of JCMS, JSON (json_list.h), a sitemap.
[[nodiscard]] PageLinks scan_list(std::string_view text);

}  // namespace nianbao::crawler
