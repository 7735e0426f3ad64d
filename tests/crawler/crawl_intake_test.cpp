// The way of an answer to the frontier: never ahead of the archive, and not held up by the disk.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

#include "tests/crawler/crawl_fixture.h"

using namespace nianbao;
using namespace nianbao::crawler;
using namespace nianbao::tests;
using model::Outcome;

namespace {

// Knows which of its captures a power cut would leave, and may take its time for a sync.
class SyncedArchive final : public Archive {
public:
    model::Result<model::Capture> write(const Exchange& exchange, const ArchiveContext& context) override {
        const std::lock_guard lock(mutex_);
        written_.insert(exchange.url);
        changed_.notify_all();
        return memory_.write(exchange, context);
    }
    model::Result<void> sync() override {
        std::unique_lock lock(mutex_);
        if (is_full) return model::fail("archive", "no space left on device");
        const auto covered = written_;
        const bool is_over = changed_.wait_for(lock, std::chrono::seconds(30), [this] { return written_.size() >= slow_until; });
        if (!is_over) return model::fail("archive", "nothing was written beside the sync");
        synced_.insert(covered.begin(), covered.end());
        return {};
    }
    std::size_t safe() const { return synced_.size(); }
    bool is_written(const std::string& url) const { return written_.contains(url); }
    bool is_full = false;
    std::size_t slow_until = 0;  // a sync lasts until so many URLs are written

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    MemoryArchive memory_;
    std::set<std::string> written_, synced_;
};

class WatchingFrontier final : public crawler::MemoryFrontier {
public:
    explicit WatchingFrontier(const SyncedArchive& archive) : archive_(archive) {}
    model::Result<void> finish(const FinishedTry& done) override {
        if (done.capture) (archive_.is_written(done.capture->url) ? written : early).insert(done.capture->url);
        return crawler::MemoryFrontier::finish(done);
    }
    std::set<std::string> written, early;

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

TEST_CASE_METHOD(IntakeFixture, "the frontier hears of an answer when its records are written, and at the end all are on the disk") {
    const int workers = GENERATE(0, 2);
    REQUIRE(crawl_with(workers));
    CHECK(watching.early.empty());
    CHECK(watching.written.size() == 21);
    CHECK(synced.safe() == 22);  // robots.txt too
    for (int i = 0; i < 20; ++i) CHECK(server.count("/list/t2020_" + std::to_string(i) + ".html") == 1);
}

TEST_CASE_METHOD(IntakeFixture, "while the disk takes its time the crawl goes on") {
    synced.slow_until = 22;  // the first sync ends when the last page was archived
    const auto crawled = crawl_with(2);
    REQUIRE(crawled);
    CHECK(crawled->requests == 21);
    CHECK(synced.safe() == 22);
}

TEST_CASE_METHOD(IntakeFixture, "an archive that the disk refuses ends the crawl") {
    const int workers = GENERATE(0, 2);
    synced.is_full = true;
    const auto crawled = crawl_with(workers);
    REQUIRE_FALSE(crawled);
    CHECK(crawled.error().where == "archive");
}
