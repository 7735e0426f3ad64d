// The index of a segment as a file: sorted, read and made anew in bounded memory.

#include "archive/index_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "archive/warc_writer.h"
#include "tests/archive/exchange_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao;
using namespace nianbao::archive;
using namespace nianbao::tests;

namespace {

std::vector<std::string> shuffled_lines(int count) {
    std::vector<std::string> lines;
    for (int i = 0; i < count; ++i) {
        IndexEntry entry;
        entry.url = "http://h" + std::to_string(i % 7) + ".example/" + std::to_string(i) + std::string(static_cast<std::size_t>(i % 300), 'x');
        entry.date = "2020-02-20T01:02:03Z";
        entry.offset = 1000L * i;
        entry.length = 10;
        lines.push_back(cdxj_line(entry, "a.warc.gz"));
    }
    std::shuffle(lines.begin(), lines.end(), std::minstd_rand(3));
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
}

void write(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

}  // namespace

TEST_CASE("an index is sorted in parts, and what is no line is left out") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.cdxj");
    auto lines = shuffled_lines(2000);
    write(path, lines[0] + "no line\n" + joined({lines.begin() + 1, lines.end()}) + "torn {\"offset\": \"1");
    const std::size_t memory = GENERATE(std::size_t{1}, std::size_t{5'000}, std::size_t{70'000}, std::size_t{4} << 20);
    REQUIRE(sort_index(path, memory));
    std::sort(lines.begin(), lines.end());
    CHECK(read_bytes(path) == joined(lines));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a line longer than any index has ends what is read of it, sorted or not") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.cdxj");
    IndexEntry entry;
    entry.offset = entry.length = 10;
    for (const std::size_t more : {std::size_t{0}, std::size_t{30'000}, std::size_t{70'000}}) {
        entry.url = "http://a.example/1";
        std::string content = cdxj_line(entry, "a.warc.gz");
        const std::string first = content;
        entry.url = "http://a.example/" + std::string((std::size_t{1} << 20) / 2 + more, 'x');  // stands in its line twice
        content += cdxj_line(entry, "a.warc.gz") + first;
        write(path, content);
        REQUIRE(sort_index(path, 1));
        CHECK(read_bytes(path) == first);
    }
}

TEST_CASE("an empty index is sorted, a missing one is not made") {
    const TemporaryFolder folder;
    write(folder.file("empty.cdxj"), "");
    REQUIRE(sort_index(folder.file("empty.cdxj")));
    CHECK(read_bytes(folder.file("empty.cdxj")).empty());
    CHECK_FALSE(sort_index(folder.file("none.cdxj")));
    CHECK_FALSE(std::filesystem::exists(folder.file("none.cdxj")));
}

TEST_CASE("the end of an index is its largest offset, wherever that stands") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.cdxj");
    CHECK_FALSE(end_of_index(path)->is_clean);
    const auto lines = shuffled_lines(500);
    write(path, joined(lines));
    auto end = end_of_index(path);
    CHECK(end->is_clean);
    CHECK(end->offset == 499'000);
    REQUIRE(end->lines.size() == 1);
    CHECK(end->lines[0].find("/499") != std::string::npos);
    // Neither bytes of any length without a line nor a torn line is clean; what stands before them counts.
    for (const std::string& more : {std::string("x\n"), std::string("torn"), std::string(3'000'000, 'x')}) {
        write(path, joined(lines) + more);
        end = end_of_index(path);
        CHECK_FALSE(end->is_clean);
        CHECK(end->offset == 499'000);
    }
}

TEST_CASE("an index is made anew from a record on") {
    const TemporaryFolder folder;
    {
        auto writer = WarcWriter::open(folder.path());
        for (int i = 0; i < 20; ++i) REQUIRE(writer->write_exchange(exchange("http://a.example/" + std::to_string(i), "page " + std::to_string(i))));
    }
    const std::string whole = read_bytes(folder.file(first_index));
    const auto lines = index_lines(whole);
    REQUIRE(lines.size() == 20);
    // Of the lines before the record only what stands there is kept, here the first three.
    write(folder.file(first_index), std::string(lines[2].text) + "\n" + std::string(lines[0].text) + "\n" + std::string(lines[1].text) + "\n" + std::string(lines[19].text) + "\n");
    REQUIRE(rebuild_index(folder.file(first_index), folder.file(first_name), first_name, lines[10].offset));
    const std::string made = read_bytes(folder.file(first_index));
    const auto after = index_lines(made);
    REQUIRE(after.size() == 13);
    CHECK(after[0].text == lines[2].text);
    for (std::size_t i = 0; i < 10; ++i) CHECK(after[3 + i].text == lines[10 + i].text);
}
