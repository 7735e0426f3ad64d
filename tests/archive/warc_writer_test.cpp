#include "archive/warc_writer.h"

#include <set>

#include "archive/digest.h"
#include "archive/page_reader.h"
#include "tests/archive/exchange_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::archive;
using namespace nianbao::tests;
using nianbao::model::Revisit;

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
    CHECK(response.block == sent.head + sent.body);
    CHECK(response.find("warc-ip-address") == "192.0.2.7");
    CHECK(response.find("warc-payload-digest") == "sha256:" + sha256_hex("<p>年报</p>"));
    CHECK(response.find("warc-block-digest") == "sha256:" + sha256_hex(sent.head + sent.body));
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

    CHECK(
        read_bytes(folder.file(first_index)) ==
        "cn,gov,example)/a?a=1&b=2 20200220010203 {\"url\": \"http://www.example.gov.cn/a?b=2&a=1\", \"mime\": \"text/html\", "
        "\"status\": \"200\", \"digest\": \"sha256:" +
            sha256_hex("<p>年报</p>") + "\", \"length\": \"" + std::to_string(written->length) + "\", \"offset\": \"" +
            std::to_string(written->capture.warc_offset) + "\", \"filename\": \"" + first_name + "\"}\n");
}

TEST_CASE("every record is a gzip member of its own that stands alone") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    const auto one = writer->write_exchange(exchange("http://a.example/1", "one"));
    const auto two = writer->write_exchange(exchange("http://a.example/2", "two"));
    const std::string bytes = read_bytes(folder.file(first_name));
    const TemporaryFolder elsewhere;
    write_bytes(elsewhere.file("one"),
                bytes.substr(static_cast<std::size_t>(one->capture.warc_offset), static_cast<std::size_t>(one->length)));
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

    again.head = "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n";
    again.body.clear();
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
    CHECK(records[7].block == again.head);
    CHECK(read_bytes(folder.file(first_index)).find("\"mime\": \"warc/revisit\", \"status\": \"304\"") != std::string::npos);

    PageCounts counts;
    auto pages = PageReader::open(folder.file(first_name));
    while (pages->next().value()) counts = pages->counts();
    CHECK(pages->counts().pages == 1);
    CHECK(pages->counts().revisits == 2);
    CHECK(pages->counts().other_records == 7);
}

TEST_CASE("a revisit of bytes that stand under another address refers to the record that has them") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    const auto original = writer->write_exchange(exchange("http://a.example/1", "the same"));
    Exchange e = exchange("http://a.example/copy", "the same");
    e.fetched_at = when + 60;
    e.previous = original->capture;
    e.previous->url = "http://a.example/copy";
    e.previous->fetched_at = when + 30;
    auto written = writer->write_exchange(e);
    const auto record = read_record_at(folder.file(first_name), {written->capture.warc_offset, 0});
    CHECK(record->find("warc-refers-to") == original->record_id);
    CHECK(record->find("warc-refers-to-target-uri") == "http://a.example/1");
    CHECK(record->find("warc-refers-to-date") == "2020-02-20T01:02:03Z");
    // Without the file the capture says what it knows.
    e.previous->warc_file = "gone.warc.gz";
    written = writer->write_exchange(e);
    const auto loose = read_record_at(folder.file(first_name), {written->capture.warc_offset, 0});
    CHECK(loose->find("warc-refers-to").empty());
    CHECK(loose->find("warc-refers-to-target-uri") == "http://a.example/copy");
    CHECK(loose->find("warc-refers-to-date") == "2020-02-20T01:02:33Z");
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
    e.head.replace(e.head.find("200 OK"), 6, "404 No");
    CHECK(writer->write_exchange(e)->capture.revisit == Revisit::none);
    e.previous.reset();
    e.head = "HTTP/1.1 304 Not Modified\r\n\r\n";
    e.body.clear();
    CHECK(writer->write_exchange(e)->capture.revisit == Revisit::none);
}

TEST_CASE("values from the network cannot forge header lines, and any response is archived") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    Exchange e = exchange("http://a.example/\r\nWARC-Type: evil\r\n\r\n", "x");
    e.via = "http://b.example/\r\ntls: none";
    e.head = "no HTTP at all";
    e.body.clear();
    REQUIRE(writer->write_exchange(e));
    e.head = "";
    REQUIRE(writer->write_exchange(e));
    const auto records = records_of(folder.file(first_name));
    REQUIRE(records.size() == 7);
    CHECK(records[1].type == "response");
    CHECK(records[1].block == "no HTTP at all");
    CHECK(records[3].block.find("\r\ntls:") == std::string::npos);
    CHECK(records[4].block.empty());
}
