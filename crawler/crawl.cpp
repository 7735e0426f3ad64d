#include "crawler/crawl.h"

#include <algorithm>

#include "crawler/crawl_run.h"
#include "crawler/trap.h"

namespace nianbao::crawler {
namespace {

using model::Outcome;

// How long one wait may last before the stop flag is looked at again.
constexpr milliseconds slice{200};

}  // namespace

model::Result<void> check_contacts(const std::vector<Portal>& portals, const std::string& contact) {
    for (const Portal& portal : portals) {
        const bool is_local = std::all_of(portal.start.begin(), portal.start.end(), [](const model::Url& url) { return url.is_loopback(); });
        if (!is_local && portal.contact.empty() && contact.empty()) {
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
    : portals_(portals), options_(options), parts_(parts), stop_(stop), random_(options.seed) {}

model::Result<CrawlSummary> CrawlRun::run() {
    deadline_ = parts_.clock.now() + options_.time_limit;
    Done done = begin();
    if (done) done = loop();
    parts_.transport.cancel();
    if (done) done = parts_.frontier.commit();
    // A run that was told to stop is not ended: the next one takes it up where it stands.
    if (done && summary_.end != CrawlEnd::stopped) done = parts_.frontier.end_run(seconds_down(parts_.clock.now()));
    if (!done) return tl::unexpected(done.error());
    summary_.hosts_left = static_cast<int>(left_hosts_.size());
    return summary_;
}

model::Result<void> CrawlRun::begin() {
    const Time now = parts_.clock.now();
    std::vector<std::string> ids;
    for (const Portal& portal : portals_) {
        ids.push_back(portal.id);
        portal_by_id_.emplace(portal.id, &portal);
    }
    if (const auto begun = parts_.frontier.begin_run(ids, seconds_down(now)); !begun) return tl::unexpected(begun.error());
    std::vector<model::FrontierEntry> entries;
    for (const Portal& portal : portals_) {
        for (const model::Url& url : portal.start) {
            model::FrontierEntry entry;
            entry.url = url.to_string();
            entry.portal = portal.id;
            entry.origin = url.origin();
            entry.first_seen = entry.due_at = seconds_down(now);
            entries.push_back(std::move(entry));
        }
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
        const Time now = parts_.clock.now();
        while (!is_ending && under_way_.size() < options_.parallel) {
            const auto due = first_due();
            if (!due || due->first > now) break;
            agenda_.erase(agenda_.begin());
            origins_[due->second].agenda_time.reset();
            if (Done done = step(due->second); !done) return done;
        }
        if (Done done = launch(); !done) return done;
        if (under_way_.empty()) {
            if (is_ending) return {};
            const auto due = first_due();
            if (!due) return {};
            parts_.clock.sleep_until(std::min({due->first, deadline_, parts_.clock.now() + slice}));
            continue;
        }
        if (is_ending && slices_of_grace-- <= 0) return {};
        for (Arrival& arrival : parts_.transport.wait(slice))
            if (Done done = arrived(std::move(arrival)); !done) return done;
    }
}

std::optional<std::pair<Time, std::string>> CrawlRun::first_due() const {
    if (agenda_.empty()) return std::nullopt;
    return *agenda_.begin();
}

void CrawlRun::enqueue(const std::string& name, Time time) {
    Origin& origin = origins_[name];
    if (origin.agenda_time && *origin.agenda_time <= time) return;
    if (origin.agenda_time) agenda_.erase({*origin.agenda_time, name});
    origin.agenda_time = time;
    agenda_.emplace(time, name);
}

model::Result<void> CrawlRun::load(Origin& origin) {
    if (origin.is_loaded) return {};
    const auto stored = parts_.frontier.load_origin(origin.state.origin);
    if (!stored) return tl::unexpected(stored.error());
    if (*stored) origin.state = **stored;
    origin.is_loaded = true;
    if (const auto url = model::Url::parse(origin.state.origin)) origin.host = host_key(*url);
    const Time next_allowed = time_of(origin.state.next_allowed_at);
    politeness_.block(origin.host, next_allowed);
    if (origin.state.strikes > 0 && next_allowed - parts_.clock.now() > options_.longest_rest) {
        left_hosts_.insert(origin.host);
    }
    if (origin.state.robots_fetched_at > 0) {
        origin.robots = parse_robots(origin.state.robots_body);
        origin.robots_valid_until = time_of(origin.state.robots_fetched_at) + options_.robots_age;
    }
    return {};
}

bool CrawlRun::host_is_busy(const std::string& name, const std::string& host) {
    const auto ready = politeness_.ready_at(host);
    if (!ready) {
        politeness_.wait(host, name);
        return true;
    }
    const Time now = parts_.clock.now();
    if (*ready <= now) return false;
    enqueue(name, *ready);
    return true;
}

bool CrawlRun::wants_robots(const Origin& origin) const { return !origin.robots || parts_.clock.now() >= origin.robots_valid_until; }

model::Result<void> CrawlRun::step(const std::string& name) {
    Origin& origin = origins_[name];
    origin.state.origin = name;
    if (Done done = load(origin); !done) return done;
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

        if (wants_robots(origin) && origin.unreachable.empty()) {
            const std::string host = origin.robots_hop ? host_key(*origin.robots_hop) : origin.host;
            return host_is_busy(name, host) ? Done{} : request_robots(name, origin, portal);
        }
        if (!origin.robots) {
            if (Done done = settle(entry, origin.unreachable_outcome, origin.unreachable); !done) return done;
            continue;
        }
        if (const Permission permission = allowed(*origin.robots, options_.product, url->target()); !permission.allowed) {
            const std::string why = "line " + std::to_string(permission.line) + ": " + permission.text.substr(0, 200);
            if (Done done = settle(entry, Outcome::robots_disallowed, why); !done) return done;
            continue;
        }
        return request_page(name, portal, std::move(entry), *url);
    }
    return {};
}

model::Result<bool> CrawlRun::refused(model::FrontierEntry& entry, const std::optional<model::Url>& url, const Portal& portal) {
    const auto settled = [&](Outcome outcome, std::string why) -> model::Result<bool> {
        if (Done done = settle(entry, outcome, std::move(why)); !done) return tl::unexpected(done.error());
        return true;
    };
    if (!url || !portal.covers(*url)) return settled(Outcome::out_of_scope, "not covered by hosts and scope of the portal " + portal.id);
    if (const auto trap = recognise_trap(*url)) return settled(Outcome::trap, *trap);
    if (entry.depth > portal.max_depth) return settled(Outcome::trap, "more than " + std::to_string(portal.max_depth) + " links from a start page");
    if (portal_pages_[portal.id] >= portal.max_pages) {
        return settled(Outcome::over_budget, "the portal's budget of " + std::to_string(portal.max_pages) + " requests is spent");
    }
    if (politeness_.requests(host_key(*url)) >= options_.max_pages_per_host) {
        return settled(Outcome::over_budget, "the host's budget of " + std::to_string(options_.max_pages_per_host) + " requests is spent");
    }
    return false;
}

model::Result<void> CrawlRun::settle(model::FrontierEntry& entry, Outcome outcome, std::string detail) {
    entry.outcome = outcome;
    entry.detail = std::move(detail);
    entry.due_at = seconds_down(parts_.clock.now() + options_.revisit);
    ++summary_.outcomes[static_cast<std::size_t>(outcome)];
    if (const auto done = parts_.frontier.finish(entry, std::nullopt, {}); !done) return done;
    parts_.observer.finished({entry, nullptr, nullptr, 0});
    return {};
}

Request CrawlRun::request_for(const model::Url& url, const Portal& portal) const {
    Request request{.url = url,
                    .user_agent = options_.product,
                    .if_none_match = {},
                    .if_modified_since = {},
                    .private_addresses = portal.private_addresses,
                    .limits = options_.limits};
    const std::string& contact = portal.contact.empty() ? options_.contact : portal.contact;
    if (!contact.empty()) request.user_agent += " (+" + contact + ")";
    return request;
}

model::Result<void> CrawlRun::request_robots(const std::string& name, Origin& origin, const Portal& portal) {
    const model::Url url = origin.robots_hop ? *origin.robots_hop : *model::Url::parse(name + "/robots.txt");
    origin.robots_hop.reset();
    Request request = request_for(url, portal);
    // One byte more than is read, so that a file that goes on can be told from one that ends there.
    request.limits.max_body = request.limits.max_payload = Robots::max_size + 1;
    ++summary_.robots_requests;
    return send({.origin = name, .host = host_key(url), .portal = &portal, .url = url, .entry = std::nullopt}, request);
}

model::Result<void> CrawlRun::request_page(const std::string& name, const Portal& portal, model::FrontierEntry entry, const model::Url& url) {
    Request request = request_for(url, portal);
    // A validator without the content that it belongs to would lose the page.
    if (!entry.digest.empty()) {
        request.if_none_match = entry.etag;
        request.if_modified_since = entry.last_modified;
    }
    ++summary_.requests;
    ++portal_pages_[portal.id];
    return send({.origin = name, .host = host_key(url), .portal = &portal, .url = url, .entry = std::move(entry)}, request);
}

model::Result<void> CrawlRun::send(Visit visit, const Request& request) {
    // The rest that follows is written down before the request goes out: a crawl that is killed and started again at once
    // keeps it. Shorter ones than a second pass while it starts.
    Origin& origin = origins_[visit.origin];
    const auto wish = origin.robots ? crawl_delay(*origin.robots, options_.product) : std::nullopt;
    const milliseconds delay = delay_after(*visit.portal, wish, milliseconds(0));
    if (delay >= std::chrono::seconds(1) && visit.host == origin.host) {
        origin.state.next_allowed_at = seconds_up(parts_.clock.now() + delay);
        if (Done done = parts_.frontier.save_origin(origin.state); !done) return done;
    }
    politeness_.begin(visit.host);
    const Ticket ticket = ++last_ticket_;
    under_way_.emplace(ticket, std::move(visit));
    to_start_.emplace_back(ticket, request);
    return {};
}

// One commit for all answers that came together, before anything more is asked: a host has one request under way, so a kill
// loses at most that one.
model::Result<void> CrawlRun::launch() {
    if (Done done = parts_.frontier.commit(); !done) return done;
    for (const auto& [ticket, request] : to_start_) parts_.transport.start(ticket, request);
    to_start_.clear();
    return {};
}

}  // namespace nianbao::crawler
