// The way of an answer from the network to the frontier:
//
//   arrived() ──▶ workers: read() ──▶ append(): archive ──▶ land(): frontier, the host's next turn
//                                         └──▶ sync, several times a second, by a thread of its own
//
// The frontier hears of an answer when its records are written, and the host is asked again when the frontier has committed: a
// kill loses the requests under way. A power cut may take from the archive what was not synced yet, and the next run asks for
// those pages again (store::Catalogue::forget_captures).

#include <algorithm>

#include "crawler/coding.h"
#include "crawler/crawl_run.h"

namespace nianbao::crawler {

model::Result<void> CrawlRun::arrived(Arrival arrival) {
    const auto found = under_way_.find(arrival.ticket);
    if (found == under_way_.end()) return {};
    auto work = std::make_unique<Work>();
    work->visit = std::move(found->second);
    under_way_.erase(found);
    work->exchange = std::move(arrival.exchange);
    work->max_payload = arrival.max_payload;
    summary_.bytes += work->exchange.body_size();
    work->arrived_at = parts_.clock.now();
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
    undo_codings(work.exchange, work.max_payload, work.visit.entry ? Overlong::drop : Overlong::keep_beginning);
    if (work.visit.entry) read_page(work);
    if (work.archiving) work.archiving->prepare();
}

model::Result<void> CrawlRun::take_in() {
    for (const Ticket ticket : workers_.take_done()) {
        const std::unique_ptr<Work> work = std::move(in_work_.extract(ticket).mapped());
        if (Done done = append(*work); !done) return done;
        if (Done done = land(*work); !done) return done;
    }
    return sync_in_turn();
}

model::Result<void> CrawlRun::sync_in_turn() {
    if (!disk_.take_done().empty()) {
        is_syncing_ = false;
        if (!synced_) return synced_;
    }
    const Time now = parts_.clock.now();
    if (is_syncing_ || !has_unsynced_ || now < next_sync_) return {};
    has_unsynced_ = false;
    is_syncing_ = true;
    next_sync_ = now + sync_pause;
    disk_.start(0, [this] { synced_ = parts_.archive.sync(); });
    return {};
}

model::Result<void> CrawlRun::append(Work& work) {
    const Exchange& exchange = work.exchange;
    if (exchange.response_head.empty()) return {};
    auto capture = work.archiving ? work.archiving->write() : parts_.archive.write(exchange, context_of(work.visit, exchange));
    if (!capture) return tl::unexpected(capture.error());
    has_unsynced_ = true;
    if (is_redirect(exchange))
        if (const auto target = work.visit.url.resolve(exchange.header("Location"))) capture->location = target->to_string();
    work.capture = std::move(*capture);
    return {};
}

model::Result<void> CrawlRun::land(Work& work) {
    const std::vector<std::string> waiting = end_visit(work);
    if (Done done = work.visit.entry ? page_arrived(work) : robots_arrived(work.visit, work.exchange); !done) return done;
    next_turn(work.visit, waiting);
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

// The host is free again, and before that none of its pages can be asked for twice. The rest of host and address began when the answer came.
std::vector<std::string> CrawlRun::end_visit(const Work& work) {
    const auto& [visit, exchange, begun] = std::tie(work.visit, work.exchange, work.arrived_at);
    const Origin& origin = origins_[visit.origin];
    const milliseconds taken(exchange.duration);
    const auto wish = origin.robots ? crawl_delay(*origin.robots, options_.product) : std::nullopt;
    const auto pause = address_delay_after(*visit.portal, exchange.address, taken);
    return politeness_.end(visit.host, begun + delay_after(*visit.portal, wish, taken), exchange.address, pause ? std::optional(begun + *pause) : std::nullopt);
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

}  // namespace nianbao::crawler
