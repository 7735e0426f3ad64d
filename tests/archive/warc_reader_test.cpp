#include "archive/warc_reader.h"

#include "archive/page_reader.h"
#include "tests/archive/gzip_of.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::archive;
using nianbao::tests::gzip_of;
using nianbao::tests::TemporaryFolder;
using nianbao::tests::write_bytes;

namespace {

std::string record(const std::string& type, const std::string& uri, const std::string& block, const std::string& eol = "\r\n") {
    std::string text = "WARC/1.0" + eol + "WARC-Type: " + type + eol + "WARC-Target-URI: " + uri + eol +
                       "WARC-Date: 2019-01-02T03:04:05Z" + eol;
    text += "Content-Type: " + std::string(type == "response" ? "application/http; msgtype=response" : "text/plain") + eol;
    return text + "Content-Length: " + std::to_string(block.size()) + eol + eol + block + eol + eol;
}

std::string http(const std::string& body) { return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body; }

struct Outcome {
    std::vector<std::string> bodies;  // of the pages
    std::vector<std::string> errors;  // "offset: what"
    PageCounts counts;
};

Outcome read_all(const std::string& bytes, ReadLimits limits = {}) {
    const TemporaryFolder folder;
    write_bytes(folder.file("x.warc"), bytes);
    auto reader = PageReader::open(folder.file("x.warc"), limits);
    REQUIRE(reader);
    Outcome outcome;
    for (int calls = 0; calls < 5000; ++calls) {
        auto page = reader->next();
        if (!page)
            outcome.errors.push_back(page.error().where.substr(folder.file("x.warc").size() + 1) + ": " + page.error().what);
        else if (!*page) {
            outcome.counts = reader->counts();
            return outcome;
        } else
            outcome.bodies.push_back((*page)->bytes);
    }
    FAIL("the reader does not come to an end");
    return outcome;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("files of every shape give the same documents") {
    const std::string info = record("warcinfo", "", "software: x\r\n");
    const std::string one = record("response", "http://a.example/1", http("one"));
    const std::string two = record("response", "<http://a.example/2>", http("two"));
    const std::string all = info + one + two;
    const std::string packed = gzip_of(all);
    const std::pair<const char*, std::string> shapes[] = {
        {"plain", all},
        {"a member a record", gzip_of(info) + gzip_of(one) + gzip_of(two)},
        {"one big member", packed},
        {"members cut without regard to records",
         gzip_of(all.substr(0, 200)) + gzip_of(all.substr(200, 300)) + gzip_of(all.substr(500))},
        {"LF only", record("warcinfo", "", "x", "\n") + record("response", "http://a.example/1", http("one"), "\n") +
                        record("response", "http://a.example/2", http("two"), "\n")},
        {"newlines between members", gzip_of(info) + gzip_of("\r\n\r\n") + gzip_of(one) + gzip_of(two + "\r\n\r\n\r\n")},
        {"no newlines between records",
         info.substr(0, info.size() - 4) + one.substr(0, one.size() - 4) + two.substr(0, two.size() - 4)},
    };
    for (const auto& [name, bytes] : shapes) {
        INFO(name);
        const Outcome outcome = read_all(bytes);
        CHECK(outcome.bodies == Strings{"one", "two"});
        CHECK(outcome.errors.empty());
        CHECK(outcome.counts.other_records == 1);
    }
}

TEST_CASE("a WET file gives text pages, a resource record its own type") {
    const TemporaryFolder folder;
    write_bytes(
        folder.file("x.wet.gz"),
        gzip_of(record("warcinfo", "", "x")) + gzip_of(record("conversion", "http://a.example/1", "2019年年报")) +
            gzip_of("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: file:///a.pdf\r\nContent-Type: application/pdf\r\n"
                    "Content-Length: 4\r\n\r\n%PDF\r\n\r\n"));
    auto reader = PageReader::open(folder.file("x.wet.gz"));
    auto page = reader->next().value();
    REQUIRE(page);
    CHECK(page->bytes == "2019年年报");
    CHECK(page->media_type == "text/plain");
    CHECK(page->url == "http://a.example/1");
    CHECK(page->warc_file == "x.wet.gz");
    CHECK(page->warc_offset > 0);
    CHECK(read_page_at(folder.file("x.wet.gz"), page->warc_offset)->bytes == page->bytes);
    page = reader->next().value();
    REQUIRE(page);
    CHECK(page->media_type == "application/pdf");
    CHECK_FALSE(reader->next().value());
    CHECK_FALSE(reader->next().value());
}

TEST_CASE("only answers with a document become pages") {
    const Outcome outcome = read_all(record("response", "http://a.example/1", "HTTP/1.1 302 Found\r\nLocation: /2\r\n\r\n") +
                                     record("response", "http://a.example/2", "HTTP/1.1 404 Not Found\r\n\r\ngone") +
                                     record("response", "dns:a.example", "20190101\r\na.example. 1 IN A 192.0.2.1") +
                                     record("revisit", "http://a.example/3", http("")) +
                                     record("request", "http://a.example/4", "GET / HTTP/1.1\r\n\r\n") +
                                     record("response", "http://a.example/5", http("five")));
    CHECK(outcome.bodies == Strings{"five"});
    CHECK(outcome.errors.empty());
    CHECK(outcome.counts.other_status == 2);
    CHECK(outcome.counts.revisits == 1);
    CHECK(outcome.counts.other_records == 2);
}

TEST_CASE("damage is named by offset and the rest is read") {
    const std::string one = record("response", "http://a.example/1", http("one"));
    const std::string two = record("response", "http://a.example/2", http("two"));
    std::string no_length = record("response", "http://a.example/x", http("lost"));
    no_length.erase(no_length.find("Content-Length"),
                    no_length.find("\r\n\r\n") - no_length.find("Content-Length") - 2 + 2 + 2);
    std::string bad_length = two;
    bad_length.replace(bad_length.find("Content-Length: ") + 16, 2, "x1");
    std::string damaged = gzip_of(two);
    damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1);  // the checksum
    std::string broken =
        gzip_of(record("response", "http://a.example/3", http("a long enough text to be broken in its middle")));
    for (std::size_t i = broken.size() - 30; i < broken.size() - 22; ++i) broken[i] = '\xff';
    const std::string half = gzip_of(two).substr(0, 60);
    std::string short_block = two;
    short_block.replace(short_block.find("Content-Length: ") + 16, 2, "99");
    const std::string at = std::to_string(gzip_of(one).size());
    const std::string plain_at = std::to_string(one.size());

    struct Case {
        const char* name;
        std::string bytes;
        Strings bodies;
        std::string error_begins;
    };
    const Case cases[] = {
        {"no Content-Length, plain",
         one + no_length + two,
         {"one", "two"},
         plain_at + ": the record has no valid Content-Length"},
        {"no Content-Length, members",
         gzip_of(one) + gzip_of(no_length) + gzip_of(two),
         {"one", "two"},
         at + ": the record has no valid"},
        {"bad Content-Length",
         gzip_of(one) + gzip_of(bad_length) + gzip_of(one),
         {"one", "one"},
         at + ": the record has no valid"},
        {"garbage between records, plain",
         one + "rubbish\r\nmore rubbish\r\n" + two,
         {"one", "two"},
         plain_at + ": no WARC record begins here"},
        {"garbage between members", gzip_of(one) + "rubbish" + gzip_of(two), {"one", "two"}, at + ": damaged gzip data"},
        {"a member of garbage",
         gzip_of(one) + gzip_of("rubbish") + gzip_of(two),
         {"one", "two"},
         at + ": no WARC record begins here"},
        {"a wrong checksum", gzip_of(one) + damaged + gzip_of(two), {"one", "two"}, at + ": damaged gzip data"},
        {"broken in the middle", gzip_of(one) + broken + gzip_of(two), {"one", "two"}, at + ": damaged gzip data"},
        {"half a member, then a whole one", gzip_of(one) + half + gzip_of(two), {"one", "two"}, at + ": damaged gzip data"},
        {"half a member at the end", gzip_of(one) + half, {"one"}, at + ": the file ends in the middle of a gzip member"},
        {"a record shorter than it says",
         gzip_of(one) + gzip_of(short_block) + gzip_of(one),
         {"one", "one"},
         at + ": the record ends after"},
        {"a plain file cut off", one + two.substr(0, two.size() - 10), {"one"}, plain_at + ": the record ends after"},
        {"a plain head cut off", one + two.substr(0, 30), {"one"}, plain_at + ": the record's head is cut off"},
        {"zeros at the end", gzip_of(one) + std::string(100, '\0'), {"one"}, at + ": damaged gzip data"},
        {"no WARC at all", "<html>a page</html>", {}, "0: no WARC record begins here"},
        {"no WARC inside gzip", gzip_of("<html>a page</html>"), {}, "0: no WARC record begins here"},
    };
    for (const Case& c : cases) {
        INFO(c.name);
        const Outcome outcome = read_all(c.bytes);
        CHECK(outcome.bodies == c.bodies);
        REQUIRE(outcome.errors.size() == 1);
        CHECK(outcome.errors[0].substr(0, c.error_begins.size()) == c.error_begins);
    }
    CHECK(read_all("").errors.empty());
}

TEST_CASE("sizes are bounded and what is beyond is named") {
    const std::string big = record("response", "http://a.example/1", http(std::string(5000, 'x')));
    const std::string bomb = record("response", "http://a.example/2",
                                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip_of(std::string(100'000, 'y')));
    const std::string text = record("conversion", "http://a.example/3", std::string(3000, 'z'));
    const std::string small = record("response", "http://a.example/4", http("small"));
    const Outcome outcome = read_all(big + bomb + text + small, {.block = 4000, .decoded = 2000});
    CHECK(outcome.bodies == Strings{"small"});
    REQUIRE(outcome.errors.size() == 3);
    CHECK(outcome.errors[0].find("more than the limit of 4000; it was skipped") != std::string::npos);
    CHECK(outcome.errors[1].find("decodes to more than the limit of 2000 bytes") != std::string::npos);
    CHECK(outcome.errors[2].find("more than the limit of 2000; it was skipped") != std::string::npos);
    const Outcome endless = read_all("WARC/1.0\r\nX: " + std::string(std::size_t{2} << 20, 'h') + "\r\n\r\n\r\n" + small);
    CHECK(endless.bodies == Strings{"small"});
    REQUIRE(endless.errors.size() == 1);
    CHECK(endless.errors[0].find("longer than 1 MiB") != std::string::npos);
}

TEST_CASE("a record inside a big member is found again by its place") {
    const TemporaryFolder folder;
    const std::string one = record("response", "http://a.example/1", http("one"));
    const std::string two = record("response", "http://a.example/2", http("two"));
    write_bytes(folder.file("big.warc.gz"), gzip_of(one + two));
    auto reader = WarcReader::open(folder.file("big.warc.gz"));
    CHECK(reader->next().value()->place.inner == 0);
    const auto second = reader->next().value();
    CHECK(second->place.offset == 0);
    CHECK(second->place.inner == static_cast<std::int64_t>(one.size()));
    CHECK(read_record_at(folder.file("big.warc.gz"), second->place)->target_uri == "http://a.example/2");
    CHECK_FALSE(read_record_at(folder.file("big.warc.gz"), {0, 5}));
    CHECK_FALSE(read_record_at(folder.file("big.warc.gz"), {5, 0}));
    CHECK_FALSE(read_record_at(folder.file("missing.warc.gz"), {0, 0}));
    CHECK_FALSE(WarcReader::open(folder.path()));
}

TEST_CASE("any mutation of a file is read to its end") {
    const std::string one = record("response", "http://a.example/1", http("one " + std::string(300, 'a')));
    const std::string file = gzip_of(one) + gzip_of(one) + gzip_of(one);
    const std::string plain = one + one + one;
    unsigned seed = 42;
    for (int i = 0; i < 400; ++i) {
        std::string mutated = i % 2 == 0 ? file : plain;
        for (int hits = 0; hits <= i % 5; ++hits) {
            seed = seed * 1664525u + 1013904223u;
            mutated[(seed >> 8) % mutated.size()] = static_cast<char>(seed >> 24);
        }
        if (i % 7 == 0) mutated.resize((seed >> 9) % mutated.size());
        CHECK(read_all(mutated).bodies.size() <= 3);
    }
}
