#include "archive/warc_writer.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "archive/digest.h"
#include "archive/page_reader.h"
#include "tests/archive/gzip_of.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::archive;
using nianbao::model::Capture;
using nianbao::model::Revisit;
using nianbao::tests::read_bytes;
using nianbao::tests::TemporaryFolder;
using nianbao::tests::write_bytes;

namespace {

constexpr nianbao::model::UnixTime when = 1582160523;  // 2020-02-20T01:02:03Z
const std::string first_name = "nianbao-20200220010203-00001.warc.gz";
const std::string first_index = "nianbao-20200220010203-00001.cdxj";

Exchange exchange(const std::string& url, const std::string& body) {
    Exchange e;
    e.url = url;
    e.fetched_at = when;
    e.request = "GET /a HTTP/1.1\r\nHost: www.example.gov.cn\r\n\r\n";
    e.response = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=GBK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    e.address = "192.0.2.7";
    e.fetch_milliseconds = 41;
    e.via = "http://www.example.gov.cn/";
    return e;
}

std::vector<WarcRecord> records_of(const std::string& path) {
    auto reader = WarcReader::open(path);
    REQUIRE(reader);
    std::vector<WarcRecord> records;
    while (true) {
        auto record = reader->next();
        REQUIRE(record);
        if (!*record) return records;
        records.push_back(std::move(**record));
    }
}

// Bytes that do not compress away, so that offsets inside a member mean something.
std::string noise(std::size_t size, unsigned seed) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        seed = seed * 1664525u + 1013904223u;
        bytes += static_cast<char>('0' + (seed >> 24) % 64);
    }
    return bytes;
}

}  // namespace

TEST_CASE("an exchange is written as response, request and metadata, and read back byte for byte") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path(), {.software = "nianbao/test", .user_agent = "nianbao (+http://example.org)"});
    REQUIRE(writer);
    CHECK(writer->repairs().empty());
    const Exchange sent = exchange("http://www.example.gov.cn/a?b=2&a=1", "<p>年报</p>");
    const auto written = writer->write_exchange(sent);
    REQUIRE(written);
    CHECK(written->capture.warc_file == first_name);
    CHECK(written->capture.status == 200);
    CHECK(written->capture.media_type == "text/html");
    CHECK(written->capture.http_charset == "gbk");
    CHECK(written->capture.digest == sha256_hex("<p>年报</p>"));
    CHECK(written->capture.size == std::string("<p>年报</p>").size());
    CHECK(written->capture.revisit == Revisit::none);

    const auto records = records_of(folder.file(first_name));
    REQUIRE(records.size() == 4);
    CHECK(records[0].type == "warcinfo");
    CHECK(records[0].find("warc-filename") == first_name);
    CHECK(records[0].block.find("software: nianbao/test\r\nhttp-header-user-agent: nianbao (+http://example.org)\r\n") == 0);
    const WarcRecord& response = records[1];
    CHECK(response.type == "response");
    CHECK(response.target_uri == sent.url);
    CHECK(response.date == "2020-02-20T01:02:03Z");
    CHECK(response.block == sent.response);
    CHECK(response.find("warc-ip-address") == "192.0.2.7");
    CHECK(response.find("warc-payload-digest") == "sha256:" + sha256_hex("<p>年报</p>"));
    CHECK(response.find("warc-block-digest") == "sha256:" + sha256_hex(sent.response));
    CHECK(response.find("warc-record-id") == written->record_id);
    CHECK(response.find("warc-truncated").empty());
    CHECK(response.place.offset == written->capture.warc_offset);
    CHECK(response.length == written->length);
    CHECK(records[2].type == "request");
    CHECK(records[2].block == sent.request);
    CHECK(records[2].find("warc-concurrent-to") == written->record_id);
    CHECK(records[3].type == "metadata");
    CHECK(records[3].find("warc-concurrent-to") == written->record_id);
    CHECK(records[3].block == "via: http://www.example.gov.cn/\r\nfetchTimeMs: 41\r\nconnectedAddress: 192.0.2.7\r\n");
    std::set<std::string> ids;
    for (const WarcRecord& record : records) ids.insert(std::string(record.find("warc-record-id")));
    CHECK(ids.size() == 4);

    const auto page = read_page_at(folder.file(first_name), written->capture.warc_offset);
    REQUIRE(page);
    CHECK(page->bytes == "<p>年报</p>");
    CHECK(page->url == sent.url);
    CHECK(page->media_type == "text/html");
    CHECK(page->http_charset == "gbk");
    CHECK(page->fetched_at == "2020-02-20T01:02:03Z");
    CHECK(page->warc_file == first_name);
    CHECK(page->warc_offset == written->capture.warc_offset);

    CHECK(read_bytes(folder.file(first_index)) ==
          "cn,gov,example)/a?a=1&b=2 20200220010203 {\"url\": \"http://www.example.gov.cn/a?b=2&a=1\", \"mime\": \"text/html\", "
          "\"status\": \"200\", \"digest\": \"sha256:" + sha256_hex("<p>年报</p>") + "\", \"length\": \"" + std::to_string(written->length) +
              "\", \"offset\": \"" + std::to_string(written->capture.warc_offset) + "\", \"filename\": \"" + first_name + "\"}\n");
}

