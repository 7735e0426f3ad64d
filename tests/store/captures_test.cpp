// The captures of a catalogue, what a power cut takes of them, and groups of changes.

#include <filesystem>

#include "tests/store/catalogue_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::store;
using namespace nianbao::tests;
using nianbao::model::Capture;
using nianbao::model::Outcome;
using nianbao::model::Revisit;

TEST_CASE("the last content of a URL is found through revisits, redirects and errors") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    const std::string url = "https://a.example/1", copy = "https://a.example/copy";
    CHECK_FALSE(*catalogue.last_content_capture(url));
    const auto add = [&catalogue](const Capture& c) {
        REQUIRE(catalogue.finish({done(entry(c.url), Outcome::fetched), c, {}}));
    };
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

TEST_CASE("what a power cut took from the archive is forgotten, and its pages are due") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    const std::string kept = "https://a.example/kept", lost = "https://a.example/lost", gone = "https://a.example/gone", other = "https://a.example/other";
    REQUIRE(catalogue.add({entry(kept), entry(lost), entry(gone), entry(other)}) == 4);
    auto fetched = [&](const std::string& url, std::int64_t offset, Outcome outcome, const std::string& file = "nianbao-x.warc.gz") {
        auto e = done(entry(url), outcome, never);
        e.digest = "d" + std::to_string(offset);
        e.etag = "\"1\"";
        e.last_modified = "Thu, 20 Feb 2020 01:02:03 GMT";
        auto c = capture(url, e.digest, offset);
        c.warc_file = file;
        REQUIRE(catalogue.finish({e, c, {}}));
    };
    fetched(other, 900, Outcome::fetched, "nianbao-w.warc.gz");  // the file before, which is longer
    fetched(kept, 100, Outcome::fetched);
    fetched(lost, 200, Outcome::fetched);
    fetched(gone, 300, Outcome::gone);
    CHECK(catalogue.forget_captures("nianbao-x.warc.gz", 400) == 0);
    CHECK(catalogue.forget_captures("nianbao-x.warc.gz", 200) == 2);
    CHECK(catalogue.captures(lost)->empty());
    CHECK(catalogue.captures(kept)->size() == 1);
    CHECK(catalogue.captures(other)->size() == 1);
    CHECK(catalogue.find(kept).value()->outcome == Outcome::fetched);
    for (const std::string& url : {lost, gone}) {
        const auto again = catalogue.find(url).value().value();
        CHECK(again.outcome == Outcome::due);
        CHECK((again.digest.empty() && again.etag.empty() && again.last_modified.empty()));
    }
    CHECK(next_url(catalogue, origin_a) == gone);  // of equal rank, by URL
}

TEST_CASE("what a group has committed is carried into the file, without the log, when the group ends") {
    const TemporaryFolder folder, copy;
    auto catalogue = opened(folder);
    REQUIRE(catalogue.add({entry("https://a.example/before")}) == 1);
    REQUIRE(catalogue.begin_group());
    REQUIRE(catalogue.add({entry("https://a.example/one"), entry("https://a.example/two")}) == 2);
    REQUIRE(catalogue.commit_group());
    catalogue.end_group();
    std::filesystem::copy_file(folder.file("nianbao.sqlite"), copy.file("nianbao.sqlite"));
    CHECK(opened(copy).counts()->urls == 3);
}

TEST_CASE("of a group stays what was committed, and a part that fails takes the rest with it") {
    const TemporaryFolder folder;
    auto catalogue = opened(folder);
    const std::string kept = "https://a.example/kept", lost = "https://a.example/lost", late = "https://a.example/late";
    REQUIRE(catalogue.add({entry(kept), entry(lost), entry(late)}) == 3);
    REQUIRE(catalogue.begin_group());
    REQUIRE(catalogue.finish({done(entry(kept), Outcome::fetched), capture(kept, "d1", 1), {}}));
    REQUIRE(catalogue.commit_group());
    REQUIRE(catalogue.finish({done(entry(lost), Outcome::fetched), capture(lost, "d2", 2), {}}));
    REQUIRE(catalogue.lease_host("a.example", "one", 1000, 2000));
    // Under a lease that is not that of the host.
    CHECK_FALSE(catalogue.finish({done(entry(late), Outcome::fetched), capture(late, "d3", 3), {}, HostState{"a.example", "", 0, 0, "", 7}}));
    catalogue.end_group();
    CHECK(catalogue.find(kept).value()->outcome == Outcome::fetched);
    CHECK(catalogue.find(lost).value()->outcome == Outcome::due);
    CHECK(catalogue.find(late).value()->outcome == Outcome::due);
    CHECK(catalogue.captures(kept)->size() == 1);
    CHECK(catalogue.captures(lost)->empty());
    // What the group left open is closed: the next change is its own.
    REQUIRE(catalogue.finish({done(entry(late), Outcome::gone), std::nullopt, {}}));
    CHECK(catalogue.find(late).value()->outcome == Outcome::gone);
}
