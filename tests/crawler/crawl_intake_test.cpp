// The way of an answer to the frontier: never ahead of the disk.

#include <set>

#include "tests/crawler/crawl_fixture.h"

using namespace nianbao;
using namespace nianbao::crawler;
using namespace nianbao::tests;
using model::Outcome;

namespace {

// Knows which of its captures a power cut would leave.
class SyncedArchive final : public Archive {
public:
    model::Result<model::Capture> write(const Exchange& exchange, const ArchiveContext& context) override {
        written_.insert(exchange.url);
        return memory_.write(exchange, context);
    }
    model::Result<void> sync() override {
        if (is_full) return model::fail("archive", "no space left on device");
        synced_ = written_;
        return {};
    }
    bool is_safe(const std::string& url) const { return synced_.contains(url); }
    bool is_full = false;

private:
    MemoryArchive memory_;
    std::set<std::string> written_, synced_;  // the crawl sees to it that a sync and the other calls do not meet
};

class WatchingFrontier final : public crawler::MemoryFrontier {
public:
    explicit WatchingFrontier(const SyncedArchive& archive) : archive_(archive) {}
    model::Result<void> finish(const FinishedTry& done) override {
        if (done.capture) (archive_.is_safe(done.capture->url) ? safe : early).insert(done.capture->url);
        return crawler::MemoryFrontier::finish(done);
    }
    std::set<std::string> safe, early;

private:
    const SyncedArchive& archive_;
};

struct IntakeFixture : CrawlFixture {
    IntakeFixture() {
        std::string links;
        for (int i = 0; i < 20; ++i) {
            const std::string path = "/list/t2020_" + std::to_string(i) + ".html";
            links += link(path, "2019年政府信息公开工作年度报告");
            server.page(path, a_report);
        }
        list(links);
        portal().delay = 0;
    }
    model::Result<CrawlSummary> crawl_with(int workers) {
        options.workers = workers;
        const auto decode = [](const Exchange& exchange) { return std::string(exchange.payload()); };
        transport = std::move(*make_curl_transport());
        return crawl(portals, options, {watching, synced, *transport, clock, log, decode}, stop);
    }

    SyncedArchive synced;
    WatchingFrontier watching{synced};
};

}  // namespace

TEST_CASE_METHOD(IntakeFixture, "the frontier hears of an answer when its records are on the disk") {
    const int workers = GENERATE(0, 2);
    REQUIRE(crawl_with(workers));
    CHECK(watching.early.empty());
    CHECK(watching.safe.size() == 21);
    for (int i = 0; i < 20; ++i) CHECK(server.count("/list/t2020_" + std::to_string(i) + ".html") == 1);
}

TEST_CASE_METHOD(IntakeFixture, "an archive that cannot be written ends the crawl, and the frontier has heard of nothing") {
    const int workers = GENERATE(0, 2);
    synced.is_full = true;
    const auto crawled = crawl_with(workers);
    REQUIRE_FALSE(crawled);
    CHECK(crawled.error().where == "archive");
    CHECK((watching.early.empty() && watching.safe.empty()));
    CHECK(watching.entries.at(server.url("/list/")).outcome == Outcome::due);
}