TEST_CASE("every record is a gzip member of its own that stands alone") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    const auto one = writer->write_exchange(exchange("http://a.example/1", "one"));
    const auto two = writer->write_exchange(exchange("http://a.example/2", "two"));
    const std::string bytes = read_bytes(folder.file(first_name));
    const TemporaryFolder elsewhere;
    write_bytes(elsewhere.file("one"), bytes.substr(static_cast<std::size_t>(one->capture.warc_offset), static_cast<std::size_t>(one->length)));
    REQUIRE(records_of(elsewhere.file("one")).size() == 1);
    CHECK(read_page_at(elsewhere.file("one"), 0)->bytes == "one");
    CHECK(read_page_at(folder.file(first_name), two->capture.warc_offset)->bytes == "two");
    CHECK_FALSE(read_page_at(folder.file(first_name), two->capture.warc_offset + 1));
    CHECK_FALSE(read_page_at(folder.file(first_name), 0));  // warcinfo holds no document
}

TEST_CASE("a payload that came again and a 304 are written as revisits of the capture before") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    const auto original = writer->write_exchange(exchange("http://a.example/1", "the same"));
    REQUIRE(original);

    Exchange again = exchange("http://a.example/1", "the same");
    again.fetched_at = when + 3600;
    again.previous = original->capture;
    const auto same = writer->write_exchange(again);
    REQUIRE(same);
    CHECK(same->capture.revisit == Revisit::identical_payload);
    CHECK(same->capture.digest == original->capture.digest);

    again.response = "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n";
    const auto unmodified = writer->write_exchange(again);
    REQUIRE(unmodified);
    CHECK(unmodified->capture.revisit == Revisit::not_modified);
    CHECK(unmodified->capture.status == 304);
    CHECK(unmodified->capture.digest == original->capture.digest);
    CHECK(unmodified->capture.media_type == "text/html");

    const auto records = records_of(folder.file(first_name));
    REQUIRE(records.size() == 10);
    for (const std::size_t i : {4u, 7u}) {
        CHECK(records[i].type == "revisit");
        CHECK(records[i].find("warc-refers-to") == original->record_id);
        CHECK(records[i].find("warc-refers-to-target-uri") == "http://a.example/1");
        CHECK(records[i].find("warc-refers-to-date") == "2020-02-20T01:02:03Z");
        CHECK(records[i].find("warc-payload-digest") == "sha256:" + original->capture.digest);
    }
    CHECK(records[4].find("warc-profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
    CHECK(records[4].block.ends_with("Content-Length: 8\r\n\r\n"));  // the head alone
    CHECK(records[7].find("warc-profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
    CHECK(records[7].block == again.response);
    CHECK(read_bytes(folder.file(first_index)).find("\"mime\": \"warc/revisit\", \"status\": \"304\"") != std::string::npos);

    PageCounts counts;
    auto pages = PageReader::open(folder.file(first_name));
    while (pages->next().value()) counts = pages->counts();
    CHECK(pages->counts().pages == 1);
    CHECK(pages->counts().revisits == 2);
    CHECK(pages->counts().other_records == 7);
}

TEST_CASE("what is not the same payload is no revisit") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    const auto original = writer->write_exchange(exchange("http://a.example/1", "the same"));
    Exchange e = exchange("http://a.example/1", "another");
    e.previous = original->capture;
    CHECK(writer->write_exchange(e)->capture.revisit == Revisit::none);
    e = exchange("http://a.example/1", "the same");
    e.previous = original->capture;
    e.truncation = Truncation::disconnect;
    const auto cut = writer->write_exchange(e);
    CHECK(cut->capture.revisit == Revisit::none);
    CHECK(cut->capture.truncated);
    CHECK(read_record_at(folder.file(first_name), {cut->capture.warc_offset, 0})->find("warc-truncated") == "disconnect");
    e.truncation = Truncation::none;
    e.response.replace(e.response.find("200 OK"), 6, "404 No");
    CHECK(writer->write_exchange(e)->capture.revisit == Revisit::none);
    e.previous.reset();
    e.response = "HTTP/1.1 304 Not Modified\r\n\r\n";
    CHECK(writer->write_exchange(e)->capture.revisit == Revisit::none);
}

TEST_CASE("values from the network cannot forge header lines, and any response is archived") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    Exchange e = exchange("http://a.example/\r\nWARC-Type: evil\r\n\r\n", "x");
    e.via = "http://b.example/\r\ntls: none";
    e.response = "no HTTP at all";
    REQUIRE(writer->write_exchange(e));
    e.response = "";
    REQUIRE(writer->write_exchange(e));
    const auto records = records_of(folder.file(first_name));
    REQUIRE(records.size() == 7);
    CHECK(records[1].type == "response");
    CHECK(records[1].block == "no HTTP at all");
    CHECK(records[3].block.find("\r\ntls:") == std::string::npos);
    CHECK(records[4].block.empty());
}

TEST_CASE("a full segment is sealed with a sorted index and a new one begun") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path(), {.segment_size = 3000});
    std::set<std::string> files;
    for (const char* host : {"c", "b", "a", "f", "e", "d"}) {
        const auto written = writer->write_exchange(exchange("http://" + std::string(host) + ".example/", noise(1500, static_cast<unsigned>(*host))));
        REQUIRE(written);
        files.insert(written->capture.warc_file);
    }
    CHECK(files.size() == 3);
    CHECK(files.count("nianbao-20200220010203-00003.warc.gz") == 1);
    const std::string index = read_bytes(folder.file(first_index));
    CHECK(index.find("example,b)") < index.find("example,c)"));
    CHECK(index.find("example,b)") == 0);
    // A sealed segment's lost index comes back; the last segment goes on.
    std::filesystem::remove(folder.file(first_index));
    auto reopened = WarcWriter::open(folder.path(), {.segment_size = 1 << 30});
    REQUIRE(reopened);
    REQUIRE(reopened->repairs().size() == 1);
    CHECK(reopened->repairs()[0].index_rebuilt);
    CHECK(read_bytes(folder.file(first_index)) == index);
    CHECK(reopened->write_exchange(exchange("http://g.example/", "x"))->capture.warc_file == "nianbao-20200220010203-00003.warc.gz");
}

