// Pauses of hosts and addresses, the hours of a portal, and when a page is worth another visit: the arithmetic of manners.

#include "crawler/politeness.h"

#include "crawler/hours.h"
#include "crawler/revisit.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::crawler;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

Time at(std::int64_t second) { return time_of(second); }
Portal portal(const std::string& more = "") { return parse_portal("start = [\"https://www.example.gov.cn/nb/\"]\n" + more, "p.toml").value(); }

}  // namespace

TEST_CASE("the delay is the portal's, or 3 s or five fetches, and Crawl-delay when it is longer") {
    CHECK(delay_after(portal(), std::nullopt, milliseconds(10)) == seconds(3));
    CHECK(delay_after(portal(), std::nullopt, seconds(2)) == seconds(10));
    CHECK(delay_after(portal("delay_seconds = 0.5\n"), std::nullopt, seconds(2)) == milliseconds(500));
    CHECK(delay_after(portal("delay_seconds = 0.5\n"), 7.0, seconds(2)) == seconds(7));
    CHECK(delay_after(portal("delay_seconds = 9\n"), 7.0, seconds(2)) == seconds(9));
}

TEST_CASE("an address keeps a pause of its own, but for those of one's own servers") {
    CHECK(address_delay_after(portal(), "203.0.113.7", milliseconds(10)) == std::nullopt);  // documentation addresses are not public
    CHECK(address_delay_after(portal(), "114.114.114.114", milliseconds(10)) == seconds(3));
    CHECK(address_delay_after(portal("delay_seconds = 1\n"), "114.114.114.114", milliseconds(10)) == seconds(1));
    CHECK(address_delay_after(portal("address_delay_seconds = 2\n"), "127.0.0.1", milliseconds(10)) == seconds(2));
    CHECK(address_delay_after(portal("address_delay_seconds = 2\n"), "", milliseconds(10)) == std::nullopt);
}

TEST_CASE("one request a host, and a rest after it") {
    Politeness politeness;
    CHECK(politeness.ready_at("a") <= at(0));
    politeness.begin("a", Asked::page);
    CHECK_FALSE(politeness.ready_at("a"));
    politeness.wait("a", "https://a");
    politeness.wait("a", "http://a");
    CHECK(politeness.end("a", at(5), "127.0.0.1", std::nullopt) == std::vector<std::string>{"https://a", "http://a"});
    CHECK(politeness.ready_at("a") == at(5));
    politeness.block("a", at(3));
    CHECK(politeness.ready_at("a") == at(5));
    politeness.block("a", at(9));
    CHECK(politeness.ready_at("a") == at(9));
    CHECK(politeness.pages_asked("a") == 1);
    politeness.begin("a", Asked::robots);
    CHECK_FALSE(politeness.ready_at("a"));
    CHECK(politeness.pages_asked("a") == 1);
}

TEST_CASE("two hosts of one address take turns") {
    Politeness politeness;
    for (const char* host : {"a", "b"}) {
        politeness.begin(host, Asked::page);
        politeness.end(host, at(0), "114.114.114.114", at(10));
    }
    CHECK(politeness.ready_at("a") == at(10));
    politeness.begin("a", Asked::page);
    CHECK_FALSE(politeness.ready_at("b"));
    politeness.wait("b", "https://b");
    politeness.wait("a", "http://a");
    CHECK(politeness.end("a", at(11), "114.114.114.114", at(20)) == std::vector<std::string>{"http://a", "https://b"});
    CHECK(politeness.ready_at("b") == at(20));
    // The host moved to another address, of the same machine perhaps: both rest, and each goes its own way then.
    politeness.begin("a", Asked::page);
    politeness.end("a", at(21), "8.8.8.8", at(40));
    CHECK(politeness.ready_at("b") == at(40));
    CHECK(politeness.ready_at("a") == at(40));
    politeness.begin("a", Asked::page);
    CHECK(politeness.ready_at("b") == at(40));
}

TEST_CASE("what is remembered of a host comes back, with the rest of its address") {
    Politeness politeness;
    politeness.learn({"a", "114.114.114.114", 7'000, 2, "503"}, AddressPause::kept);
    politeness.learn({"b", "114.114.114.114", 0, 0, ""}, AddressPause::kept);
    CHECK(politeness.ready_at("a") == at(7));
    CHECK(politeness.ready_at("b") == at(7));
    CHECK(politeness.strike("a", "429") == 3);
    CHECK(politeness.state("a").strikes == 3);
    CHECK(politeness.state("a").resting_why == "429");
    politeness.forgive("a");
    CHECK(politeness.state("a").strikes == 0);
    CHECK(politeness.state("a").address == "114.114.114.114");
}

TEST_CASE("hours are China's, also over midnight") {
    const CrawlHours night = parse_hours("22:00-06:30").value();
    // 1,600,000,000 is 12:26:40 GMT: 20:26:40 in China.
    const Time evening = at(1'600'000'000);
    CHECK_FALSE(night.is_open(evening));
    CHECK(night.opens_at(evening) == at(1'600'005'600));  // 22:00
    CHECK(night.is_open(at(1'600'005'600)));
    CHECK(night.is_open(at(1'600'005'600) + hours(8)));
    CHECK_FALSE(night.is_open(at(1'600'005'600) + hours(8) + std::chrono::minutes(30)));
    CHECK(parse_hours("20:00-21:00").value().is_open(evening));
    CHECK(parse_hours("00:00-24:00").value().is_open(evening));
    for (const char* bad : {"", "22-6", "22:00", "22:00-25:00", "22:60-01:00", "2a:00-01:00", "22:00 -06:00"}) CHECK_FALSE(parse_hours(bad));
}

TEST_CASE("a list is looked at often while reports are due, a page that does not change ever less") {
    constexpr model::UnixTime february = 1'612'137'600, september = 1'600'000'000;
    constexpr std::int64_t day = 86'400;
    model::FrontierEntry list;
    list.kind = model::PageKind::list;
    list.outcome = model::Outcome::fetched;
    CHECK(next_interval(list, Change::first, february) == day);
    CHECK(next_interval(list, Change::first, september) == 7 * day);
    model::FrontierEntry report = list;
    report.kind = model::PageKind::report;
    report.first_seen = september;
    std::int64_t last = 0;
    report.outcome = model::Outcome::unchanged;
    for (int visit = 0; visit < 20; ++visit) {
        report.interval = next_interval(report, visit == 0 ? Change::first : Change::unchanged, september + 100 * day);
        CHECK(report.interval >= last);
        last = report.interval;
    }
    CHECK(last == 180 * day);
    report.outcome = model::Outcome::fetched;
    CHECK(next_interval(report, Change::changed, september + 100 * day) == 90 * day);
    report.outcome = model::Outcome::http_5xx;
    report.interval = 0;
    CHECK(next_interval(report, Change::refused, september) == day / 4);
    report.outcome = model::Outcome::robots_disallowed;
    CHECK(next_interval(report, Change::refused, september) == 0);
}
