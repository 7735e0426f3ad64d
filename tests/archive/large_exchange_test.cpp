// Bodies too large for memory, and segments that are packed anew.

#include <filesystem>
#include <map>

#include "archive/digest.h"
#include "archive/page_reader.h"
#include "archive/recompress.h"
#include "archive/warc_writer.h"
#include "tests/archive/exchange_fixture.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao;
using namespace nianbao::archive;
using namespace nianbao::tests;

namespace {

Exchange large(const std::string& url, const std::string& body) {
    Exchange e = tests::exchange(url, "");
    e.large_body = [body](std::uint64_t offset, char* into, std::size_t count) {
        const std::size_t got = offset < body.size() ? std::min(count, body.size() - static_cast<std::size_t>(offset)) : 0;
        if (got > 0) body.copy(into, got, static_cast<std::size_t>(offset));
        return got;
    };
    return e;
}

}  // namespace

TEST_CASE("a body that is read piece by piece gives the same records as one in memory") {
    const std::string body = noise(3'000'000, 7);
    const TemporaryFolder folder;
    const TemporaryFolder other;
    auto pieces = WarcWriter::open(folder.path());
    auto whole = WarcWriter::open(other.path());
    Exchange in_memory = large("http://a.example/r.pdf", "");
    in_memory.large_body = nullptr;
    in_memory.body = body;
    const auto one = pieces->write_exchange(large("http://a.example/r.pdf", body));
    const auto two = whole->write_exchange(in_memory);
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->capture.digest == sha256_hex(body));
    CHECK(one->capture.size == body.size());
    CHECK(one->capture.media_type == two->capture.media_type);
    const auto records = records_of(folder.file(first_name));
    const auto expected = records_of(other.file(first_name));
    REQUIRE(records.size() == expected.size());
    for (std::size_t i = 1; i < records.size(); ++i) {
        CHECK(records[i].type == expected[i].type);
        CHECK(records[i].block == expected[i].block);
        CHECK(records[i].find("warc-block-digest") == expected[i].find("warc-block-digest"));
        CHECK(records[i].find("warc-payload-digest") == expected[i].find("warc-payload-digest"));
    }
    CHECK(records[1].length == one->length);
    CHECK(read_page_at(folder.file(first_name), one->capture.warc_offset)->bytes == body);
    const auto lines = index_lines(read_bytes(folder.file(first_index)));
    CHECK(std::string(lines.size(), 'x') == "x");
}

TEST_CASE("the digest of a large chunked body is of what the chunks hold, and the same again is a revisit") {
    const std::string data = noise(2'000'000, 9);
    std::string chunked;
    for (std::size_t at = 0; at < data.size(); at += 0x10000) {
        const std::string chunk = data.substr(at, 0x10000);
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", chunk.size());
        chunked += size + chunk + "\r\n";
    }
    chunked += "0\r\n\r\n";
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path());
    Exchange sent = large("http://a.example/c", chunked);
    sent.head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    const auto first = writer->write_exchange(sent);
    REQUIRE(first);
    CHECK(first->capture.digest == sha256_hex(data));
    CHECK(first->capture.size == data.size());
    sent.previous = first->capture;
    const auto again = writer->write_exchange(sent);
    REQUIRE(again);
    CHECK(again->capture.revisit == model::Revisit::identical_payload);
    CHECK(again->length < 2000);
}

TEST_CASE("a full segment is packed anew, record for record the same") {
    const TemporaryFolder folder;
    WriterOptions options;
    options.segment_size = 5'000;
    std::map<std::string, model::Capture> captures;
    {
        auto writer = WarcWriter::open(folder.path(), options);
        for (int i = 0; i < 12; ++i) {
            const std::string url = "http://a.example/" + std::to_string(i);
            std::string body;
            for (int j = 0; j < 600; ++j) body += "<td>" + std::to_string((i + 1) * j * 37) + "</td>";
            captures[url] = writer->write_exchange(tests::exchange(url, body))->capture;
        }
    }
    const auto names = segments_to_seal(folder.path());
    REQUIRE(names);
    REQUIRE(names->size() >= 2);
    CHECK((*names)[0] == first_name);
    const auto before = records_of(folder.file(first_name));

    CHECK(seal_segment(folder.path(), first_name, [] { return false; })->name.empty());
    CHECK_FALSE(std::filesystem::exists(folder.file(sealed_name(first_name))));
    const auto sealed = seal_segment(folder.path(), first_name, [] { return true; });
    REQUIRE(sealed);
    CHECK(sealed->name == "nianbao-20200220010203-00001.sealed.warc.gz");
    CHECK(sealed->bytes_after < sealed->bytes_before);
    CHECK(static_cast<std::size_t>(sealed->bytes_after) == std::filesystem::file_size(folder.file(sealed->name)));
    const auto after = records_of(folder.file(sealed->name));
    REQUIRE(after.size() == before.size());
    REQUIRE(sealed->moves.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        CHECK(after[i].headers == before[i].headers);
        CHECK(after[i].block == before[i].block);
        CHECK(sealed->moves[i] == std::pair(before[i].place.offset, after[i].place.offset));
    }
    for (const auto& [from, to] : sealed->moves)
        for (const auto& [url, capture] : captures)
            if (capture.warc_file == first_name && capture.warc_offset == from) CHECK(read_page_at(folder.file(sealed->name), to)->url == url);

    REQUIRE(remove_segment(folder.path(), first_name));
    CHECK_FALSE(std::filesystem::exists(folder.file(first_index)));
    CHECK(std::filesystem::exists(folder.file("nianbao-20200220010203-00001.sealed.cdxj")));
    CHECK(segments_to_seal(folder.path())->size() == names->size() - 1);
    auto writer = WarcWriter::open(folder.path(), options);
    REQUIRE(writer);
    CHECK(writer->repairs().empty());
    CHECK(writer->write_exchange(tests::exchange("http://a.example/next", "x"))->capture.warc_file > sealed->name);
}

TEST_CASE("a damaged segment is never packed") {
    const TemporaryFolder folder;
    {
        WriterOptions options;
        options.segment_size = 1;
        auto writer = WarcWriter::open(folder.path(), options);
        REQUIRE(writer->write_exchange(tests::exchange("http://a.example/1", noise(5000, 1))));
        REQUIRE(writer->write_exchange(tests::exchange("http://a.example/2", "x")));
    }
    std::string bytes = read_bytes(folder.file(first_name));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x40);
    write_bytes(folder.file(first_name), bytes);
    const auto sealed = seal_segment(folder.path(), first_name, [] { return true; });
    REQUIRE_FALSE(sealed);
    CHECK(sealed.error().what.find("stays as it is") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.file(sealed_name(first_name))));
    CHECK_FALSE(std::filesystem::exists(folder.file(sealed_name(first_name) + ".tmp")));
}
