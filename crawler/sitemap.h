#pragma once
// Sitemaps (sitemaps.org protocol 0.9): urlset and sitemapindex.

#include <string_view>

#include "crawler/links.h"

namespace nianbao::crawler {

// True when a <urlset> or <sitemapindex> stands in the first kilobytes.
[[nodiscard]] bool looks_like_a_sitemap(std::string_view text);

// The <loc> of each entry, in order, as links without words; is_sitemap is set.
[[nodiscard]] PageLinks read_sitemap(std::string_view text);

}  // namespace nianbao::crawler
