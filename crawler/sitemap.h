#pragma once
// Sitemaps (sitemaps.org protocol 0.9): urlset and sitemapindex, and the text format, an address a line. Read piece by piece: one
// may have 50 MB and 50,000 addresses, of which a handful are worth a request.

#include <functional>
#include <string>
#include <string_view>

#include "crawler/links.h"

namespace nianbao::crawler {

enum class SitemapFormat { none, xml, text };

// By the first kilobytes: a <urlset> or <sitemapindex> stands there, or nothing but addresses, one a line and two at least.
[[nodiscard]] SitemapFormat sitemap_format(std::string_view beginning);

class SitemapReader {
public:
    // keep: which addresses become links; the others are passed over.
    using Keep = std::function<bool(const std::string& address)>;
    SitemapReader(SitemapFormat format, Keep keep);

    void feed(std::string_view piece);
    // The <loc> of each entry, or each line, in order, as links without words; is_sitemap is set. To be called once.
    [[nodiscard]] PageLinks take();

private:
    void take_entries();
    void take_lines(std::size_t end);
    void add(std::string_view address);

    SitemapFormat format_;
    Keep keep_;
    std::string waiting_;  // what the next piece may complete
    PageLinks links_;
};

}  // namespace nianbao::crawler
