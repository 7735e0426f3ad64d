#pragma once
// A frontier and an archive that keep nothing: for a look at a portal that is not to leave anything behind.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "crawler/frontier.h"

namespace nianbao::crawler {

// With the promises of the interface, but for those about restarts. For some thousands of addresses.
class MemoryFrontier : public Frontier {
public:
    model::Result<RunBegun> begin_run(const std::vector<std::string>& portals, model::UnixTime now) override;
    model::Result<void> end_run(model::UnixTime now) override;
    model::Result<void> apply_rules(const std::string& portal, const std::string& rules, model::UnixTime now) override;
    model::Result<void> add(const std::vector<model::FrontierEntry>& more) override;
    model::Result<std::vector<std::string>> origins_due(model::UnixTime now) override;
    model::Result<std::optional<model::FrontierEntry>> next(const std::string& origin, model::UnixTime now) override;
    model::Result<void> finish(const FinishedTry& done) override;
    model::Result<std::optional<model::FrontierEntry>> find(const std::string& url) override;
    model::Result<std::vector<model::FrontierEntry>> same_content(const std::string& origin, const std::string& digest, const std::string& url, std::size_t most) override;
    model::Result<std::optional<OriginState>> load_origin(const std::string& origin) override;
    model::Result<void> save_origin(const OriginState& state) override;
    model::Result<std::optional<HostState>> load_host(const std::string& host) override;
    model::Result<void> save_host(const HostState& state) override;
    model::Result<HostLease> lease_host(const std::string& host, std::int64_t now, std::int64_t until) override;
    model::Result<void> release_hosts() override;
    model::Result<void> keep_notes(const std::vector<Note>& notes) override;
    model::Result<std::vector<Note>> notes() override;

    std::map<std::string, model::FrontierEntry> entries;
    std::map<std::string, OriginState> origins;
    std::map<std::string, HostState> hosts;
    std::map<std::string, HostLease> leases;  // of the hosts that this or another crawl holds
    std::map<std::pair<std::string, std::string>, std::string> kept_notes;
    std::vector<model::Capture> captures;

private:
    [[nodiscard]] bool is_due(const model::FrontierEntry& entry, model::UnixTime now) const;

    std::set<std::string> portals_;
    std::set<std::string> finished_;  // in this run
    model::UnixTime run_began_ = 0;
};

class NoArchive final : public Archive {
public:
    model::Result<model::Capture> write(const Exchange& exchange, const ArchiveContext& context) override;
};

}  // namespace nianbao::crawler
