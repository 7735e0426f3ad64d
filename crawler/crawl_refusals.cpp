// What the crawl loop does not ask for, and when it turns to a page again.

#include "crawler/crawl_run.h"
#include "crawler/trap.h"

namespace nianbao::crawler {

using model::Outcome;

namespace {

int year_of(Time now) { return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year()); }

}  // namespace

model::Result<bool> CrawlRun::refused(model::FrontierEntry& entry, const std::optional<model::Url>& url, const Portal& portal) {
    const auto settled = [&](Outcome outcome, std::string why) -> model::Result<bool> {
        if (Done done = settle(entry, outcome, std::move(why)); !done) return tl::unexpected(done.error());
        return true;
    };
    if (!url || !portal.covers(*url)) outsiders_.insert(entry.portal + " " + entry.url);
    if (!url || !portal.covers(*url)) return settled(Outcome::out_of_scope, "not covered by hosts and scope of the portal " + portal.id);
    if (const auto trap = recognise_trap(*url, year_of(parts_.clock.now()))) return settled(Outcome::trap, *trap);
    if (const auto closed = repetition_.closed(entry, *url)) return settled(Outcome::trap, *closed);
    const bool is_list = entry.kind == model::PageKind::start || entry.kind == model::PageKind::list;
    if (options_.reach == Reach::lists && !is_list) return settled(Outcome::over_budget, "only lists are asked for");
    if (entry.depth > portal.max_depth) return settled(Outcome::trap, "more than " + std::to_string(portal.max_depth) + " links from a start page");
    if (portal_pages_[portal.id] >= portal.max_pages) {
        return settled(Outcome::over_budget, "the portal's budget of " + std::to_string(portal.max_pages) + " requests is spent");
    }
    if (politeness_.pages_asked(host_key(*url)) >= portal.max_pages_per_host) {
        return settled(Outcome::over_budget, "the host's budget of " + std::to_string(portal.max_pages_per_host) + " requests is spent");
    }
    if (options_.max_pages > 0 && summary_.requests >= options_.max_pages) {
        return settled(Outcome::over_budget, "the run's budget of " + std::to_string(options_.max_pages) + " requests is spent");
    }
    return false;
}

// The frontier would make them due again, as it must for a portal that covers them.
void CrawlRun::leave_out_known_outsiders(const Portal& portal, std::vector<model::FrontierEntry>& found) {
    if (!outsiders_.empty()) std::erase_if(found, [&](const model::FrontierEntry& one) { return outsiders_.contains(portal.id + " " + one.url); });
}

model::Result<void> CrawlRun::settle(model::FrontierEntry& entry, Outcome outcome, std::string detail) {
    entry.outcome = outcome;
    entry.detail = std::move(detail);
    const auto portal = portal_by_id_.find(entry.portal);
    set_next_visit(entry, Change::refused, portal == portal_by_id_.end() ? nullptr : portal->second);
    ++summary_.outcomes[static_cast<std::size_t>(outcome)];
    if (const auto done = parts_.frontier.finish({entry, std::nullopt, {}}); !done) return done;
    parts_.observer.finished({entry, nullptr, nullptr, 0});
    return {};
}

void CrawlRun::set_next_visit(model::FrontierEntry& entry, Change change, const Portal* portal) {
    const model::UnixTime now = seconds_down(parts_.clock.now());
    entry.interval = next_interval(entry, change, now);
    const bool is_always = options_.revisits == Revisits::always || portal == nullptr || portal->revisits == Revisits::always;
    entry.due_at = is_always ? now : now + entry.interval;
}

}  // namespace nianbao::crawler
