#include "store/catalogue.h"

#include <sys/wait.h>
#include <unistd.h>

#include <numeric>

#include "store/database.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::store;
using nianbao::model::Capture;
using nianbao::model::FrontierEntry;
using nianbao::model::Outcome;
using nianbao::model::PageKind;
using nianbao::model::Revisit;
using nianbao::tests::read_bytes;
using nianbao::tests::TemporaryFolder;
using nianbao::tests::write_bytes;

namespace {

constexpr nianbao::model::UnixTime now = 1'600'000'000;
const std::string origin_a = "https://a.example";

FrontierEntry entry(const std::string& url, PageKind kind = PageKind::report, int depth = 1) {
    FrontierEntry e;
    e.url = url;
    e.portal = "sample";
    e.origin = url.substr(0, url.find('/', 8));
    e.kind = kind;
    e.depth = depth;
    e.first_seen = now;
    return e;
}

FrontierEntry done(FrontierEntry e, Outcome outcome, nianbao::model::UnixTime due_at = 0) {
    e.outcome = outcome;
    e.due_at = due_at;
    e.fetched_at = now;
    return e;
}

Capture capture(const std::string& url, const std::string& digest, std::int64_t offset, Revisit revisit = Revisit::none, int status = 200) {
    Capture c;
    c.url = url;
    c.fetched_at = now;
    c.status = status;
    c.media_type = "text/html";
    c.digest = digest;
    c.size = 10;
    c.revisit = revisit;
    c.warc_file = "nianbao-x.warc.gz";
    c.warc_offset = offset;
    return c;
}

Catalogue opened(const TemporaryFolder& folder) {
    auto catalogue = Catalogue::open(folder.path());
    if (!catalogue) FAIL(catalogue.error().where << ": " << catalogue.error().what);
    return std::move(*catalogue);
}

std::string next_url(Catalogue& catalogue, const std::string& origin, nianbao::model::UnixTime at = now) {
    const auto next = catalogue.next(origin, at);
    REQUIRE(next);
    return *next ? (*next)->url : "";
}

void check_sum(Catalogue& catalogue, std::int64_t urls) {
    const auto counts = catalogue.counts();
    REQUIRE(counts);
    CHECK(counts->urls == urls);
    CHECK(std::accumulate(counts->by_outcome.begin(), counts->by_outcome.end(), std::int64_t{0}) == urls);
}

}  // namespace

TEST_CASE("a workspace is made from nothing and opened again") {
    const TemporaryFolder parent;
    const std::string workspace = parent.file("new/workspace");
    for (int i = 0; i < 2; ++i) {
        auto catalogue = Catalogue::open(workspace);
        REQUIRE(catalogue);
        for (const char* name : {"/nianbao.sqlite", "/lock", "/warc", "/export", "/log"}) CHECK(std::filesystem::exists(workspace + name));
        CHECK(read_bytes(workspace + "/lock") == std::to_string(getpid()) + "\n");
        check_sum(*catalogue, 0);
    }
    // An empty file, as a run killed at its very begin leaves it, is filled.
    const TemporaryFolder other;
    write_bytes(other.file("nianbao.sqlite"), "");
    CHECK(opened(other).add({entry("https://a.example/1")}) == 1);
}

TEST_CASE("a workspace in use says by whom, and is free once that process is gone") {
    const TemporaryFolder folder;
    int ready[2], stop[2];
    REQUIRE(pipe(ready) == 0);
    REQUIRE(pipe(stop) == 0);
    const pid_t child = fork();
    if (child == 0) {
        close(stop[1]);
        auto catalogue = Catalogue::open(folder.path());
        char byte = catalogue ? 'y' : 'n';
        if (write(ready[1], &byte, 1) != 1) _exit(1);
        (void)!read(stop[0], &byte, 1);
        _exit(0);
    }
    close(stop[0]);
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    REQUIRE(byte == 'y');
    const auto second = Catalogue::open(folder.path());
    REQUIRE_FALSE(second);
    CHECK(second.error().where == folder.path());
    CHECK(second.error().what == "in use by another nianbao (pid " + std::to_string(child) + "); wait for it to end, or choose another workspace with -w");
    CHECK(Catalogue::open_read_only(folder.path()));  // a look needs no lock
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    CHECK(Catalogue::open(folder.path()));
    close(stop[1]);
}

