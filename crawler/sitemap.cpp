#include "crawler/sitemap.h"

#include <algorithm>

#include "crawler/json_list.h"
#include "crawler/references.h"
#include "crawler/response_head.h"

namespace nianbao::crawler {

bool looks_like_a_sitemap(std::string_view text) {
    const std::string_view start = text.substr(0, 4096);
    return start.find("<urlset") != std::string_view::npos || start.find("<sitemapindex") != std::string_view::npos;
}

PageLinks read_sitemap(std::string_view text) {
    static constexpr std::string_view opening = "<loc>", closing = "</loc>";
    PageLinks links;
    links.is_sitemap = true;
    links.text_size = text.size();
    for (std::size_t at = text.find(opening); at != std::string_view::npos && links.links.size() < PageLinks::max_links; at = text.find(opening, at)) {
        at += opening.size();
        const std::size_t end = text.find(closing, at);
        if (end == std::string_view::npos) break;
        std::string_view address = trimmed(text.substr(at, std::min<std::size_t>(end - at, 4096)));
        if (address.starts_with("<![CDATA[") && address.ends_with("]]>")) address = address.substr(9, address.size() - 12);
        links.links.push_back({decode_references(trimmed(address)), "", "", false});
        at = end;
    }
    return links;
}

PageLinks scan_list(std::string_view text) {
    if (looks_like_a_sitemap(text)) return read_sitemap(text);
    if (looks_like_json(text))
        if (auto list = read_json_list(text)) return std::move(*list);
    return scan_links(text);
}

}  // namespace nianbao::crawler
