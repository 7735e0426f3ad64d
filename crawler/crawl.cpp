#include "crawler/crawl.h"

#include <algorithm>

#include "crawler/crawl_run.h"

namespace nianbao::crawler {
namespace {

// A host that a redirect may lead to counts as much as one that is started at.
bool is_all_loopback(const Portal& portal) {
    return std::all_of(portal.hosts.begin(), portal.hosts.end(), [](const std::string& host) {
        const auto url = model::Url::parse("http://" + host.substr(host.starts_with("*.") ? 2 : 0));
        return url && url->is_loopback();
    });
}

model::FrontierEntry first_entry(const Portal& portal, const model::Url& url, model::PageKind kind, int priority, model::UnixTime now) {
    model::FrontierEntry entry;
    entry.url = url.to_string();
    entry.portal = portal.id;
    entry.origin = url.origin();
    entry.kind = kind;
    entry.priority = priority;
    entry.first_seen = entry.due_at = now;
    return entry;
}

}  // namespace

model::Result<void> check_contacts(const std::vector<Portal>& portals, const std::string& contact) {
    for (const Portal& portal : portals) {
        if (!is_all_loopback(portal) && portal.contact.empty() && contact.empty()) {
            return model::fail(portal.id, "say who crawls: give --contact, or put `contact = \"https://… or you@…\"` into the portal file; it is sent in the User-Agent");
        }
    }
    return {};
}

model::Result<CrawlSummary> crawl(const std::vector<Portal>& portals, const CrawlOptions& options, const CrawlParts& parts,
                                  const std::atomic<bool>& stop) {
    if (const auto checked = check_contacts(portals, options.contact); !checked) return tl::unexpected(checked.error());
    return CrawlRun(portals, options, parts, stop).run();
}

CrawlRun::CrawlRun(const std::vector<Portal>& portals, const CrawlOptions& options, const CrawlParts& parts, const std::atomic<bool>& stop)
    : portals_(portals), options_(options), parts_(parts), stop_(stop), random_(options.seed), workers_(options.workers, [this] { parts_.transport.wake(); }), disk_(std::min(options.workers, 1), [this] { parts_.transport.wake(); }) {}

model::Result<CrawlSummary> CrawlRun::run() {
    deadline_ = parts_.clock.now() + options_.time_limit;
    Done done = begin();
    if (done) done = loop();
    parts_.transport.cancel();
    if (done) done = parts_.archive.sync();
    if (done) done = parts_.frontier.keep_notes(repetition_.take_notes());
    if (done) done = parts_.frontier.release_hosts();
    if (done) done = parts_.frontier.commit();
    // A run that was told to stop is not ended: the next one takes it up where it stands.
    if (done && summary_.end != CrawlEnd::stopped) done = parts_.frontier.end_run(seconds_down(parts_.clock.now()));
    if (!done) return tl::unexpected(done.error());
    summary_.hosts_left = static_cast<int>(left_hosts_.size());
    summary_.hosts_closed = static_cast<int>(closed_hosts_.size());
    return summary_;
}

model::Result<void> CrawlRun::begin() {
    const Time now = parts_.clock.now();
    std::vector<std::string> ids;
    for (const Portal& portal : portals_) {
        ids.push_back(portal.id);
        portal_by_id_.emplace(portal.id, &portal);
    }
    const auto begun = parts_.frontier.begin_run(ids, seconds_down(now));
    if (!begun) return tl::unexpected(begun.error());
    after_a_cut_ = begun->after_a_cut;
    clock_went_back_ = begun->clock_went_back;
    const auto notes = parts_.frontier.notes();
    if (!notes) return tl::unexpected(notes.error());
    repetition_.restore(*notes);
    for (const Portal& portal : portals_)
        if (Done done = parts_.frontier.apply_rules(portal.id, portal.fingerprint, seconds_down(now)); !done) return done;
    std::vector<model::FrontierEntry> entries;
    for (const Portal& portal : portals_) {
        for (const model::Url& url : portal.start) entries.push_back(first_entry(portal, url, model::PageKind::start, 100, seconds_down(now)));
        for (const PageTemplate& pages : portal.templates)
            if (const auto url = model::Url::parse(pages.address(pages.first))) entries.push_back(first_entry(portal, *url, model::PageKind::list, 90, seconds_down(now)));
        for (const model::Url& url : portal.sitemaps) entries.push_back(first_entry(portal, url, model::PageKind::list, sitemap_priority, seconds_down(now)));
    }
    if (const auto added = parts_.frontier.add(entries); !added) return added;
    const auto origins = parts_.frontier.origins_due(seconds_down(now));
    if (!origins) return tl::unexpected(origins.error());
    for (const std::string& origin : *origins) enqueue(origin, now);
    return {};
}

bool CrawlRun::must_end() {
    if (stop_.load()) {
        summary_.end = CrawlEnd::stopped;
    } else if (parts_.clock.now() >= deadline_) {
        summary_.end = CrawlEnd::out_of_time;
    }
    return summary_.end != CrawlEnd::complete;
}

model::Result<void> CrawlRun::loop() {
    // Counted in slices, not by the clock: a fake clock stands still while a real request is under way.
    auto slices_of_grace = options_.grace / slice;
    for (;;) {
        const bool is_ending = must_end();
        if (!is_ending) take_addresses();
        const Time now = parts_.clock.now();
        while (!is_ending && open_visits() < options_.parallel) {
            const auto due = first_due();
            if (!due || *due > now) break;
            const std::string name = std::get<std::string>(*agenda_.begin());
            agenda_.erase(agenda_.begin());
            origins_[name].agenda_place.reset();
            if (Done done = step(name); !done) return done;
        }
        if (Done done = launch(); !done) return done;
        const auto due = first_due();
        if (open_visits() == 0) {
            if (is_ending || (!due && looking_up_.empty())) return {};
            if (!due) continue;
            parts_.clock.sleep_until(std::min({*due, deadline_, parts_.clock.now() + slice}));
            continue;
        }
        if (is_ending && slices_of_grace < 0) {
            parts_.transport.cancel();
            under_way_.clear();
        }
        // A host whose turn comes while others answer is not kept waiting for them.
        const bool is_full = is_ending || open_visits() >= options_.parallel;
        const milliseconds longest = due && !is_full ? std::clamp(*due - parts_.clock.now(), milliseconds(1), slice) : slice;
        const std::size_t before = open_visits();
        std::vector<Arrival> arrivals = parts_.transport.wait(longest);
        for (Arrival& arrival : arrivals)
            if (Done done = arrived(std::move(arrival)); !done) return done;
        if (Done done = take_in(); !done) return done;
        if (is_ending && arrivals.empty() && open_visits() == before) --slices_of_grace;
    }
}

std::optional<Time> CrawlRun::first_due() const {
    if (agenda_.empty()) return std::nullopt;
    return std::get<Time>(*agenda_.begin());
}

void CrawlRun::enqueue(const std::string& name, Time time) {
    Origin& origin = origins_[name];
    if (origin.agenda_place && origin.agenda_place->first <= time) return;
    if (origin.agenda_place) agenda_.erase({origin.agenda_place->first, origin.agenda_place->second, name});
    origin.agenda_place = {time, ++last_place_};
    agenda_.emplace(time, last_place_, name);
}

model::Result<void> CrawlRun::step(const std::string& name) {
    Origin& origin = origins_[name];
    origin.state.origin = name;
    if (Done done = load(origin); !done) return done;
    if (origin.portal != nullptr) {
        const auto is_ours = holds(name, origin.host);
        if (!is_ours) return tl::unexpected(is_ours.error());
        if (!*is_ours) return {};
        if (Done done = meet_host(origin.host, *origin.portal, origin); !done) return done;
    }
    if (!is_looked_up(name, origin)) return {};
    // An origin whose robots.txt cannot be had is only written off: that needs no turn at the host.
    if (origin.unreachable.empty() && (left_hosts_.contains(origin.host) || host_is_busy(name, origin.host))) return {};
    const Time now = parts_.clock.now();
    origin.retries.erase(origin.retries.begin(), origin.retries.upper_bound(now));
    while (!stop_.load()) {
        auto next = parts_.frontier.next(name, seconds_down(now));
        if (!next) return tl::unexpected(next.error());
        if (!*next) {
            if (!origin.retries.empty()) enqueue(name, *origin.retries.begin());
            return {};
        }
        model::FrontierEntry entry = std::move(**next);
        const auto found = portal_by_id_.find(entry.portal);
        if (found == portal_by_id_.end()) return model::fail(entry.url, "belongs to the portal " + entry.portal + ", which is not in this run");
        const Portal& portal = *found->second;
        const auto parsed = model::Url::parse(entry.url);
        const auto url = parsed ? std::optional(*parsed) : std::nullopt;
        const auto is_refused = refused(entry, url, portal);
        if (!is_refused) return tl::unexpected(is_refused.error());
        if (*is_refused) continue;
        if (is_closed(name, origin, portal)) return {};

        if (wants_robots(origin) && origin.unreachable.empty()) {
            const std::string host = origin.robots_hop ? host_key(*origin.robots_hop) : origin.host;
            const auto is_ours = holds(name, host);
            if (!is_ours) return tl::unexpected(is_ours.error());
            if (!*is_ours) return {};
            if (Done done = meet_host(host, portal, origin); !done) return done;
            return host_is_busy(name, host) ? Done{} : request_robots(name, origin, portal);
        }
        if (!origin.robots) {
            if (Done done = settle(entry, origin.unreachable_outcome, origin.unreachable); !done) return done;
            continue;
        }
        if (const Permission permission = allowed(*origin.robots, options_.product, url->target()); !permission.allowed) {
            const std::string why = "line " + std::to_string(permission.line) + ": " + permission.text.substr(0, 200);
            if (Done done = settle(entry, model::Outcome::robots_disallowed, why); !done) return done;
            continue;
        }
        return request_page(name, portal, std::move(entry), *url);
    }
    return {};
}

}  // namespace nianbao::crawler
