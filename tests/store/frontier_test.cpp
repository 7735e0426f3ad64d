// The frontier and the hosts of a catalogue.

#include "store/database.h"
#include "tests/store/catalogue_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::store;
using namespace nianbao::tests;
using nianbao::model::Capture;
using nianbao::model::FrontierEntry;
using nianbao::model::Outcome;
using nianbao::model::PageKind;
using nianbao::model::Revisit;

TEST_CASE("the frontier keeps every field, knows each URL once and gives the best first") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    FrontierEntry full = entry("https://a.example/r1");
    full.referrer = "https://a.example/list";
    full.anchor = "2019年政府信息公开工作年度报告";
    full.due_at = now - 5;
    REQUIRE(catalogue.add({full, entry("https://a.example/list", PageKind::list, 1),
                           entry("https://a.example/", PageKind::start, 0), entry("https://a.example/r0"),
                           entry("https://a.example/x.pdf", PageKind::attachment, 2), entry("https://b.example/")}) == 6);
    CHECK(catalogue.add({full, entry("https://a.example/r2", PageKind::report, 3)}) == 1);
    check_sum(catalogue, 7);
    const auto found = catalogue.find(full.url);
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->referrer == full.referrer);
    CHECK((*found)->anchor == full.anchor);
    CHECK((*found)->origin == origin_a);
    CHECK((*found)->portal == "sample");
    CHECK((*found)->due_at == now - 5);
    CHECK((*found)->first_seen == now);
    CHECK_FALSE(*catalogue.find("https://a.example/unknown"));

    for (const char* expected : {"https://a.example/", "https://a.example/list", "https://a.example/r0", "https://a.example/r1",
                                 "https://a.example/r2", "https://a.example/x.pdf", ""}) {
        CHECK(next_url(catalogue, origin_a) == expected);
        CHECK(next_url(catalogue, origin_a) == expected);
        if (*expected != '\0') REQUIRE(catalogue.finish({done(entry(expected), Outcome::fetched), std::nullopt, {}}));
    }
    CHECK(catalogue.counts()->of(Outcome::fetched) == 6);
    CHECK(catalogue.counts()->of(Outcome::due) == 1);
    check_sum(catalogue, 7);
    CHECK(catalogue.entries(Outcome::due)->size() == 1);
    CHECK(catalogue.entries(std::nullopt)->size() == 7);
    CHECK(catalogue.find("https://a.example/r0").value()->first_seen == now);
}

TEST_CASE("a known URL takes a better kind and depth, and its state stays") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    FrontierEntry e = entry("https://a.example/1", PageKind::attachment, 5);
    e.anchor = "附件";
    REQUIRE(catalogue.finish({done(e, Outcome::http_5xx), std::nullopt, {}}) == 0);
    FrontierEntry better = entry("https://a.example/1", PageKind::report, 2);
    better.anchor = "年报";
    CHECK(catalogue.add({better}) == 0);
    CHECK(catalogue.add({entry("https://a.example/1", PageKind::attachment, 9)}) == 0);
    const auto found = catalogue.find(e.url).value();
    CHECK(found->kind == PageKind::report);
    CHECK(found->depth == 2);
    CHECK(found->anchor == "年报");
    CHECK(found->outcome == Outcome::http_5xx);
    // What was out of scope for one portal is in scope for another.
    CHECK(catalogue.add({done(entry("https://b.example/"), Outcome::out_of_scope)}) == 1);
    CHECK(next_url(catalogue, "https://b.example").empty());
    CHECK(catalogue.add({done(entry("https://b.example/"), Outcome::out_of_scope)}) == 0);
    CHECK(catalogue.add({entry("https://b.example/")}) == 0);
    CHECK(next_url(catalogue, "https://b.example") == "https://b.example/");
    CHECK(catalogue.add({done(entry("https://b.example/"), Outcome::out_of_scope)}) == 0);
    CHECK(next_url(catalogue, "https://b.example") == "https://b.example/");
}