TEST_CASE("what is no catalogue is refused with a reason") {
    const TemporaryFolder folder;
    SECTION("nothing there") {
        const auto missing = Catalogue::open_read_only(folder.path());
        REQUIRE_FALSE(missing);
        CHECK(missing.error().what.find("is no workspace") == 0);
    }
    SECTION("not SQLite") {
        write_bytes(folder.file("nianbao.sqlite"), std::string(5000, 'x'));
        const auto broken = Catalogue::open(folder.path());
        REQUIRE_FALSE(broken);
        CHECK(broken.error().where == folder.file("nianbao.sqlite"));
        CHECK(broken.error().what.find("is no catalogue of nianbao or is damaged") == 0);
        CHECK_FALSE(Catalogue::open_read_only(folder.path()));
    }
    SECTION("damaged inside") {
        {
            auto catalogue = opened(folder);
            std::vector<FrontierEntry> many;
            for (int i = 0; i < 2000; ++i) many.push_back(entry("https://a.example/" + std::to_string(i)));
            REQUIRE(catalogue.add(many));
        }
        std::string bytes = read_bytes(folder.file("nianbao.sqlite"));
        REQUIRE(bytes.size() > 100'000);
        for (std::size_t i = 30'000; i < bytes.size(); ++i) bytes[i] = 'x';
        write_bytes(folder.file("nianbao.sqlite"), bytes);
        auto catalogue = Catalogue::open(folder.path());
        const auto counts = catalogue ? catalogue->entries(std::nullopt).map([](const auto&) { return 0; }) : tl::unexpected(catalogue.error());
        REQUIRE_FALSE(counts);
        CHECK(counts.error().what.find("damaged") != std::string::npos);
    }
    SECTION("of another program") {
        REQUIRE(Database::open(folder.file("nianbao.sqlite"), Database::Access::create)->script("CREATE TABLE t (x); PRAGMA user_version = 1;"));
        CHECK(Catalogue::open(folder.path()).error().what.find("of another program") != std::string::npos);
    }
    SECTION("of a newer nianbao") {
        (void)opened(folder);
        REQUIRE(Database::open(folder.file("nianbao.sqlite"), Database::Access::create)->script("PRAGMA user_version = 99;"));
        CHECK(Catalogue::open(folder.path()).error().what.find("newer nianbao (schema 99)") != std::string::npos);
        CHECK(Catalogue::open_read_only(folder.path()).error().what.find("newer nianbao") != std::string::npos);
    }
    SECTION("a file where the folder should be") {
        write_bytes(folder.file("file"), "x");
        CHECK(Catalogue::open(folder.file("file")).error().what.find("cannot be made") == 0);
    }
}

TEST_CASE("a copy in a folder that nobody may write is read") {
    const TemporaryFolder folder;
    { CHECK(opened(folder).add({entry("https://a.example/1")}) == 1); }
    // The name has what is special in a URI.
    const std::string copy = folder.file("copy #1?%20");
    std::filesystem::create_directory(copy);
    std::filesystem::copy_file(folder.file("nianbao.sqlite"), copy + "/nianbao.sqlite");
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(copy, std::filesystem::perms(0555));
    const pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0) _exit(2);  // root may write everywhere
        auto catalogue = Catalogue::open_read_only(copy);
        const bool reads = catalogue && catalogue->counts() && catalogue->counts()->urls == 1;
        const bool writes = catalogue && catalogue->add({entry("https://a.example/2")});
        _exit(reads && !writes ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    std::filesystem::permissions(copy, std::filesystem::perms::owner_all);
}

TEST_CASE("the frontier keeps every field, knows each URL once and gives the best first") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    FrontierEntry full = entry("https://a.example/r1");
    full.referrer = "https://a.example/list";
    full.anchor = "2019年政府信息公开工作年度报告";
    full.due_at = now - 5;
    REQUIRE(catalogue.add({full, entry("https://a.example/list", PageKind::list, 1), entry("https://a.example/", PageKind::start, 0),
                           entry("https://a.example/r0"), entry("https://a.example/x.pdf", PageKind::attachment, 2), entry("https://b.example/")}) == 6);
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
        REQUIRE(catalogue.add({entry("https://a.example/1"), entry("https://a.example/2"), entry("https://a.example/3"), entry("https://a.example/4")}));
        REQUIRE(catalogue.finish({done(entry("https://a.example/1"), Outcome::fetched), std::nullopt, {}}));
        REQUIRE(catalogue.finish({done(entry("https://a.example/3"), Outcome::gone, never), std::nullopt, {}}));
        REQUIRE(catalogue.finish({done(entry("https://a.example/4"), Outcome::trap), std::nullopt, {}}));
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
    CHECK(next_url(catalogue, origin_a).empty());  // 3 is never due again, 4 is a trap
    check_sum(catalogue, 4);
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
    REQUIRE(catalogue.add({at(entry("https://a.example/1"), now + 7), at(entry("https://a.example/2"), now - 3), at(entry("https://b.example/1"), now - 9),
                           at(entry("https://c.example/1"), now + 100), done(entry("https://d.example/1"), Outcome::out_of_scope)}));
    OriginState state{"https://b.example", 200, std::string("User-agent: *\0\xff", 15), now, now + 86400, now + 3, now + 50, 1234, 2};
    REQUIRE(catalogue.save_origin(state));
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
    CHECK(catalogue.finish({done(entry("https://a.example/1"), Outcome::fetched), c, {entry("https://a.example/2"), entry("https://a.example/1")}}) == 1);
    const auto captures = catalogue.captures("https://a.example/1");
    REQUIRE(captures->size() == 1);
    CHECK(captures->front().digest == "d1");
    CHECK(captures->front().warc_offset == 100);
    CHECK(captures->front().warc_file == "nianbao-x.warc.gz");
    CHECK(captures->front().media_type == "text/html");
    // The database is taken away in the middle: a second writer holds it, so nothing of the second finish stands.
    auto other = Database::open(folder.file("nianbao.sqlite"), Database::Access::create);
    REQUIRE(other->script("CREATE TRIGGER refuse BEFORE INSERT ON frontier WHEN new.url LIKE '%bad' BEGIN SELECT raise(ABORT, 'refused'); END;"));
    const auto refused = catalogue.finish({done(entry("https://a.example/2"), Outcome::fetched), capture("https://a.example/2", "d2", 200),
                                           {entry("https://a.example/3"), entry("https://a.example/bad")}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("refused") != std::string::npos);
    CHECK(catalogue.captures("https://a.example/2")->empty());
    CHECK(catalogue.find("https://a.example/2").value()->outcome == Outcome::due);
    CHECK_FALSE(*catalogue.find("https://a.example/3"));
    check_sum(catalogue, 2);
}

TEST_CASE("the last content of a URL is found through revisits, redirects and errors") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    const std::string url = "https://a.example/1", copy = "https://a.example/copy";
    CHECK_FALSE(*catalogue.last_content_capture(url));
    const auto add = [&catalogue](const Capture& c) { REQUIRE(catalogue.finish({done(entry(c.url), Outcome::fetched), c, {}})); };
    add(capture(url, "d1", 100));
    add(capture(url, "d1", 200, Revisit::not_modified, 304));
    add(capture(url, "", 300, Revisit::none, 503));
    CHECK(catalogue.last_content_capture(url).value()->warc_offset == 100);
    add(capture(url, "d2", 400));
    CHECK(catalogue.last_content_capture(url).value()->digest == "d2");
    add(capture(url, "d1", 500, Revisit::identical_payload));  // back to the first content
    CHECK(catalogue.last_content_capture(url).value()->warc_offset == 100);
    CHECK(catalogue.last_content_capture(url).value()->digest == "d1");
    CHECK(catalogue.captures(url)->size() == 5);
    CHECK(catalogue.captures(url)->back().warc_offset == 500);
    add(capture(copy, "d1", 600, Revisit::identical_payload));
    const auto unparsed = catalogue.unparsed("v1");
    REQUIRE(unparsed->size() == 2);
    CHECK((*unparsed)[0].url == url);
    CHECK((*unparsed)[1].url == copy);
    CHECK((*unparsed)[1].warc_offset == 100);
}

TEST_CASE("killed in the middle of its work, the catalogue is whole and nothing reported is lost") {
    for (int round = 0; round < 10; ++round) {
        const TemporaryFolder folder;
        int report[2];
        REQUIRE(pipe(report) == 0);
        const pid_t child = fork();
        if (child == 0) {
            auto catalogue = Catalogue::open(folder.path());
            if (!catalogue || !catalogue->begin_run(now)) _exit(1);
            for (int i = 0;; ++i) {
                const std::string url = "https://a.example/" + std::to_string(i);
                Finished finished{done(entry(url), i % 3 == 0 ? Outcome::gone : Outcome::fetched), capture(url, "d" + std::to_string(i), i), {}};
                for (int j = 0; j < 5; ++j) finished.discovered.push_back(entry("https://a.example/" + std::to_string(i + j)));
                if (!catalogue->finish(finished) || write(report[1], "x", 1) != 1) _exit(1);
            }
        }
        close(report[1]);
        char byte = 0;
        std::int64_t reported = 0;
        for (int i = 0; i < 1 + 7 * round; ++i) reported += read(report[0], &byte, 1);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        while (read(report[0], &byte, 1) == 1) ++reported;
        close(report[0]);

        auto catalogue = opened(folder);
        CHECK(catalogue.begin_run(now + 1)->start == RunStart::resumed);
        const auto counts = catalogue.counts();
        const std::int64_t finished = counts->of(Outcome::fetched) + counts->of(Outcome::gone);
        CHECK(finished >= reported);
        CHECK(finished <= reported + 1);
        check_sum(catalogue, finished + 4);  // each finish knows the next four
        CHECK(static_cast<std::int64_t>(catalogue.unparsed("v1")->size()) == finished);
        CHECK(next_url(catalogue, origin_a).find("https://a.example/") == 0);
        auto database = Database::open(folder.file("nianbao.sqlite"), Database::Access::read_only);
        CHECK(database->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1);
    }
}
