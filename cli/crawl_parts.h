#pragma once
// The crawler's interfaces on top of the catalogue and the archive: the one place where the three meet.

#include <unistd.h>

#include <memory>
#include <string>

#include "archive/warc_writer.h"
#include "crawler/crawl.h"
#include "crawler/frontier.h"
#include "store/catalogue.h"

namespace nianbao::cli {

class CatalogueFrontier final : public crawler::Frontier {
public:
    explicit CatalogueFrontier(store::Catalogue& catalogue) : catalogue_(catalogue) {}
    ~CatalogueFrontier() override { catalogue_.end_group(); }
    CatalogueFrontier(const CatalogueFrontier&) = delete;
    CatalogueFrontier& operator=(const CatalogueFrontier&) = delete;

    model::Result<crawler::RunBegun> begin_run(const std::vector<std::string>& portals, model::UnixTime now) override;
    model::Result<void> end_run(model::UnixTime now) override;
    model::Result<void> apply_rules(const std::string& portal, const std::string& rules, model::UnixTime now) override;
    model::Result<void> add(const std::vector<model::FrontierEntry>& entries) override;
    model::Result<std::vector<std::string>> origins_due(model::UnixTime now) override;
    model::Result<std::optional<model::FrontierEntry>> next(const std::string& origin, model::UnixTime now) override;
    model::Result<void> finish(const crawler::FinishedTry& done) override;
    model::Result<std::optional<model::FrontierEntry>> find(const std::string& url) override;
    model::Result<std::vector<model::FrontierEntry>> same_content(const std::string& origin, const std::string& digest, const std::string& url, std::size_t most) override;
    model::Result<std::optional<crawler::OriginState>> load_origin(const std::string& origin) override;
    model::Result<void> save_origin(const crawler::OriginState& state) override;
    model::Result<std::optional<crawler::HostState>> load_host(const std::string& host) override;
    model::Result<void> save_host(const crawler::HostState& state) override;
    model::Result<crawler::HostLease> lease_host(const std::string& host, std::int64_t now, std::int64_t until) override;
    model::Result<void> release_hosts() override;
    model::Result<void> keep_notes(const std::vector<crawler::Note>& notes) override;
    model::Result<std::vector<crawler::Note>> notes() override;
    model::Result<void> commit() override;

    // True when the run went on where a killed one had stopped.
    [[nodiscard]] bool resumed() const { return resumed_; }

private:
    store::Catalogue& catalogue_;
    const std::string owner_ = std::to_string(getpid());  // of leases: one crawl a process, and one process a workspace
    bool resumed_ = false;
};

class WarcArchive final : public crawler::Archive {
public:
    WarcArchive(archive::WarcWriter& writer, store::Catalogue& catalogue) : writer_(writer), catalogue_(catalogue) {}
    model::Result<std::unique_ptr<crawler::ArchiveJob>> begin(const crawler::Exchange& exchange, const crawler::ArchiveContext& context) override;
    model::Result<void> sync() override { return writer_.commit(); }

private:
    archive::WarcWriter& writer_;
    store::Catalogue& catalogue_;
};

}  // namespace nianbao::cli