TEST_CASE("a run that never ended goes on, an ended one is followed by another") {
    const TemporaryFolder folder;
    {
        auto catalogue = opened(folder);
        CHECK_FALSE(*catalogue.last_run());
        const auto run = catalogue.begin_run(now);
        CHECK(run->start == RunStart::fresh);
        CHECK(run->id == 1);
        REQUIRE(catalogue.add({entry("https://a.example/1"), entry("https://a.example/2"), entry("https://a.example/3"),
                               entry("https://a.example/4")}));
        REQUIRE(catalogue.finish({done(entry("https://a.example/1"), Outcome::fetched), std::nullopt, {}}));
        REQUIRE(catalogue.finish({done(entry("https://a.example/3"), Outcome::gone, never), std::nullopt, {}}));
        REQUIRE(catalogue.finish({done(entry("https://a.example/4"), Outcome::trap, now + 1'000'000), std::nullopt, {}}));
    }
    {
        auto catalogue = opened(folder);
        const auto run = catalogue.begin_run(now + 10);
        CHECK(run->start == RunStart::resumed);
        CHECK(run->id == 1);
        CHECK(run->began_at == now);
        CHECK(next_url(catalogue, origin_a) == "https://a.example/2");  // 1 was finished in this run
        REQUIRE(catalogue.end_run(now + 20));
        CHECK((*catalogue.last_run())->ended_at == now + 20);
    }
    auto catalogue = opened(folder);
    const auto run = catalogue.begin_run(now + 30);
    CHECK(run->start == RunStart::fresh);
    CHECK(run->id == 2);
    CHECK(catalogue.find("https://a.example/1").value()->outcome == Outcome::fetched);  // carried over until it is tried
    CHECK(next_url(catalogue, origin_a) == "https://a.example/1");
    REQUIRE(catalogue.finish({done(entry("https://a.example/1"), Outcome::unchanged), std::nullopt, {}}));
    REQUIRE(catalogue.finish({done(entry("https://a.example/2"), Outcome::fetched), std::nullopt, {}}));
    CHECK(next_url(catalogue, origin_a).empty());  // 3 is never due again, 4 not yet
    check_sum(catalogue, 4);
}

