// When the crawl loop may turn to a host: what is remembered of it, its address, its hours, and whether it is free.

#include <algorithm>

#include "crawler/crawl_run.h"

namespace nianbao::crawler {
namespace {

constexpr std::chrono::minutes lease_time{10};

}  // namespace

model::Result<void> CrawlRun::load(Origin& origin) {
    if (origin.is_loaded) return {};
    const auto stored = parts_.frontier.load_origin(origin.state.origin);
    if (!stored) return tl::unexpected(stored.error());
    if (*stored) origin.state = **stored;
    origin.is_loaded = true;
    if (const auto url = model::Url::parse(origin.state.origin)) {
        origin.host = host_key(*url);
        origin.name = url->host();
    }
    if (origin.state.robots_fetched_at > 0) {
        origin.robots = parse_robots(origin.state.robots_body);
        // Fetched in the future: the clock has been put back, and nobody knows how old the copy is.
        const bool is_of_the_future = time_of(origin.state.robots_fetched_at) > parts_.clock.now() + std::chrono::hours(1);
        origin.robots_valid_until = is_of_the_future ? Time{} : time_of(origin.state.robots_fetched_at) + options_.robots_age;
    }
    const auto first = parts_.frontier.next(origin.state.origin, seconds_down(parts_.clock.now()));
    if (!first) return tl::unexpected(first.error());
    const auto portal = *first ? portal_by_id_.find((*first)->portal) : portal_by_id_.end();
    if (portal != portal_by_id_.end()) origin.portal = portal->second;
    return {};
}

// Takes up what is remembered of the host, once a run.
model::Result<void> CrawlRun::meet_host(const std::string& host, const Portal& portal, const Origin& origin) {
    if (politeness_.knows(host)) return {};
    const Time now = parts_.clock.now();
    const auto stored = parts_.frontier.load_host(host);
    if (!stored) return tl::unexpected(stored.error());
    if (*stored) {
        const bool has_pause = address_delay_after(portal, (*stored)->address, milliseconds(0)).has_value();
        HostState known = **stored;
        // What was a moment of yesterday lies in a far future now.
        if (clock_went_back_) known.next_allowed = 0;
        politeness_.learn(known, has_pause ? AddressPause::kept : AddressPause::none);
        const Time next_allowed(milliseconds(known.next_allowed));
        if ((*stored)->strikes > 0 && (next_allowed - now > options_.longest_rest || next_allowed >= deadline_)) left_hosts_.insert(host);
    }
    // A run that was cut may have asked the moment before.
    if (after_a_cut_) {
        const auto wish = origin.robots ? crawl_delay(*origin.robots, options_.product) : std::nullopt;
        politeness_.block(host, now + delay_after(portal, wish, milliseconds(0)));
    }
    return {};
}

model::Result<bool> CrawlRun::holds(const std::string& name, const std::string& host) {
    const Time now = parts_.clock.now();
    const auto in_milliseconds = [](Time time) { return std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count(); };
    HostLease& lease = leases_[host];
    // Renewed when half of it is over: longer than any request takes.
    if (lease.is_ours && in_milliseconds(now + lease_time / 2) < lease.until) return true;
    const auto taken = parts_.frontier.lease_host(host, in_milliseconds(now), in_milliseconds(now + lease_time));
    if (!taken) return tl::unexpected(taken.error());
    lease = *taken;
    if (lease.is_ours) return true;
    const Time until{milliseconds(lease.until)};
    if (until - now > options_.longest_rest || until >= deadline_) {
        left_hosts_.insert(host);
    } else {
        enqueue(name, until);
    }
    return false;
}

HostState CrawlRun::state_of(const std::string& host) const {
    HostState state = politeness_.state(host);
    if (const auto lease = leases_.find(host); lease != leases_.end()) state.lease = lease->second.token;
    return state;
}

// False while the name of the host is being looked up; the origin comes back when its address is known.
bool CrawlRun::is_looked_up(const std::string& name, const Origin& origin) {
    if (options_.look_up == NameLookUp::none || origin.portal == nullptr || looked_up_.contains(origin.name)) return true;
    const bool is_address = origin.name.starts_with('[') || origin.name.find_first_not_of("0123456789.") == std::string::npos;
    if (!politeness_.state(origin.host).address.empty()) return true;
    if (is_address) {
        place(origin, origin.name.starts_with('[') ? origin.name.substr(1, origin.name.size() - 2) : origin.name);
        return true;
    }
    if (!resolver_) resolver_ = make_system_resolver();
    std::vector<std::string>& waiting = looking_up_[origin.name];
    if (waiting.empty()) resolver_->ask(origin.name);
    waiting.push_back(name);
    return false;
}

void CrawlRun::place(const Origin& origin, const std::string& address) {
    const bool has_pause = address_delay_after(*origin.portal, address, milliseconds(0)).has_value();
    politeness_.place(origin.host, address, has_pause ? AddressPause::kept : AddressPause::none);
}

void CrawlRun::take_addresses() {
    if (looking_up_.empty()) return;
    // Nothing else to wait for: a moment for the answers.
    const bool is_idle = open_visits() == 0 && to_start_.empty();
    for (const ResolvedName& found : resolver_->wait(is_idle ? milliseconds(20) : milliseconds(0))) {
        looked_up_.insert(found.name);
        const auto waiting = looking_up_.extract(found.name);
        if (waiting.empty()) continue;
        for (const std::string& name : waiting.mapped()) {
            place(origins_[name], found.address);
            enqueue(name, parts_.clock.now());
        }
    }
}

bool CrawlRun::is_closed(const std::string& name, const Origin& origin, const Portal& portal) {
    const Time now = parts_.clock.now();
    if (!portal.hours || portal.hours->is_open(now)) return false;
    const Time opening = portal.hours->opens_at(now);
    if (opening - now <= options_.longest_rest && opening < deadline_) {
        enqueue(name, opening);
    } else {
        closed_hosts_.insert(origin.host);
    }
    return true;
}

bool CrawlRun::wants_robots(const Origin& origin) const { return !origin.robots || parts_.clock.now() >= origin.robots_valid_until; }

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

}  // namespace nianbao::crawler
