// What the crawl loop does with an answer whose records are in the archive.

#include <algorithm>

#include "crawler/crawl_run.h"
#include "crawler/response_head.h"
#include "crawler/walls.h"

namespace nianbao::crawler {

using model::Outcome;

namespace {

// These faults are the host's, not its robots.txt's: they are named for what they are. The host is deferred all the same.
Outcome host_outcome(Failure failure) {
    switch (failure) {
        case Failure::dns: return Outcome::dns;
        case Failure::tls: return Outcome::tls;
        case Failure::private_address: return Outcome::private_address;
        default: return Outcome::robots_unreachable;
    }
}

// "503 Service Unavailable", "200 OK, the body ends before its gzip coding does", "521 …, a wall: jsl".
std::string why_unreachable(const Exchange& exchange) {
    if (exchange.status == 0) return exchange.failure_text;
    std::string why = status_line_of(exchange);
    if (const auto wall = recognise_wall(exchange, "", {})) return why + ", a wall: " + *wall;
    if (exchange.failure != Failure::none) why += ", " + exchange.failure_text;
    return why;
}

// There was no connection that could be asked on: the name leads nowhere, or nobody listens.
bool was_not_asked(const Exchange& exchange) {
    const Failure failure = exchange.failure;
    return exchange.request_head.empty() && (failure == Failure::dns || failure == Failure::connect || failure == Failure::timeout);
}

constexpr std::chrono::seconds longest_believed = std::chrono::hours(30 * 24);

milliseconds delay_of(double seconds) { return milliseconds(static_cast<milliseconds::rep>(seconds * 1000)); }

}  // namespace

double CrawlRun::jitter() { return std::uniform_real_distribution<double>(0, 1)(random_); }

// 2 s, 8 s, 32 s …: passing faults pass quickly or not at all.
milliseconds CrawlRun::retry_pause(int tries) { return back_off(options_.retry_after, 2 * tries - 1, jitter()); }

model::Result<void> CrawlRun::robots_arrived(const Visit& visit, const Exchange& exchange) {
    Origin& origin = origins_[visit.origin];
    switch (judge_robots(exchange)) {
        case RobotsAnswer::rules:
            parts_.observer.robots(visit.origin, "rules");
            origin.state.robots_status = exchange.status;
            if (Done done = robots_known(origin, visit.host, std::string(exchange.payload())); !done) return done;
            return add_sitemaps(visit, *origin.robots);
        case RobotsAnswer::allow_all:
            parts_.observer.robots(visit.origin, "none: " + status_line_of(exchange));
            origin.state.robots_status = exchange.status;
            return robots_known(origin, visit.host, "");
        case RobotsAnswer::redirect: {
            // RFC 9309 section 2.3.1.2: "SHOULD follow at least five consecutive redirects, even across authorities"; beyond
            // those it "MAY assume that the robots.txt file is unavailable".
            const auto target = visit.url.resolve(exchange.header("Location"));
            if (!target || ++origin.robots_hops > 5) {
                parts_.observer.robots(visit.origin, target ? "none: more than five redirects" : "none: a redirect to nowhere");
                origin.state.robots_status = exchange.status;
                return robots_known(origin, visit.host, "");
            }
            parts_.observer.robots(visit.origin, "redirect to " + target->to_string());
            origin.robots_hop = *target;
            return {};
        }
        case RobotsAnswer::unreachable: break;
    }
    return robots_unreachable(origin, visit.host, exchange);
}

model::Result<void> CrawlRun::robots_known(Origin& origin, const std::string& host, std::string body) {
    const Time now = parts_.clock.now();
    origin.robots = parse_robots(body);
    origin.robots_valid_until = now + options_.robots_age;
    origin.robots_tries = origin.robots_hops = 0;
    origin.state.robots_body = std::move(body);
    origin.state.robots_fetched_at = seconds_down(now);
    // A Crawl-delay that has just become known holds from now on.
    if (const auto wish = crawl_delay(*origin.robots, options_.product)) politeness_.block(origin.host, now + delay_of(*wish));
    politeness_.forgive(host);
    if (Done done = parts_.frontier.save_host(state_of(host)); !done) return done;
    return parts_.frontier.save_origin(origin.state);
}

model::Result<void> CrawlRun::robots_unreachable(Origin& origin, const std::string& host, const Exchange& exchange) {
    const bool is_elsewhere = host != origin.host;
    const std::string why = (is_elsewhere ? "robots.txt, redirected to " + exchange.url.substr(0, 300) + ": " : "robots.txt: ") + why_unreachable(exchange);
    ++origin.robots_tries;
    origin.robots_hops = 0;
    if (asks_for_rest(exchange)) {
        rest_host(host, exchange);
        if (Done done = parts_.frontier.save_host(state_of(host)); !done) return done;
    } else {
        politeness_.block(host, parts_.clock.now() + retry_pause(origin.robots_tries));
    }
    const bool is_lasting = exchange.failure == Failure::tls || exchange.failure == Failure::private_address;
    const bool is_last = is_lasting || origin.robots_tries >= options_.tries || left_hosts_.contains(host);
    if (is_last && origin.robots) {
        // Section 2.3.1.4 lets a copy be used while the file cannot be reached. It is asked for again in an hour.
        origin.robots_valid_until = parts_.clock.now() + std::chrono::hours(1);
        origin.robots_tries = 0;
        parts_.observer.robots(origin.state.origin, "unreachable, the last copy is used: " + why);
        return {};
    }
    if (is_last) {
        // "the robots.txt file is undefined and … the crawler MUST assume complete disallow": the origin waits for a later run.
        origin.unreachable = why;
        origin.unreachable_outcome = is_elsewhere ? Outcome::robots_unreachable : host_outcome(exchange.failure);
    }
    parts_.observer.robots(origin.state.origin, "unreachable: " + why);
    return {};
}

model::Result<void> CrawlRun::page_arrived(Work& work) {
    const Visit& visit = work.visit;
    const Exchange& exchange = work.exchange;
    const Reading& reading = work.reading;
    Verdict& verdict = work.verdict;
    model::FrontierEntry entry = *visit.entry;
    if (verdict.outcome == Outcome::unchanged && entry.digest.empty()) {
        verdict = {Outcome::http_4xx, Retry::never, "304, though nothing was asked on a condition"};
    }
    // What was no page the last time and has not changed is none now. Of a page that was gone the validators are those of its last
    // content: it is there again.
    if (verdict.outcome == Outcome::unchanged && entry.outcome == Outcome::soft_404) {
        verdict = {entry.outcome, Retry::never, entry.detail};
    }
    apply(verdict, exchange, work.capture, visit, entry);
    if (verdict.retry != Retry::never) {
        schedule_retry(verdict, exchange, visit, entry);
    } else if (exchange.status > 0) {
        politeness_.forgive(visit.host);
    }
    if (Done done = second_look(visit, exchange, reading, entry); !done) return done;
    std::vector<model::FrontierEntry> found = discovered_on(visit, exchange, reading, entry);
    const std::size_t discovered = found.size();
    leave_out_known_outsiders(*visit.portal, found);
    const HostState host = state_of(visit.host);
    if (Done done = parts_.frontier.finish({entry, work.capture, found, &host}); !done) return done;
    if (entry.outcome != Outcome::due) ++summary_.outcomes[static_cast<std::size_t>(entry.outcome)];
    parts_.observer.finished({entry, &exchange, work.capture ? &*work.capture : nullptr, discovered, reading.text.empty() ? nullptr : &reading.links, reading.text});
    for (const model::FrontierEntry& one : found)
        if (one.origin != visit.origin) enqueue(one.origin, parts_.clock.now());
    return {};
}

void CrawlRun::apply(const Verdict& verdict, const Exchange& exchange, const std::optional<model::Capture>& capture, const Visit& visit,
                     model::FrontierEntry& entry) {
    const bool was_known = !entry.digest.empty();
    entry.outcome = verdict.outcome;
    entry.detail = verdict.detail;
    if (capture) entry.fetched_at = exchange.started_at / 1000;
    if (verdict.retry == Retry::never) entry.attempts = 0;
    if (capture && entry.outcome == Outcome::fetched && exchange.status < 300) {
        if (capture->revisit == model::Revisit::identical_payload) entry.outcome = Outcome::same_content;
        entry.etag = exchange.header("ETag");
        entry.last_modified = exchange.header("Last-Modified");
        entry.digest = capture->digest;
    }
    const bool is_same = entry.outcome == Outcome::unchanged || entry.outcome == Outcome::same_content;
    const bool is_had = is_same || entry.outcome == Outcome::fetched;
    const Change seen = is_same ? Change::unchanged : was_known ? Change::changed : Change::first;
    set_next_visit(entry, is_had ? seen : Change::refused, visit.portal);
}

void CrawlRun::schedule_retry(const Verdict& verdict, const Exchange& exchange, const Visit& visit, model::FrontierEntry& entry) {
    Origin& origin = origins_[visit.origin];
    ++entry.attempts;
    const int tries = ++tries_[entry.url];
    Time again = parts_.clock.now() + retry_pause(tries);
    if (verdict.retry == Retry::host_wide) again = rest_host(visit.host, exchange);
    int most = options_.tries;
    if (was_not_asked(exchange)) {
        again = std::max(again, rest_silent_host(visit.host, exchange));
        // The page can do nothing for it: it is tried until the host is given up.
        most = left_hosts_.contains(visit.host) ? 0 : 3 * options_.tries;
    }
    if (tries >= most) return;
    entry.outcome = Outcome::due;
    entry.detail += ", to be tried again (" + std::to_string(tries) + " of " + std::to_string(most) + " tries)";
    entry.due_at = seconds_up(again);
    origin.retries.insert(time_of(entry.due_at));
}

// A server that is down is down for all its pages: they are not spent on it one after the other, and when it comes back within a
// minute it is found again.
Time CrawlRun::rest_silent_host(const std::string& host, const Exchange& exchange) {
    const Time now = parts_.clock.now();
    const int strikes = politeness_.strike(host, exchange.failure_text);
    const milliseconds rest = back_off(options_.retry_after, strikes, jitter());
    politeness_.block(host, now + rest);
    if (rest > options_.longest_silence) left_hosts_.insert(host);
    return now + rest;
}

// Returns the time before which the host is not asked again.
Time CrawlRun::rest_host(const std::string& host, const Exchange& exchange) {
    const Time now = parts_.clock.now();
    // RFC 9110 section 10.2.3: Retry-After says "how long the user agent ought to wait before making a follow-up request".
    const std::string_view field = exchange.header("Retry-After");
    const auto asked = parse_retry_after(field, seconds_down(now));
    const int strikes = politeness_.strike(host, status_line_of(exchange) + (asked ? ", Retry-After: " + std::string(field.substr(0, 60)) : ""));
    // A host that names a time in decades has made a mistake: it is asked again after a month.
    const milliseconds rest = asked ? milliseconds(std::min(std::chrono::seconds(*asked), longest_believed)) : back_off(options_.host_rest, strikes, jitter());
    politeness_.block(host, now + rest);
    if (rest > options_.longest_rest || now + rest >= deadline_) left_hosts_.insert(host);
    return now + rest;
}

}  // namespace nianbao::crawler