TEST_CASE("a clock that was put back makes everything due that was planned, and a small step nothing") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    REQUIRE(catalogue.begin_run(now));
    REQUIRE(catalogue.finish({done(entry("https://a.example/1"), Outcome::fetched, now + 604'800), std::nullopt, {}}));
    REQUIRE(catalogue.finish({done(entry("https://a.example/2"), Outcome::gone, never), std::nullopt, {}}));
    REQUIRE(catalogue.end_run(now + 20));
    CHECK_FALSE(catalogue.begin_run(now - 3'600)->clock_went_back);
    CHECK(next_url(catalogue, origin_a, now - 3'600).empty());
    REQUIRE(catalogue.end_run(now));
    const auto before = now - 365 * 86'400;
    CHECK(catalogue.begin_run(before)->clock_went_back);
    CHECK(next_url(catalogue, origin_a, before) == "https://a.example/1");
    CHECK(catalogue.find("https://a.example/2").value()->due_at == never);
}

TEST_CASE("an entry put back is due again in the same run, at its time") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    REQUIRE(catalogue.begin_run(now));
    FrontierEntry e = done(entry("https://a.example/1"), Outcome::due, now + 60);
    e.attempts = 2;
    e.detail = "503 Service Unavailable";
    REQUIRE(catalogue.finish({e, std::nullopt, {}}));
    CHECK(next_url(catalogue, origin_a, now + 59).empty());
    CHECK(next_url(catalogue, origin_a, now + 60) == e.url);
    CHECK(catalogue.find(e.url).value()->attempts == 2);
    CHECK(catalogue.find(e.url).value()->detail == e.detail);
}

TEST_CASE("origins are named with their earliest time and not before politeness allows") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    auto at = [](FrontierEntry e, nianbao::model::UnixTime due_at) {
        e.due_at = due_at;
        return e;
    };
    REQUIRE(catalogue.add({at(entry("https://a.example/1"), now + 7), at(entry("https://a.example/2"), now - 3),
                           at(entry("https://b.example/1"), now - 9), at(entry("https://c.example/1"), now + 100),
                           done(entry("https://d.example/1"), Outcome::out_of_scope)}));
    OriginState state{"https://b.example", 200, std::string("User-agent: *\0\xff", 15), now};
    REQUIRE(catalogue.save_origin(state));
    const nianbao::store::HostState host{"b.example", "203.0.113.7", (now + 50) * 1000 + 17, 2, "503 Service Unavailable"};
    REQUIRE(catalogue.save_host(host));
    const auto due = catalogue.origins_due(now);
    REQUIRE(due);
    REQUIRE(due->size() == 2);
    CHECK((*due)[0].origin == origin_a);
    CHECK((*due)[0].due_at == now - 3);
    CHECK((*due)[0].ready_at == now - 3);
    CHECK((*due)[1].origin == "https://b.example");
    CHECK((*due)[1].due_at == now - 9);
    CHECK((*due)[1].ready_at == now + 50);
    CHECK(catalogue.origins_due(now + 100)->size() == 3);
    // The state of a host comes back whole, and over a restart.
    CHECK(*catalogue.load_origin(state.origin).value() == state);
    CHECK(*catalogue.load_host("b.example").value() == host);
    CHECK_FALSE(*catalogue.load_host("a.example"));
    CHECK_FALSE(*catalogue.load_origin("https://z.example"));
    state.robots_status = 503;
    REQUIRE(catalogue.save_origin(state));
    CHECK(catalogue.load_origin(state.origin).value()->robots_status == 503);
}

TEST_CASE("finish is all or nothing") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    REQUIRE(catalogue.add({entry("https://a.example/1")}));
    const Capture c = capture("https://a.example/1", "d1", 100);
    CHECK(catalogue.finish({done(entry("https://a.example/1"), Outcome::fetched),
                            c,
                            {entry("https://a.example/2"), entry("https://a.example/1")}}) == 1);
    const auto captures = catalogue.captures("https://a.example/1");
    REQUIRE(captures->size() == 1);
    CHECK(captures->front().digest == "d1");
    CHECK(captures->front().warc_offset == 100);
    CHECK(captures->front().warc_file == "nianbao-x.warc.gz");
    CHECK(captures->front().media_type == "text/html");
    // The database is taken away in the middle: a second writer holds it, so nothing of the second finish stands.
    auto other = Database::open(folder.file("nianbao.sqlite"), Database::Access::create);
    REQUIRE(other->script(
        "CREATE TRIGGER refuse BEFORE INSERT ON frontier WHEN new.url LIKE '%bad' BEGIN SELECT raise(ABORT, 'refused'); END;"));
    const auto refused = catalogue.finish({done(entry("https://a.example/2"), Outcome::fetched),
                                           capture("https://a.example/2", "d2", 200),
                                           {entry("https://a.example/3"), entry("https://a.example/bad")}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("refused") != std::string::npos);
    CHECK(catalogue.captures("https://a.example/2")->empty());
    CHECK(catalogue.find("https://a.example/2").value()->outcome == Outcome::due);
    CHECK_FALSE(*catalogue.find("https://a.example/3"));
    check_sum(catalogue, 2);
}

TEST_CASE("one owner a host, and nothing is taken from one that lost it") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    const HostLease first = catalogue.lease_host("a.example", "one", 1000, 2000).value();
    CHECK((first.owner == "one" && first.token == 1 && first.until == 2000));
    const HostLease refused = catalogue.lease_host("a.example", "two", 1999, 5000).value();
    CHECK((refused.owner == "one" && refused.until == 2000));
    const HostLease longer = catalogue.lease_host("a.example", "one", 1999, 2500).value();
    CHECK((longer.token == 1 && longer.until == 2500));
    const HostLease second = catalogue.lease_host("a.example", "two", 2500, 5000).value();
    CHECK((second.owner == "two" && second.token == 2));
    HostState state{"a.example", "192.0.2.1", 7, 1, "429", 1};
    CHECK_FALSE(catalogue.save_host(state));
    state.lease = 2;
    REQUIRE(catalogue.save_host(state));
    CHECK(catalogue.load_host("a.example").value()->strikes == 1);
    REQUIRE(catalogue.release_hosts());
    CHECK(catalogue.lease_host("a.example", "three", 2600, 9000).value().token == 3);
}

TEST_CASE("the notes of a run are those of a run that goes on, and no other's") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    REQUIRE(catalogue.begin_run(100));
    REQUIRE(catalogue.keep_notes({{"list", "x", "1"}, {"lead", "x", ""}}));
    REQUIRE(catalogue.keep_notes({{"list", "x", "2"}}));
    REQUIRE(catalogue.begin_run(200));
    const auto notes = catalogue.notes().value();
    REQUIRE(notes.size() == 2);
    CHECK((notes[1].kind == "list" && notes[1].key == "x" && notes[1].value == "2"));
    REQUIRE(catalogue.end_run(300));
    REQUIRE(catalogue.begin_run(400));
    CHECK(catalogue.notes().value().empty());
}

TEST_CASE("lists that were read by other rules are due") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    FrontierEntry list;
    list.url = "https://a.example/list";
    list.portal = "a";
    list.origin = "https://a.example";
    list.kind = PageKind::list;
    list.outcome = Outcome::fetched;
    list.due_at = 9000;
    list.digest = "d";
    list.rules = "old";
    list.leads = 7;
    FrontierEntry report = list;
    report.url = "https://a.example/report";
    report.kind = PageKind::report;
    REQUIRE(catalogue.add({list, report}));
    REQUIRE(catalogue.apply_rules("a", "old", 100));
    CHECK(catalogue.find(list.url).value()->due_at == 9000);
    CHECK(catalogue.find(list.url).value()->leads == 7);
    REQUIRE(catalogue.apply_rules("b", "new", 100));
    CHECK(catalogue.find(list.url).value()->due_at == 9000);
    REQUIRE(catalogue.apply_rules("a", "new", 100));
    CHECK(catalogue.find(list.url).value()->due_at == 100);
    CHECK(catalogue.find(report.url).value()->due_at == 9000);
    CHECK(catalogue.count_reports().value() == std::map<std::string, ReportCounts>{{"a", {0, 7}}});
}
