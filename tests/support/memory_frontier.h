#pragma once
// Frontier and archive in memory, with the promises that the interfaces make: for crawl tests.

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "crawler/frontier.h"

namespace nianbao::tests {

class MemoryFrontier final : public crawler::Frontier {
public:
    model::Result<crawler::RunBegun> begin_run(const std::vector<std::string>& portals, model::UnixTime now) override {
        portals_ = {portals.begin(), portals.end()};
        const bool is_cut = run_began_ != 0;
        if (!is_cut) {
            run_began_ = now;
            finished_.clear();
        }
        return crawler::RunBegun{run_began_, is_cut};
    }
    model::Result<void> end_run(model::UnixTime) override {
        run_began_ = 0;
        return {};
    }
    model::Result<void> add(const std::vector<model::FrontierEntry>& more) override {
        for (const model::FrontierEntry& entry : more) entries.emplace(entry.url, entry);
        return {};
    }
    model::Result<std::vector<std::string>> origins_due(model::UnixTime now) override {
        std::set<std::string> due;
        for (const auto& [url, entry] : entries)
            if (is_due(entry, now)) due.insert(entry.origin);
        return std::vector<std::string>(due.begin(), due.end());
    }
    model::Result<std::optional<model::FrontierEntry>> next(const std::string& origin, model::UnixTime now) override {
        const model::FrontierEntry* best = nullptr;
        for (const auto& [url, entry] : entries)
            if (entry.origin == origin && is_due(entry, now) && (best == nullptr || std::pair(-entry.priority, entry.kind) < std::pair(-best->priority, best->kind))) best = &entry;
        if (best == nullptr) return std::optional<model::FrontierEntry>();
        return std::optional(*best);
    }
    model::Result<void> finish(const crawler::FinishedTry& done) override {
        if (fail_finish) return model::fail("frontier", "no space left on device");
        entries[done.entry.url] = done.entry;
        if (done.entry.outcome != model::Outcome::due) finished_.insert(done.entry.url);
        if (done.capture) captures.push_back(*done.capture);
        if (done.host != nullptr) hosts[done.host->host] = *done.host;
        return add(done.discovered);
    }
    model::Result<std::vector<model::FrontierEntry>> same_content(const std::string& origin, const std::string& digest, const std::string& url, std::size_t most) override {
        std::vector<model::FrontierEntry> same;
        for (const auto& [key, entry] : entries)
            if (same.size() < most && entry.origin == origin && !digest.empty() && entry.digest == digest && key != url) same.push_back(entry);
        return same;
    }
    model::Result<std::optional<crawler::OriginState>> load_origin(const std::string& origin) override {
        const auto found = origins.find(origin);
        if (found == origins.end()) return std::optional<crawler::OriginState>();
        return std::optional(found->second);
    }
    model::Result<void> save_origin(const crawler::OriginState& state) override {
        origins[state.origin] = state;
        return {};
    }

    model::Result<std::optional<crawler::HostState>> load_host(const std::string& host) override {
        const auto found = hosts.find(host);
        if (found == hosts.end()) return std::optional<crawler::HostState>();
        return std::optional(found->second);
    }
    model::Result<void> save_host(const crawler::HostState& state) override {
        hosts[state.host] = state;
        return {};
    }

    std::map<std::string, model::FrontierEntry> entries;
    std::map<std::string, crawler::OriginState> origins;
    std::map<std::string, crawler::HostState> hosts;
    std::vector<model::Capture> captures;
    bool fail_finish = false;

private:
    bool is_due(const model::FrontierEntry& entry, model::UnixTime now) const { return entry.due_at <= now && portals_.contains(entry.portal) && !finished_.contains(entry.url); }

    std::set<std::string> portals_;
    std::set<std::string> finished_;  // in this run
    model::UnixTime run_began_ = 0;
};

class MemoryArchive final : public crawler::Archive {
public:
    model::Result<model::Capture> write(const crawler::Exchange& exchange, const crawler::ArchiveContext& context) override {
        exchanges.push_back(exchange);
        model::Capture capture;
        capture.url = exchange.url;
        capture.fetched_at = exchange.started_at / 1000;
        capture.status = exchange.status;
        capture.digest = std::to_string(std::hash<std::string_view>()(exchange.entity()));
        capture.size = exchange.entity().size();
        capture.truncated = exchange.is_cut();
        if (exchange.status == 304) {
            capture.revisit = model::Revisit::not_modified;
        } else if (capture.digest == context.prior_digest) {
            capture.revisit = model::Revisit::identical_payload;
        }
        return capture;
    }

    std::vector<crawler::Exchange> exchanges;
};

}  // namespace nianbao::tests
