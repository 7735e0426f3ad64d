// What a worker makes of an answer: its text and its links. What is too large to be held is read piece by piece, one answer at a
// time over all workers, and only its beginning is kept; of a sitemap, the addresses that are worth a request.

#include <algorithm>
#include <mutex>

#include "crawler/crawl_run.h"
#include "crawler/payload_stream.h"
#include "crawler/report_words.h"
#include "crawler/response_head.h"
#include "crawler/sitemap.h"
#include "model/sniffing.h"

namespace nianbao::crawler {

using model::Outcome;
using model::PageKind;

namespace {

// sitemaps.org: "a Sitemap file must … be no larger than 50MB (52,428,800 bytes)", uncompressed.
constexpr std::size_t most_of_a_sitemap = 52'428'800;
constexpr std::size_t kept_text = std::size_t{128} << 10;  // of a large page, from its beginning and from its end

bool is_list(PageKind kind) { return kind == PageKind::start || kind == PageKind::list; }

std::string in_mebibytes(std::size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

// Over the limit only once its codings are undone: all of it is there.
bool is_whole_but_large(const Exchange& exchange) { return exchange.failure == Failure::too_large && !exchange.is_cut; }

// A page as text and a beginning of it; or, as soon as it shows to be one, a sitemap.
class LargeReader {
public:
    LargeReader(std::size_t most_of_a_page, SitemapReader::Keep keep) : most_(most_of_a_page), keep_(std::move(keep)) {}

    bool take(std::string_view piece) {
        size_ += piece.size();
        if (sitemap_) {
            if (size_ <= most_of_a_sitemap) sitemap_->feed(piece);
            return size_ <= most_of_a_sitemap;
        }
        beginning_.append(piece.substr(0, most_ + 1 - std::min(most_ + 1, beginning_.size())));
        if (!has_looked_ && beginning_.size() >= 4096) look();
        return sitemap_ || size_ <= most_;
    }
    void end() {
        if (!has_looked_) look();
        is_cut_ = size_ > (sitemap_ ? most_of_a_sitemap : most_);
        if (beginning_.size() > most_) beginning_.resize(most_);
    }

    [[nodiscard]] bool is_sitemap() const { return sitemap_.has_value(); }
    [[nodiscard]] bool is_cut() const { return is_cut_; }
    [[nodiscard]] std::string& beginning() { return beginning_; }
    [[nodiscard]] PageLinks take_links() { return sitemap_->take(); }
    [[nodiscard]] std::size_t most() const { return sitemap_ ? most_of_a_sitemap : most_; }

private:
    void look() {
        has_looked_ = true;
        const SitemapFormat format = sitemap_format(beginning_);
        if (format == SitemapFormat::none) return;
        sitemap_.emplace(format, keep_);
        sitemap_->feed(beginning_);
        beginning_.resize(std::min<std::size_t>(beginning_.size(), 4096));
    }

    std::size_t most_;
    SitemapReader::Keep keep_;
    std::string beginning_;
    std::optional<SitemapReader> sitemap_;
    std::size_t size_ = 0;
    bool has_looked_ = false;
    bool is_cut_ = false;
};

// What is looked at once more when the page is judged stands at its beginning or, as its pages by number, at its end.
std::string shortened(std::string text) {
    if (text.size() <= 2 * kept_text) return text;
    std::size_t end = text.size() - kept_text;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    std::size_t begin = kept_text;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return text.substr(0, begin) + "\n" + text.substr(end);
}

}  // namespace

void CrawlRun::read_page(Work& work) const {
    const Exchange& exchange = work.exchange;
    const bool is_gzip_file = exchange.payload().starts_with("\x1F\x8B") && is_list(work.visit.entry->kind);
    const bool is_sitemap = !exchange.spool && is_list(work.visit.entry->kind) && sitemap_format(exchange.payload()) != SitemapFormat::none;
    const bool is_all_there = exchange.failure == Failure::none || is_whole_but_large(exchange);
    const bool is_large = exchange.spool || is_whole_but_large(exchange) || is_gzip_file || is_sitemap;
    if (is_large && is_all_there && exchange.status == 200 && work.visit.entry->kind != PageKind::attachment) {
        read_large(work);
        return;
    }
    work.reading.text = text_of(work.visit, exchange);
    if (!work.reading.text.empty()) work.reading.links = scan_list(work.reading.text);
    work.reading.reads_like_a_report = reads_like_a_report(work.reading.text);
    work.verdict = judge(exchange, work.reading.text, work.reading.links);
}

void CrawlRun::read_large(Work& work) const {
    static std::mutex one_at_a_time;
    const std::lock_guard<std::mutex> lock(one_at_a_time);
    Exchange& exchange = work.exchange;
    Reading& reading = work.reading;
    const Visit& visit = work.visit;
    LargeReader reader(options_.limits.max_payload, [&](const std::string& address) { return is_worth_asking(*visit.portal, visit.url, address); });
    const bool is_whole = stream_payload(exchange, is_list(visit.entry->kind) ? Unpack::gzip_file_too : Unpack::codings, [&](std::string_view piece) { return reader.take(piece); });
    reader.end();
    const bool is_readable = reader.is_sitemap() || is_page(exchange, reader.beginning());
    if (is_readable) {
        Exchange beginning;
        beginning.headers = exchange.headers;
        beginning.body = std::move(reader.beginning());
        std::string text = parts_.decode(beginning);
        reading.links = reader.is_sitemap() ? reader.take_links() : scan_list(text);
        reading.reads_like_a_report = reads_like_a_report(text);
        reading.text = shortened(std::move(text));
        if (reader.is_sitemap() && is_whole_but_large(exchange)) {
            exchange.failure = Failure::none;
            exchange.failure_text.clear();
        }
    }
    work.verdict = judge(exchange, reading.text, reading.links);
    const bool is_had = work.verdict.outcome == Outcome::fetched, is_too_large = work.verdict.outcome == Outcome::too_large;
    if (!is_readable || !(is_had || is_too_large)) return;
    if (reader.is_cut() && (is_had || is_list(visit.entry->kind))) {
        // A list with a part that nobody looked into is not had; a report is, links are the least of it.
        reading.left_out = "over " + in_mebibytes(reader.most()) + ": only the links of its first " + in_mebibytes(reader.most()) + " were followed";
        work.verdict.detail += (work.verdict.detail.empty() ? "" : "; ") + reading.left_out;
        if (is_list(visit.entry->kind)) work.verdict.outcome = Outcome::too_large;
    } else if (is_had && !is_whole) {
        work.verdict = {Outcome::truncated, Retry::soon, "the body ends before its codings do, or is not in them"};
    }
}

std::string CrawlRun::text_of(const Visit& visit, const Exchange& exchange) const {
    // A file is looked into only where a page came in its place.
    const bool is_file = visit.entry->kind == PageKind::attachment && parse_media_type(exchange.header("Content-Type")).essence != "text/html";
    return !is_file && is_page(exchange, exchange.payload()) ? parts_.decode(exchange) : "";
}

}  // namespace nianbao::crawler
