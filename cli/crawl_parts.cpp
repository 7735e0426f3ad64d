#include "cli/crawl_parts.h"

namespace nianbao::cli {
namespace {

archive::Truncation truncation_of(const crawler::Exchange& exchange) {
    switch (exchange.failure) {
        case crawler::Failure::none: return archive::Truncation::none;
        case crawler::Failure::too_large: return archive::Truncation::length;
        case crawler::Failure::timeout: return archive::Truncation::time;
        case crawler::Failure::truncated:
        case crawler::Failure::connect: return archive::Truncation::disconnect;
        default: return archive::Truncation::unspecified;
    }
}

constexpr int robots_are_known = 200;

}  // namespace

model::Result<model::UnixTime> CatalogueFrontier::begin_run(const std::vector<std::string>& portals, model::UnixTime now) {
    const auto begun = catalogue_.begin_run(now, portals);
    if (!begun) return tl::unexpected(begun.error());
    if (auto grouped = catalogue_.begin_group(); !grouped) return tl::unexpected(grouped.error());
    return begun.map([this](const store::Run& run) {
        resumed_ = run.start == store::RunStart::resumed;
        return run.began_at;
    });
}

model::Result<void> CatalogueFrontier::end_run(model::UnixTime now) {
    return catalogue_.end_run(now).and_then([this] { return commit(); });
}

// The catalogue never speaks of a capture whose bytes are not on the disk.
model::Result<void> CatalogueFrontier::commit() {
    return writer_.commit().and_then([this] { return catalogue_.commit_group(); });
}

model::Result<void> CatalogueFrontier::add(const std::vector<model::FrontierEntry>& entries) {
    return catalogue_.add(entries).map([](std::int64_t) {});
}

model::Result<std::vector<std::string>> CatalogueFrontier::origins_due(model::UnixTime now) {
    return catalogue_.origins_due(now).map([](const std::vector<store::OriginDue>& due) {
        std::vector<std::string> origins;
        for (const store::OriginDue& origin : due) origins.push_back(origin.origin);
        return origins;
    });
}

model::Result<std::optional<model::FrontierEntry>> CatalogueFrontier::next(const std::string& origin, model::UnixTime now) {
    return catalogue_.next(origin, now);
}

model::Result<void> CatalogueFrontier::finish(const model::FrontierEntry& entry, const std::optional<model::Capture>& capture,
                                              const std::vector<model::FrontierEntry>& discovered) {
    return catalogue_.finish({entry, capture, discovered}).map([](std::int64_t) {});
}

model::Result<std::optional<crawler::OriginState>> CatalogueFrontier::load_origin(const std::string& origin) {
    return catalogue_.load_origin(origin).map([](const std::optional<store::OriginState>& stored) {
        std::optional<crawler::OriginState> state;
        if (!stored) return state;
        state.emplace();
        state->origin = stored->origin;
        state->robots_body = stored->robots_body;
        state->robots_fetched_at = stored->robots_fetched_at;
        state->next_allowed_at = stored->next_allowed_at;
        state->strikes = stored->failures;
        return state;
    });
}

model::Result<void> CatalogueFrontier::save_origin(const crawler::OriginState& state) {
    store::OriginState stored;
    stored.origin = state.origin;
    stored.robots_status = state.robots_fetched_at == 0 ? 0 : robots_are_known;
    stored.robots_body = state.robots_body;
    stored.robots_fetched_at = state.robots_fetched_at;
    stored.next_allowed_at = state.next_allowed_at;
    stored.failures = state.strikes;
    return catalogue_.save_origin(stored);
}

model::Result<model::Capture> WarcArchive::write(const crawler::Exchange& exchange, const crawler::ArchiveContext& context) {
    archive::Exchange written;
    written.url = exchange.url;
    written.fetched_at = exchange.started_at / 1000;
    written.request = exchange.request_head;
    written.response = exchange.response_head + exchange.body;
    written.address = exchange.address;
    written.truncation = truncation_of(exchange);
    written.fetch_milliseconds = exchange.duration;
    written.via = context.via;
    if (!context.prior_digest.empty()) {
        auto previous = catalogue_.last_content_capture(exchange.url);
        if (!previous) return tl::unexpected(previous.error());
        written.previous = *previous;
    }
    return writer_.write_exchange(std::move(written)).map([](archive::Written&& result) { return std::move(result.capture); });
}

}  // namespace nianbao::cli
