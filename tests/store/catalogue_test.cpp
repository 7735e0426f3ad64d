#include "store/catalogue.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

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

TEST_CASE("a workspace is made from nothing and opened again") {
    const TemporaryFolder parent;
    const std::string workspace = parent.file("new/workspace");
    for (int i = 0; i < 2; ++i) {
        auto catalogue = Catalogue::open(workspace);
        REQUIRE(catalogue);
        for (const char* name : {"/nianbao.sqlite", "/lock", "/warc", "/export", "/log"})
            CHECK(std::filesystem::exists(workspace + name));
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
    CHECK(second.error().what == "in use by another nianbao (pid " + std::to_string(child) +
                                     "); wait for it to end, or choose another workspace with -w");
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
        const auto counts =
            catalogue ? catalogue->entries(std::nullopt).map([](const auto&) { return 0; }) : tl::unexpected(catalogue.error());
        REQUIRE_FALSE(counts);
        CHECK(counts.error().what.find("damaged") != std::string::npos);
    }
    SECTION("of another program") {
        REQUIRE(Database::open(folder.file("nianbao.sqlite"), Database::Access::create)
                    ->script("CREATE TABLE t (x); PRAGMA user_version = 1;"));
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
                Finished finished{done(entry(url), i % 3 == 0 ? Outcome::gone : Outcome::fetched),
                                  capture(url, "d" + std::to_string(i), i),
                                  {}};
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
