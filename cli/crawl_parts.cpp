#include "cli/crawl_parts.h"

#include "cli/service_notice.h"

namespace nianbao::cli {
namespace {

// A message that came whole and cannot be decoded is whole evidence all the same.
archive::Truncation truncation_of(const crawler::Exchange& exchange) {
    if (!exchange.is_cut) return archive::Truncation::none;
    switch (exchange.failure) {
        case crawler::Failure::none: return archive::Truncation::none;
        case crawler::Failure::too_large: return archive::Truncation::length;
        case crawler::Failure::timeout: return archive::Truncation::time;
        case crawler::Failure::truncated:
        case crawler::Failure::connect: return archive::Truncation::disconnect;
        default: return archive::Truncation::unspecified;
    }
}

store::HostState stored(const crawler::HostState& state) { return {state.host, state.address, state.next_allowed, state.strikes, state.resting_why, state.lease}; }

}  // namespace

model::Result<crawler::RunBegun> CatalogueFrontier::begin_run(const std::vector<std::string>& portals, model::UnixTime now) {
    const auto begun = catalogue_.begin_run(now, portals);
    if (!begun) return tl::unexpected(begun.error());
    // The workspace's lock is ours: whoever holds a lease has ended without giving it back.
    if (auto released = catalogue_.release_hosts(); !released) return tl::unexpected(released.error());
    if (auto grouped = catalogue_.begin_group(); !grouped) return tl::unexpected(grouped.error());
    return begun.map([this](const store::Run& run) {
        resumed_ = run.start == store::RunStart::resumed;
        return crawler::RunBegun{run.began_at, run.after_a_cut, run.clock_went_back};
    });
}

model::Result<void> CatalogueFrontier::end_run(model::UnixTime now) {
    return catalogue_.end_run(now).and_then([this] { return commit(); });
}

model::Result<void> CatalogueFrontier::commit() {
    notice_alive();  // the crawl comes by here at every turn
    return catalogue_.commit_group();
}

model::Result<void> CatalogueFrontier::apply_rules(const std::string& portal, const std::string& rules, model::UnixTime now) {
    return catalogue_.apply_rules(portal, rules, now);
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

model::Result<void> CatalogueFrontier::finish(const crawler::FinishedTry& done) {
    store::Finished finished{done.entry, done.capture, done.discovered};
    if (done.host != nullptr) finished.host = stored(*done.host);
    return catalogue_.finish(finished).map([](std::int64_t) {});
}

model::Result<std::optional<model::FrontierEntry>> CatalogueFrontier::find(const std::string& url) { return catalogue_.find(url); }

model::Result<std::vector<model::FrontierEntry>> CatalogueFrontier::same_content(const std::string& origin, const std::string& digest, const std::string& url, std::size_t most) {
    return catalogue_.same_content(origin, digest, url, most);
}

model::Result<std::optional<crawler::OriginState>> CatalogueFrontier::load_origin(const std::string& origin) {
    return catalogue_.load_origin(origin).map([](const std::optional<store::OriginState>& known) {
        std::optional<crawler::OriginState> state;
        if (known) state = {known->origin, known->robots_body, known->robots_status, known->robots_fetched_at};
        return state;
    });
}

model::Result<void> CatalogueFrontier::save_origin(const crawler::OriginState& state) {
    return catalogue_.save_origin({state.origin, state.robots_status, state.robots_body, state.robots_fetched_at});
}

model::Result<std::optional<crawler::HostState>> CatalogueFrontier::load_host(const std::string& host) {
    return catalogue_.load_host(host).map([](const std::optional<store::HostState>& known) {
        std::optional<crawler::HostState> state;
        if (known) state = {known->host, known->address, known->next_allowed, known->strikes, known->resting_why};
        return state;
    });
}

model::Result<void> CatalogueFrontier::save_host(const crawler::HostState& state) { return catalogue_.save_host(stored(state)); }

model::Result<crawler::HostLease> CatalogueFrontier::lease_host(const std::string& host, std::int64_t now, std::int64_t until) {
    return catalogue_.lease_host(host, owner_, now, until).map([this](const store::HostLease& lease) {
        return crawler::HostLease{lease.owner == owner_, lease.token, lease.until};
    });
}

model::Result<void> CatalogueFrontier::release_hosts() { return catalogue_.release_hosts(); }

model::Result<void> CatalogueFrontier::keep_notes(const std::vector<crawler::Note>& notes) {
    std::vector<store::Note> stored;
    for (const crawler::Note& note : notes) stored.push_back({note.kind, note.key, note.value});
    return catalogue_.keep_notes(stored);
}

model::Result<std::vector<crawler::Note>> CatalogueFrontier::notes() {
    return catalogue_.notes().map([](const std::vector<store::Note>& stored) {
        std::vector<crawler::Note> notes;
        for (const store::Note& note : stored) notes.push_back({note.kind, note.key, note.value});
        return notes;
    });
}

namespace {

class WarcJob final : public crawler::ArchiveJob {
public:
    WarcJob(archive::WarcWriter& writer, const crawler::Exchange& exchange, std::string via, std::optional<model::Capture> previous)
        : writer_(writer), exchange_(exchange) {
        record_.via = std::move(via);
        record_.previous = std::move(previous);
    }

    void prepare() override {
        fill_record();
        if (record_.previous) record_.refers_to = writer_.refer_to(*record_.previous);
        if (record_.large_body) return;  // goes straight to the disk
        // Each worker has a compressor for as long as it lives.
        static thread_local archive::MemberWriter compressor;
        prepared_ = archive::prepare(record_, compressor);
        record_.body.clear();
        record_.body.shrink_to_fit();
    }

    model::Result<model::Capture> write() override {
        auto written = prepared_ ? writer_.write_prepared(std::move(*prepared_)) : writer_.write_exchange(std::move(record_));
        return std::move(written).map([](archive::Written&& result) { return std::move(result.capture); });
    }

private:
    void fill_record() {
        record_.url = exchange_.url;
        record_.fetched_at = exchange_.started_at / 1000;
        record_.request = exchange_.request_head;
        record_.head = exchange_.response_head;
        if (exchange_.spool)
            record_.large_body = [spool = exchange_.spool](std::uint64_t offset, char* into, std::size_t count) { return spool->read(offset, into, count); };
        else
            record_.body = exchange_.body;
        record_.address = exchange_.address;
        record_.truncation = truncation_of(exchange_);
        record_.fetch_milliseconds = exchange_.duration;
        record_.times_sent = exchange_.times_sent;
        record_.tls = exchange_.tls;
    }

    archive::WarcWriter& writer_;
    const crawler::Exchange& exchange_;
    archive::Exchange record_;
    std::optional<archive::PreparedExchange> prepared_;
};

}  // namespace

model::Result<std::unique_ptr<crawler::ArchiveJob>> WarcArchive::begin(const crawler::Exchange& exchange, const crawler::ArchiveContext& context) {
    std::optional<model::Capture> previous;
    if (!context.prior_digest.empty()) {
        auto found = catalogue_.last_content_capture(exchange.url);
        if (!found) return tl::unexpected(found.error());
        previous = std::move(*found);
    }
    return std::make_unique<WarcJob>(writer_, exchange, context.via, std::move(previous));
}

}  // namespace nianbao::cli
