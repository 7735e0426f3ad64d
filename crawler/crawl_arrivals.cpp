// What the crawl loop does with an exchange that came back.

#include <algorithm>

#include "crawler/coding.h"
#include "crawler/crawl_run.h"
#include "crawler/report_words.h"
#include "crawler/response_head.h"

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

milliseconds delay_of(double seconds) { return milliseconds(static_cast<milliseconds::rep>(seconds * 1000)); }

}  // namespace

double CrawlRun::jitter() { return std::uniform_real_distribution<double>(0, 1)(random_); }

// 2 s, 8 s, 32 s …: passing faults pass quickly or not at all.
milliseconds CrawlRun::retry_pause(int tries) { return back_off(options_.retry_after, 2 * tries - 1, jitter()); }

model::Result<void> CrawlRun::arrived(Arrival arrival) {
    const auto found = under_way_.find(arrival.ticket);
    if (found == under_way_.end()) return {};
    auto work = std::make_unique<Work>();
    work->visit = std::move(found->second);
    under_way_.erase(found);
    work->exchange = std::move(arrival.exchange);
    work->max_payload = arrival.max_payload;
    summary_.bytes += work->exchange.body_size();
    work->waiting = end_visit(work->visit, work->exchange);
    if (!work->visit.entry) {
        has_news_ = true;
        undo_codings(work->exchange, work->max_payload);
        if (Done done = robots_arrived(work->visit, work->exchange); !done) return done;
        next_turn(work->visit, work->waiting);
        return {};
    }
    if (!work->exchange.response_head.empty()) {
        auto job = parts_.archive.begin(work->exchange, context_of(work->visit, work->exchange));
        if (!job) return tl::unexpected(job.error());
        work->archiving = std::move(*job);
    }
    Work& placed = *in_work_.emplace(arrival.ticket, std::move(work)).first->second;
    workers_.start(arrival.ticket, [this, &placed] { read(placed); });
    return {};
}

void CrawlRun::read(Work& work) const {
    undo_codings(work.exchange, work.max_payload);
    work.reading.text = text_of(work.visit, work.exchange);
    if (!work.reading.text.empty()) work.reading.links = scan_list(work.reading.text);
    work.reading.reads_like_a_report = reads_like_a_report(work.reading.text);
    work.verdict = judge(work.exchange, work.reading.text, work.reading.links);
    if (work.archiving) work.archiving->prepare();
}

// What the workers are done with.
model::Result<void> CrawlRun::finish_work() {
    for (const Ticket ticket : workers_.take_done()) {
        const auto work = std::move(in_work_.extract(ticket).mapped());
        has_news_ = true;
        if (Done done = page_arrived(*work); !done) return done;
        next_turn(work->visit, work->waiting);
    }
    return {};
}

void CrawlRun::next_turn(const Visit& visit, const std::vector<std::string>& waiting) {
    const Time now = parts_.clock.now();
    const Origin& origin = origins_[visit.origin];
    // At a host that is left for a later run there is nothing to wait for.
    const Time turn = left_hosts_.contains(visit.host) ? now : politeness_.ready_at(visit.host).value_or(now);
    for (const std::string& name : waiting) enqueue(name, turn);
    enqueue(visit.origin, origin.unreachable.empty() ? turn : now);
}

// The rest of host and address begins when the request is over.
std::vector<std::string> CrawlRun::end_visit(const Visit& visit, const Exchange& exchange) {
    const Time now = parts_.clock.now();
    const Origin& origin = origins_[visit.origin];
    const milliseconds taken(exchange.duration);
    const auto wish = origin.robots ? crawl_delay(*origin.robots, options_.product) : std::nullopt;
    const auto pause = address_delay_after(*visit.portal, exchange.address, taken);
    return politeness_.end(visit.host, now + delay_after(*visit.portal, wish, taken), exchange.address, pause ? std::optional(now + *pause) : std::nullopt);
}