TEST_CASE("a torn tail is cut back to the last whole record, at every byte of it") {
    const TemporaryFolder original;
    std::int64_t last_offset = 0;
    std::string whole_index;
    {
        auto writer = WarcWriter::open(original.path());
        REQUIRE(writer->write_exchange(exchange("http://a.example/1", noise(400, 1))));
        whole_index = read_bytes(original.file(first_index));
        Exchange last = exchange("http://a.example/2", noise(400, 2));
        last.request.clear();
        last.via.clear();
        last.address.clear();
        last.fetch_milliseconds = -1;
        last_offset = writer->write_exchange(last)->capture.warc_offset;
    }
    const std::string bytes = read_bytes(original.file(first_name));
    const auto begin = static_cast<std::size_t>(last_offset);
    for (const bool index_is_there : {true, false}) {
        for (std::size_t size = begin; size < bytes.size(); ++size) {
            INFO(size);
            const TemporaryFolder folder;
            write_bytes(folder.file(first_name), bytes.substr(0, size));
            // The index knows the first exchange, and perhaps a torn line of the second.
            if (index_is_there) write_bytes(folder.file(first_index), whole_index + (size % 2 == 0 ? "example,a)/2 2020" : ""));
            auto writer = WarcWriter::open(folder.path());
            REQUIRE(writer);
            REQUIRE(read_bytes(folder.file(first_name)) == bytes.substr(0, begin));
            REQUIRE(read_bytes(folder.file(first_index)) == whole_index);
            if (size == begin) continue;
            REQUIRE(writer->repairs().size() == 1);
            REQUIRE(writer->repairs()[0].cut_bytes == static_cast<std::int64_t>(size - begin));
            REQUIRE(read_bytes(folder.file(first_name + ".torn")) == bytes.substr(begin, size - begin));
            if (size % 50 == 0) {
                REQUIRE(writer->write_exchange(exchange("http://a.example/3", "three")));
                REQUIRE(records_of(folder.file(first_name)).size() == 7);
            }
        }
    }
}

TEST_CASE("an index that lacks lines, has too many or speaks of another file is mended") {
    const TemporaryFolder folder;
    {
        auto writer = WarcWriter::open(folder.path());
        for (int i = 0; i < 5; ++i) REQUIRE(writer->write_exchange(exchange("http://a.example/" + std::to_string(i), noise(300, 7))));
    }
    const std::string index = read_bytes(folder.file(first_index));
    const std::string first_line = index.substr(0, index.find('\n') + 1);
    std::string wrong = index;
    wrong.replace(wrong.rfind("\"offset\": \"") + 11, 1, "9");
    for (const std::string& damaged : {std::string(), first_line, index.substr(0, index.size() / 2), wrong, index + "rubbish\n", index + "torn"}) {
        write_bytes(folder.file(first_index), damaged);
        auto writer = WarcWriter::open(folder.path());
        REQUIRE(writer);
        CHECK(writer->repairs().size() == 1);
        CHECK(writer->repairs()[0].cut_bytes == 0);
        CHECK(read_bytes(folder.file(first_index)) == index);
    }
    CHECK(WarcWriter::open(folder.path())->repairs().empty());
    // A begun segment that holds nothing yet is taken up.
    write_bytes(folder.file("nianbao-20300101000000-00002.warc.gz"), "");
    auto writer = WarcWriter::open(folder.path());
    REQUIRE(writer->write_exchange(exchange("http://a.example/9", "nine")));
    CHECK(records_of(folder.file("nianbao-20300101000000-00002.warc.gz")).size() == 4);
}

