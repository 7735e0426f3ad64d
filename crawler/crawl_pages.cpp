// What the crawl loop makes of a page: its text, whether it is a page at all, and where it leads.

#include <algorithm>

#include "crawler/crawl_run.h"
#include "crawler/report_words.h"
#include "crawler/response_head.h"

namespace nianbao::crawler {

using model::Outcome;
using model::PageKind;

namespace {

// So many other addresses of a host with the same content, and it is what the host says to any address.
constexpr std::size_t most_alike = 3;
constexpr std::size_t least_text = 40;  // bytes; a page with less, no picture and no way on says nothing

bool is_nearly_empty(const PageLinks& links) {
    return links.text_size < least_text && links.links.empty() && links.frames.empty() && links.files.empty() && links.jumps.empty() && links.refresh.empty() &&
           links.images == 0 && !links.pager && links.searches.empty() && links.data_proxy.empty() && links.platform_id.empty() &&
           links.tags.channel_id.empty();
}

// The front page with another address, in the place of a page that is gone.
bool is_front_page_of_site(const PageLinks& links) {
    if (!links.tags.article_title.empty() || links.links.size() < 30) return false;
    const std::string title = without_spaces(links.title), site = without_spaces(links.tags.site_name);
    if (without_spaces(links.tags.column_name) == "首页") return true;
    return (!site.empty() && title == site) || title.ends_with("门户网站") || title.ends_with("网站首页") || title.ends_with("-首页") || title.starts_with("首页");
}

}  // namespace

model::Result<void> CrawlRun::add_sitemaps(const Visit& visit, const Robots& robots) {
    if (!visit.portal->explores) return {};
    std::vector<model::FrontierEntry> entries;
    for (const std::string& text : robots.sitemaps) {
        const auto url = visit.url.resolve(text);
        if (!url || !visit.portal->covers(*url) || entries.size() >= 16) continue;
        model::FrontierEntry entry;
        entry.url = url->to_string();
        entry.portal = visit.portal->id;
        entry.origin = url->origin();
        entry.kind = PageKind::list;
        entry.priority = sitemap_priority;
        entry.referrer = visit.url.to_string();
        entry.first_seen = entry.due_at = seconds_down(parts_.clock.now());
        entries.push_back(std::move(entry));
    }
    for (const model::FrontierEntry& entry : entries)
        if (entry.origin != visit.origin) enqueue(entry.origin, parts_.clock.now());
    return entries.empty() ? Done{} : parts_.frontier.add(entries);
}

model::Result<void> CrawlRun::second_look(const Visit& visit, const Exchange& exchange, const Reading& reading, model::FrontierEntry& entry) {
    const bool is_had = entry.outcome == Outcome::fetched || entry.outcome == Outcome::same_content;
    if (!is_had || exchange.status >= 300 || entry.kind == PageKind::attachment || reading.text.empty()) return {};
    const PageLinks& links = reading.links;
    const auto missing = [&entry](std::string why) {
        entry.outcome = Outcome::soft_404;
        entry.detail = std::move(why);
    };
    if (entry.kind != PageKind::start && is_nearly_empty(links)) {
        missing("the page is nearly empty: " + std::to_string(links.text_size) + " bytes of text");
        return {};
    }
    if (const std::string foreign = foreign_site(links, visit.url); !foreign.empty()) entry.detail = foreign;
    if (entry.kind != PageKind::report) return {};
    const bool is_carrier = !links.files.empty() || !links.frames.empty();
    repetition_.note_report(entry, visit.url, reading.reads_like_a_report ? Substance::report : is_carrier ? Substance::carrier : Substance::nothing);
    if (reading.reads_like_a_report || is_carrier) return {};
    if (is_front_page_of_site(links)) {
        missing("the front page of the site, with status 200");
        return {};
    }
    auto same = parts_.frontier.same_content(entry.origin, entry.digest, entry.url, 8);
    if (!same) return tl::unexpected(same.error());
    const char* what = "the same content as ";
    if (same->size() < most_alike && !links.title.empty()) {
        same->clear();
        for (const std::string& other : repetition_.alike(entry, exchange.payload().size(), links.title)) {
            const auto found = parts_.frontier.find(other);
            if (!found) return tl::unexpected(found.error());
            if (*found) same->push_back(**found);
        }
        what = "the same length and title as ";
    }
    if (same->size() < most_alike) return {};
    missing(what + std::to_string(same->size()) + " other addresses, " + same->front().url + " among them");
    std::erase_if(*same, [](const model::FrontierEntry& one) { return one.kind != PageKind::report || one.outcome == Outcome::soft_404 || one.outcome == Outcome::due; });
    return settle_as_missing(std::move(*same), what + std::to_string(most_alike) + " other addresses, " + entry.url + " among them");
}

// The first ones of a row were taken for pages, until the next ones came.
model::Result<void> CrawlRun::settle_as_missing(std::vector<model::FrontierEntry> entries, const std::string& detail) {
    for (model::FrontierEntry& entry : entries) {
        const auto before = static_cast<std::size_t>(entry.outcome);
        if (summary_.outcomes[before] > 0) --summary_.outcomes[before];
        ++summary_.outcomes[static_cast<std::size_t>(Outcome::soft_404)];
        entry.outcome = Outcome::soft_404;
        entry.detail = detail;
        if (Done done = parts_.frontier.finish({entry, std::nullopt, {}}); !done) return done;
        parts_.observer.finished({entry, nullptr, nullptr, 0});
    }
    return {};
}

std::vector<model::FrontierEntry> CrawlRun::discovered_on(const Visit& visit, const Exchange& exchange, const Reading& reading, model::FrontierEntry& entry) {
    if (is_redirect(exchange)) {
        if (entry.outcome != Outcome::fetched) return {};
        entry.leads = 0;
        auto target = redirect_target(visit, exchange, entry);
        if (!target) return {};
        return {std::move(*target)};
    }
    const bool is_beginning = entry.outcome == Outcome::too_large && !reading.left_out.empty();
    const bool is_read = entry.outcome == Outcome::fetched || entry.outcome == Outcome::same_content || is_beginning;
    if (!is_read || reading.text.empty() || entry.kind == PageKind::attachment) return {};
    Discovery found = discover(*visit.portal, entry, visit.url, reading.links, reading.text, seconds_down(parts_.clock.now()));
    entry.rules = visit.portal->fingerprint;
    if (found.is_cut) entry.detail = "leads to more than " + std::to_string(most_entries) + " addresses; the others were left out";
    entry.leads = static_cast<int>(std::count_if(found.entries.begin(), found.entries.end(), [](const model::FrontierEntry& one) { return one.kind == PageKind::report; }));
    follow_jumps(found, reading, entry);
    if (entry.kind == PageKind::start || entry.kind == PageKind::list) note_list(found.entries, visit.url, entry);
    return std::move(found.entries);
}

// What a list led to: by that it is seen whether it goes on for ever.
void CrawlRun::note_list(std::vector<model::FrontierEntry>& found, const model::Url& url, const model::FrontierEntry& entry) {
    const bool is_further = entry.priority == further_page_priority || entry.priority == late_page_priority;
    if (entry.kind == PageKind::list && is_further) {
        std::vector<model::FrontierEntry> leads;
        for (const model::FrontierEntry& one : found)
            if (one.priority != further_page_priority) leads.push_back(one);
        repetition_.note_list(url, leads);
    }
    repetition_.note_branch(entry, url, found);
    int further = repetition_.pages_of_list(url);
    for (model::FrontierEntry& one : found)
        if (one.priority == further_page_priority && ++further > Repetition::early_pages) one.priority = late_page_priority;
}

// A jump is a redirect by other means, with the same end.
void CrawlRun::follow_jumps(Discovery& found, const Reading& reading, model::FrontierEntry& entry) {
    for (std::size_t i = 0; i < found.entries.size(); ++i) {
        if (found.reasons[i] != jump_reason) continue;
        const std::string why = end_of_chain(entry.url, found.entries[i].url);
        if (why.empty()) continue;
        // A page with something on it is more than a way.
        if (reading.links.text_size <= 200) {
            entry.outcome = Outcome::trap;
            entry.detail = "jumps to " + found.entries[i].url.substr(0, 300) + why;
        }
        found.entries.erase(found.entries.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    }
}

// Remembers that the one address leads to the other; why it is not followed, or "".
std::string CrawlRun::end_of_chain(const std::string& from, const std::string& to) {
    std::vector<std::string> chain;
    if (const auto found = chains_.find(from); found != chains_.end()) chain = found->second;
    chain.push_back(from);
    if (std::find(chain.begin(), chain.end(), to) != chain.end()) return ": a redirect loop";
    if (chain.size() > 5) return ": more than five redirects";
    chains_[to] = std::move(chain);
    return "";
}

std::optional<model::FrontierEntry> CrawlRun::redirect_target(const Visit& visit, const Exchange& exchange, model::FrontierEntry& entry) {
    const auto target = visit.url.resolve(exchange.header("Location"));
    if (!target) {
        entry.outcome = Outcome::http_4xx;
        entry.detail += ": " + target.error().what;
        return std::nullopt;
    }
    model::FrontierEntry next;
    next.url = target->to_string();
    // A report that leads to the front page is not there any more.
    const bool is_inner = visit.url.path().size() > 1 && entry.kind != model::PageKind::start;
    if (is_inner && is_front_page(*target) && target->host() == visit.url.host()) {
        entry.outcome = Outcome::soft_404;
        entry.detail += ": the front page";
        return std::nullopt;
    }
    if (const std::string why = end_of_chain(entry.url, next.url); !why.empty()) {
        entry.outcome = Outcome::trap;
        entry.detail += why;
        return std::nullopt;
    }
    next.portal = entry.portal;
    next.origin = target->origin();
    next.kind = entry.kind;
    next.priority = entry.priority;
    next.depth = entry.depth;
    next.referrer = entry.url;
    next.anchor = entry.anchor;
    next.first_seen = next.due_at = seconds_down(parts_.clock.now());
    return next;
}

}  // namespace nianbao::crawler