model::Result<void> CrawlRun::robots_arrived(const Visit& visit, const Exchange& exchange) {
    Origin& origin = origins_[visit.origin];
    if (const auto capture = archived(visit, exchange, nullptr); !capture) return tl::unexpected(capture.error());
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
    const std::string why = "robots.txt: " + (exchange.status > 0 ? status_line_of(exchange) : exchange.failure_text);
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
        origin.unreachable_outcome = host_outcome(exchange.failure);
    }
    parts_.observer.robots(origin.state.origin, "unreachable: " + why);
    return {};
}

ArchiveContext CrawlRun::context_of(const Visit& visit, const Exchange& exchange) const {
    ArchiveContext context;
    if (!visit.entry) return context;
    context.via = visit.entry->referrer;
    if (exchange.status == 200 || exchange.status == 304) {
        context.prior_digest = visit.entry->digest;
        context.prior_fetched_at = visit.entry->fetched_at;
    }
    return context;
}

model::Result<std::optional<model::Capture>> CrawlRun::archived(const Visit& visit, const Exchange& exchange, ArchiveJob* job) {
    if (exchange.response_head.empty()) return std::nullopt;
    auto capture = job != nullptr ? job->write() : parts_.archive.write(exchange, context_of(visit, exchange));
    if (!capture) return tl::unexpected(capture.error());
    if (is_redirect(exchange))
        if (const auto target = visit.url.resolve(exchange.header("Location"))) capture->location = target->to_string();
    return std::optional(std::move(*capture));
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
    // What was no page the last time and has not changed is none now.
    if (verdict.outcome == Outcome::unchanged && (entry.outcome == Outcome::soft_404 || entry.outcome == Outcome::gone)) {
        verdict = {entry.outcome, Retry::never, entry.detail};
    }
    const auto capture = archived(visit, exchange, work.archiving.get());
    if (!capture) return tl::unexpected(capture.error());
    apply(verdict, exchange, *capture, visit, entry);
    if (verdict.retry != Retry::never) {
        schedule_retry(verdict, exchange, visit, entry);
    } else if (exchange.status > 0) {
        politeness_.forgive(visit.host);
    }
    if (Done done = second_look(visit, exchange, reading, entry); !done) return done;
    const std::vector<model::FrontierEntry> found = discovered_on(visit, exchange, reading, entry);
    const HostState host = state_of(visit.host);
    if (Done done = parts_.frontier.finish({entry, *capture, found, &host}); !done) return done;
    if (entry.outcome != Outcome::due) ++summary_.outcomes[static_cast<std::size_t>(entry.outcome)];
    parts_.observer.finished({entry, &exchange, *capture ? &**capture : nullptr, found.size()});
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
    if (tries >= options_.tries) return;
    entry.outcome = Outcome::due;
    entry.detail += ", to be tried again (" + std::to_string(tries) + " of " + std::to_string(options_.tries) + " tries)";
    entry.due_at = seconds_up(again);
    origin.retries.insert(time_of(entry.due_at));
}

// Returns the time before which the host is not asked again.
Time CrawlRun::rest_host(const std::string& host, const Exchange& exchange) {
    const Time now = parts_.clock.now();
    // RFC 9110 section 10.2.3: Retry-After says "how long the user agent ought to wait before making a follow-up request".
    const std::string_view field = exchange.header("Retry-After");
    const auto asked = parse_retry_after(field, seconds_down(now));
    const int strikes = politeness_.strike(host, status_line_of(exchange) + (asked ? ", Retry-After: " + std::string(field.substr(0, 60)) : ""));
    const milliseconds rest = asked ? milliseconds(std::chrono::seconds(*asked)) : back_off(options_.host_rest, strikes, jitter());
    politeness_.block(host, now + rest);
    if (rest > options_.longest_rest || now + rest >= deadline_) left_hosts_.insert(host);
    return now + rest;
}

}  // namespace nianbao::crawler