TEST_CASE("a disk that is full gives a clear error and leaves whole records") {
    const TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
        // A limit on the file's size fails as a full disk does: in the middle of a write.
        signal(SIGXFSZ, SIG_IGN);
        auto writer = WarcWriter::open(folder.path());
        const bool first = writer->write_exchange(exchange("http://a.example/1", noise(2000, 1))).has_value();
        const rlimit limit{4096, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
        const auto second = writer->write_exchange(exchange("http://a.example/2", noise(4000, 2)));
        const bool clear = !second && second.error().where == folder.file(first_name) && second.error().what.find("too large") != std::string::npos;
        const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &none);
        const bool third = writer->write_exchange(exchange("http://a.example/3", "there is room again")).has_value();
        _exit(first && clear && third ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    const auto records = records_of(folder.file(first_name));
    REQUIRE(records.size() == 7);
    CHECK(records[4].target_uri == "http://a.example/3");
    CHECK(WarcWriter::open(folder.path())->repairs().empty());
}

TEST_CASE("an index that cannot be written takes the exchange back") {
    const TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        auto writer = WarcWriter::open(folder.path());
        // The WARC of tiny pages grows slower than its index lines, which hold a long address.
        Exchange e = exchange("http://a.example/" + std::string(1500, 'x'), "x");
        e.request.clear();
        bool failed_in_index = false;
        const rlimit limit{6000, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
        for (int i = 0; i < 3 && !failed_in_index; ++i) {
            const auto written = writer->write_exchange(e);
            failed_in_index = !written && written.error().where == folder.file(first_index);
        }
        _exit(failed_in_index ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    std::size_t responses = 0;
    for (const WarcRecord& record : records_of(folder.file(first_name))) responses += record.type == "response";
    CHECK(responses == 1);
    CHECK(index_lines(read_bytes(folder.file(first_index))).size() == 1);
    CHECK(WarcWriter::open(folder.path())->repairs().empty());
}

TEST_CASE("with durability at commit the index waits for the commit") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path(), {.durability = Durability::at_commit});
    REQUIRE(writer->write_exchange(exchange("http://a.example/1", "one")));
    REQUIRE(writer->write_exchange(exchange("http://a.example/2", "two")));
    CHECK(read_bytes(folder.file(first_index)).empty());
    REQUIRE(writer->commit());
    CHECK(index_lines(read_bytes(folder.file(first_index))).size() == 2);
}

TEST_CASE("a folder that cannot be written gives a clear error") {
    const auto writer = WarcWriter::open("/proc/nianbao/warc");
    REQUIRE_FALSE(writer);
    CHECK(writer.error().where == "/proc/nianbao/warc");
}

TEST_CASE("killed at any moment, the archive holds every exchange that was reported") {
    for (int round = 0; round < 8; ++round) {
        const TemporaryFolder folder;
        int report[2];
        REQUIRE(pipe(report) == 0);
        const pid_t child = fork();
        if (child == 0) {
            auto writer = WarcWriter::open(folder.path(), {.segment_size = 20000});
            for (int i = 0;; ++i) {
                const auto written = writer->write_exchange(exchange("http://a.example/" + std::to_string(i), noise(3000, static_cast<unsigned>(i))));
                if (!written || write(report[1], "x", 1) != 1) _exit(1);
            }
        }
        close(report[1]);
        char byte = 0;
        std::size_t reported = 0;
        for (int i = 0; i < 3 + 4 * round; ++i) reported += static_cast<std::size_t>(read(report[0], &byte, 1));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        while (read(report[0], &byte, 1) == 1) ++reported;
        close(report[0]);

        REQUIRE(WarcWriter::open(folder.path()));
        std::size_t responses = 0, lines = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string path = entry.path().string();
            if (path.ends_with(".warc.gz"))
                for (const WarcRecord& record : records_of(path)) responses += record.type == "response";
            if (path.ends_with(".cdxj")) lines += index_lines(read_bytes(path)).size();
        }
        CHECK(responses >= reported);
        CHECK(lines == responses);
    }
}
