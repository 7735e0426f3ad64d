// A server that goes down in the middle of a crawl: its pages are not spent on it, and it is found again when it comes back.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/crawler/crawl_fixture.h"

using namespace nianbao;
using namespace nianbao::crawler;
using namespace nianbao::tests;
using model::Outcome;

namespace {

// The real transport, with a server that nobody can connect to for some time.
class Outage final : public Transport {
public:
    Outage(Transport& real, FakeClock& clock, int after, std::chrono::seconds lasting) : real_(real), clock_(clock), after_(after), lasting_(lasting) {}

    void start(Ticket ticket, const Request& request) override {
        ++started_;
        if (started_ == after_) ends_ = clock_.now() + lasting_;
        if (started_ < after_ || clock_.now() >= ends_) return real_.start(ticket, request);
        Arrival arrival;
        arrival.ticket = ticket;
        arrival.exchange.url = request.url.to_string();
        arrival.exchange.failure = Failure::connect;
        arrival.exchange.failure_text = "Couldn't connect to server";
        refused_.push_back(std::move(arrival));
    }
    std::vector<Arrival> wait(std::chrono::milliseconds longest) override { return refused_.empty() ? real_.wait(longest) : std::exchange(refused_, {}); }
    void wake() override { real_.wake(); }
    void cancel() override { real_.cancel(); }
    [[nodiscard]] int started() const { return started_; }

private:
    Transport& real_;
    FakeClock& clock_;
    int after_;
    std::chrono::seconds lasting_;
    int started_ = 0;
    Time ends_{};
    std::vector<Arrival> refused_;
};

struct OutageFixture : CrawlFixture {
    OutageFixture() {
        std::string links;
        for (int i = 0; i < 30; ++i) {
            const std::string name = "r" + std::to_string(1000 + i) + ".html";
            links += link(name, "2019年政府信息公开年报");
            server.page("/list/" + name, a_report + name);
        }
        list(links);
    }
    CrawlSummary run_through(Outage& outage) {
        const CrawlParts real = parts();
        const CrawlParts parts{real.frontier, real.archive, outage, real.clock, real.observer, real.decode};
        const auto summary = crawl(portals, options, parts, stop);
        REQUIRE(summary);
        return *summary;
    }
    [[nodiscard]] int count(Outcome outcome) const {
        return static_cast<int>(std::count_if(frontier.entries.begin(), frontier.entries.end(), [outcome](const auto& one) { return one.second.outcome == outcome; }));
    }
};

}  // namespace

TEST_CASE_METHOD(OutageFixture, "a server that comes back within the minute loses no page") {
    parts();
    Outage outage(*transport, clock, 6, std::chrono::seconds(40));
    run_through(outage);
    CHECK(count(Outcome::fetched) == 31);
    CHECK(outage.started() <= 32 + 8);
}

TEST_CASE_METHOD(OutageFixture, "a server that stays away is left for a later run") {
    parts();
    Outage outage(*transport, clock, 6, std::chrono::hours(2));
    const Time begun = clock.now();
    CHECK(run_through(outage).hosts_left == 1);
    CHECK(clock.now() - begun < std::chrono::minutes(2));
    CHECK(outage.started() <= 6 + 8);
    CHECK(count(Outcome::timeout) + count(Outcome::due) == 27);
    CHECK(count(Outcome::due) > 20);
    clock.advance(std::chrono::hours(48));
    CHECK(run().hosts_left == 0);
    CHECK(count(Outcome::due) + count(Outcome::timeout) == 0);
}
