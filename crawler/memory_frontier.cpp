#include "crawler/memory_frontier.h"

#include <algorithm>
#include <utility>

namespace nianbao::crawler {

using model::FrontierEntry;
using model::Result;

bool MemoryFrontier::is_due(const FrontierEntry& entry, model::UnixTime now) const {
    return entry.due_at <= now && portals_.contains(entry.portal) && !finished_.contains(entry.url);
}

Result<RunBegun> MemoryFrontier::begin_run(const std::vector<std::string>& portals, model::UnixTime now) {
    portals_ = {portals.begin(), portals.end()};
    const bool is_cut = run_began_ != 0;
    if (!is_cut) {
        run_began_ = now;
        finished_.clear();
        kept_notes.clear();
    }
    return RunBegun{run_began_, is_cut};
}

Result<void> MemoryFrontier::end_run(model::UnixTime) {
    run_began_ = 0;
    return {};
}

Result<void> MemoryFrontier::apply_rules(const std::string& portal, const std::string& rules, model::UnixTime now) {
    for (auto& [url, entry] : entries) {
        const bool is_list = entry.kind == model::PageKind::start || entry.kind == model::PageKind::list;
        const bool is_had = entry.outcome == model::Outcome::fetched || entry.outcome == model::Outcome::unchanged || entry.outcome == model::Outcome::same_content;
        if (entry.portal == portal && is_list && is_had && !entry.digest.empty() && entry.rules != rules) entry.due_at = std::min(entry.due_at, now);
    }
    return {};
}

Result<void> MemoryFrontier::add(const std::vector<FrontierEntry>& more) {
    for (const FrontierEntry& entry : more) entries.emplace(entry.url, entry);
    return {};
}

Result<std::vector<std::string>> MemoryFrontier::origins_due(model::UnixTime now) {
    std::set<std::string> due;
    for (const auto& [url, entry] : entries)
        if (is_due(entry, now)) due.insert(entry.origin);
    return std::vector<std::string>(due.begin(), due.end());
}

Result<std::optional<FrontierEntry>> MemoryFrontier::next(const std::string& origin, model::UnixTime now) {
    const FrontierEntry* best = nullptr;
    for (const auto& [url, entry] : entries) {
        if (entry.origin != origin || !is_due(entry, now)) continue;
        if (best == nullptr || std::pair(-entry.priority, entry.kind) < std::pair(-best->priority, best->kind)) best = &entry;
    }
    return best == nullptr ? std::optional<FrontierEntry>() : std::optional(*best);
}

Result<void> MemoryFrontier::finish(const FinishedTry& done) {
    if (done.host != nullptr && done.host->lease != 0 && leases[done.host->host].token != done.host->lease)
        return model::fail(done.host->host, "belongs to another crawl by now");
    entries[done.entry.url] = done.entry;
    if (done.entry.outcome != model::Outcome::due) finished_.insert(done.entry.url);
    if (done.capture) captures.push_back(*done.capture);
    if (done.host != nullptr) hosts[done.host->host] = *done.host;
    return add(done.discovered);
}

Result<std::optional<FrontierEntry>> MemoryFrontier::find(const std::string& url) {
    const auto found = entries.find(url);
    return found == entries.end() ? std::optional<FrontierEntry>() : std::optional(found->second);
}

Result<std::vector<FrontierEntry>> MemoryFrontier::same_content(const std::string& origin, const std::string& digest, const std::string& url, std::size_t most) {
    std::vector<FrontierEntry> same;
    for (const auto& [key, entry] : entries)
        if (same.size() < most && entry.origin == origin && !digest.empty() && entry.digest == digest && key != url) same.push_back(entry);
    return same;
}

Result<std::optional<OriginState>> MemoryFrontier::load_origin(const std::string& origin) {
    const auto found = origins.find(origin);
    return found == origins.end() ? std::optional<OriginState>() : std::optional(found->second);
}

Result<void> MemoryFrontier::save_origin(const OriginState& state) {
    origins[state.origin] = state;
    return {};
}

Result<std::optional<HostState>> MemoryFrontier::load_host(const std::string& host) {
    const auto found = hosts.find(host);
    return found == hosts.end() ? std::optional<HostState>() : std::optional(found->second);
}

Result<void> MemoryFrontier::save_host(const HostState& state) {
    hosts[state.host] = state;
    return {};
}

Result<HostLease> MemoryFrontier::lease_host(const std::string& host, std::int64_t now, std::int64_t until) {
    HostLease& lease = leases[host];
    if (!lease.is_ours && lease.until > now) return lease;
    if (!lease.is_ours) ++lease.token;
    lease.is_ours = true;
    lease.until = until;
    return lease;
}

Result<void> MemoryFrontier::release_hosts() {
    std::erase_if(leases, [](const auto& one) { return one.second.is_ours; });
    return {};
}

Result<void> MemoryFrontier::keep_notes(const std::vector<Note>& notes) {
    for (const Note& note : notes) kept_notes[{note.kind, note.key}] = note.value;
    return {};
}

Result<std::vector<Note>> MemoryFrontier::notes() {
    std::vector<Note> all;
    for (const auto& [key, value] : kept_notes) all.push_back({key.first, key.second, value});
    return all;
}

Result<model::Capture> NoArchive::write(const Exchange& exchange, const ArchiveContext&) {
    model::Capture capture;
    capture.url = exchange.url;
    capture.fetched_at = exchange.started_at / 1000;
    capture.status = exchange.status;
    capture.size = exchange.entity().size();
    capture.truncated = exchange.is_cut;
    return capture;
}

}  // namespace nianbao::crawler
