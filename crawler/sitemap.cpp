#include "crawler/sitemap.h"

#include <algorithm>
#include <utility>

#include "crawler/json_list.h"
#include "crawler/references.h"
#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

constexpr std::size_t beginning_size = 4096;
constexpr std::size_t longest_address = 4096;  // the protocol allows 2,048 characters
constexpr std::string_view element = "loc>";

bool is_address(std::string_view line) {
    return (line.starts_with("http://") || line.starts_with("https://")) && line.size() <= longest_address && line.find_first_of(" \t<>\"") == std::string_view::npos;
}

// "<loc>" or "<sm:loc>": where the tag that ends with the word at `at` begins; npos when it is no opening tag.
std::size_t tag_begin(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    if (begin > 0 && text[begin - 1] == ':')
        for (--begin; begin > 0 && text[begin - 1] != '<' && at - begin < 64; --begin)
            if (text[begin - 1] == '/' || text[begin - 1] == ' ' || text[begin - 1] == '>') return std::string_view::npos;
    return begin > 0 && text[begin - 1] == '<' ? begin - 1 : std::string_view::npos;
}

}  // namespace

SitemapFormat sitemap_format(std::string_view beginning) {
    std::string_view start = beginning.substr(0, beginning_size);
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    if (start.find("urlset") != std::string_view::npos || start.find("sitemapindex") != std::string_view::npos) {
        for (const std::string_view root : {"<urlset", "<sitemapindex", ":urlset", ":sitemapindex"})
            if (const auto at = start.find(root); at != std::string_view::npos && start.rfind('<', at) != std::string_view::npos) return SitemapFormat::xml;
    }
    int lines = 0;
    while (!start.empty()) {
        const auto end = start.find('\n');
        const std::string_view line = trimmed(start.substr(0, end));
        if (end == std::string_view::npos && beginning.size() > beginning_size) break;  // the line goes on
        if (!line.empty() && !is_address(line)) return SitemapFormat::none;
        if (!line.empty()) ++lines;
        if (end == std::string_view::npos) break;
        start.remove_prefix(end + 1);
    }
    return lines >= 2 ? SitemapFormat::text : SitemapFormat::none;
}

SitemapReader::SitemapReader(SitemapFormat format, Keep keep) : format_(format), keep_(std::move(keep)) { links_.is_sitemap = true; }

void SitemapReader::feed(std::string_view piece) {
    links_.text_size += piece.size();
    waiting_.append(piece);
    if (format_ == SitemapFormat::xml)
        take_entries();
    else
        take_lines(waiting_.rfind('\n') + 1);  // npos + 1 is 0: no line is whole
    // What is still not whole is too long for an address.
    if (waiting_.size() > 2 * longest_address) waiting_.erase(0, waiting_.size() - longest_address);
}

void SitemapReader::take_entries() {
    const std::string_view text = waiting_;
    std::size_t done = 0;
    for (std::size_t at = text.find(element); at != std::string_view::npos; at = text.find(element, at)) {
        const std::size_t tag = tag_begin(text, at);
        at += element.size();
        if (tag == std::string_view::npos) continue;
        const std::size_t end = text.find("</", at);
        if (end == std::string_view::npos) {
            done = tag;
            break;
        }
        add(text.substr(at, end - at));
        at = done = end;
    }
    // A tag may be cut anywhere; what lies before the last '<' holds none.
    const auto last = text.rfind('<');
    if (text.find(element, done) == std::string_view::npos) done = std::max(done, last == std::string_view::npos ? text.size() : last);
    waiting_.erase(0, done);
}

void SitemapReader::take_lines(std::size_t end) {
    std::string_view text = std::string_view(waiting_).substr(0, end);
    while (!text.empty()) {
        const auto line_end = text.find('\n');
        add(text.substr(0, line_end));
        text.remove_prefix(line_end == std::string_view::npos ? text.size() : line_end + 1);
    }
    waiting_.erase(0, end);
}

void SitemapReader::add(std::string_view written) {
    std::string_view address = trimmed(written);
    if (address.starts_with("\xEF\xBB\xBF")) address.remove_prefix(3);
    if (address.starts_with("<![CDATA[") && address.ends_with("]]>")) address = trimmed(address.substr(9, address.size() - 12));
    if (address.empty() || address.size() > longest_address || links_.links.size() >= PageLinks::max_links) return;
    if (std::string decoded = decode_references(address); keep_(decoded)) links_.links.push_back({std::move(decoded), "", "", false});
}

PageLinks SitemapReader::take() {
    if (format_ == SitemapFormat::text) take_lines(waiting_.size());
    return std::move(links_);
}

PageLinks scan_list(std::string_view text) {
    if (const SitemapFormat format = sitemap_format(text); format != SitemapFormat::none) {
        SitemapReader reader(format, [](const std::string&) { return true; });
        reader.feed(text);
        return reader.take();
    }
    if (looks_like_json(text))
        if (auto list = read_json_list(text)) return std::move(*list);
    return scan_links(text);
}

}  // namespace nianbao::crawler
