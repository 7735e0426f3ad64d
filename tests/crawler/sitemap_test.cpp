#include "crawler/sitemap.h"

#include <vector>

#include "tests/support/catch.h"

using namespace nianbao::crawler;

namespace {

std::vector<std::string> addresses(std::string_view text, std::size_t piece) {
    SitemapReader reader(sitemap_format(text), [](const std::string& address) { return address.find("news") == std::string::npos; });
    for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(text.substr(at, piece));
    std::vector<std::string> found;
    for (const Link& link : reader.take().links) found.push_back(link.href);
    return found;
}

}  // namespace

TEST_CASE("a sitemap is read the same wherever it is cut, and only what is worth it is kept") {
    const std::vector<std::string> want = {"https://a.example/nb/1.html?a=1&b=2", "https://a.example/nb/2.html", "https://a.example/nb/3.html"};
    const std::string entries =
        "<url><loc>\n https://a.example/nb/1.html?a=1&amp;b=2 </loc><lastmod>2024-01-01</lastmod></url><url><loc>https://a.example/news/7.html</loc></url>"
        "<url><loc><![CDATA[https://a.example/nb/2.html]]></loc></url><loc></loc><url><loc>https://a.example/nb/3.html</loc></url>";
    std::string prefixed = entries;
    for (std::size_t at = prefixed.find("loc>"); at != std::string::npos; at = prefixed.find("loc>", at + 6)) prefixed.insert(at, "s:");
    const std::vector<std::string> texts = {"<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" + entries + "</urlset>",
                                            "<sitemapindex>" + entries, "<s:urlset xmlns:s='x'>" + prefixed + "</s:urlset>",
                                            "\xEF\xBB\xBFhttps://a.example/nb/1.html?a=1&b=2\r\nhttps://a.example/news/1.html\r\n\r\nhttps://a.example/nb/2.html\nhttps://a.example/nb/3.html"};
    for (const std::string& text : texts)
        for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{64}, text.size()}) {
            INFO(text.substr(0, 60) << " in pieces of " << piece);
            CHECK(addresses(text, piece) == want);
        }
}

TEST_CASE("what is no sitemap") {
    for (const char* text : {"", "<html><body>a page that explains what a urlset is", "https://a.example/one.html", "see https://a.example/\nhttps://b.example/", "urlset: none", "{\"urlset\": 1}"}) {
        INFO(text);
        CHECK(sitemap_format(text) == SitemapFormat::none);
    }
    CHECK(sitemap_format("https://a.example/1\nhttps://a.example/2") == SitemapFormat::text);
}

TEST_CASE("a sitemap without end or without sense takes no memory") {
    for (const char* piece : {"<loc>", "<loc", "x", "<loc>https://a.example/", "</loc>", "https://a.example/x", "<a:loc>", ":loc>"}) {
        SitemapReader reader(SitemapFormat::xml, [](const std::string&) { return true; });
        SitemapReader lines(SitemapFormat::text, [](const std::string&) { return true; });
        std::string block;
        while (block.size() < (64U << 10)) block += piece;
        for (int i = 0; i < 64; ++i) {
            reader.feed(block);
            lines.feed(block);
        }
        CHECK(reader.take().links.size() <= PageLinks::max_links);
        CHECK(lines.take().links.size() <= PageLinks::max_links);
    }
}
