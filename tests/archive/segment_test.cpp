// Segments over their life: filled, torn, mended, on a full disk, under kill.

#include "archive/segment.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "archive/warc_writer.h"
#include "tests/archive/exchange_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::archive;
using namespace nianbao::tests;

TEST_CASE("a full segment is sealed with a sorted index and a new one begun") {
    const TemporaryFolder folder;
    auto writer = WarcWriter::open(folder.path(), {.segment_size = 3000});
    std::set<std::string> files;
    for (const char* host : {"c", "b", "a", "f", "e", "d"}) {
        const auto written = writer->write_exchange(
            exchange("http://" + std::string(host) + ".example/", noise(1500, static_cast<unsigned>(*host))));
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
    CHECK(reopened->write_exchange(exchange("http://g.example/", "x"))->capture.warc_file ==
          "nianbao-20200220010203-00003.warc.gz");
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
        for (int i = 0; i < 5; ++i)
            REQUIRE(writer->write_exchange(exchange("http://a.example/" + std::to_string(i), noise(300, 7))));
    }
    const std::string index = read_bytes(folder.file(first_index));
    const std::string first_line = index.substr(0, index.find('\n') + 1);
    std::string wrong = index;
    wrong.replace(wrong.rfind("\"offset\": \"") + 11, 1, "9");
    for (const std::string& damaged :
         {std::string(), first_line, index.substr(0, index.size() / 2), wrong, index + "rubbish\n", index + "torn"}) {
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
        const bool clear = !second && second.error().where == folder.file(first_name) &&
                           second.error().what.find("too large") != std::string::npos;
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

TEST_CASE("more is written while another thread commits") {
    const TemporaryFolder folder;
    {
        auto writer = WarcWriter::open(folder.path(), {.segment_size = 40'000, .durability = Durability::at_commit});
        std::atomic<bool> is_written = false;
        bool all_committed = true;
        std::thread committing([&] {
            while (!is_written) all_committed = writer->commit() && all_committed;
        });
        for (int i = 0; i < 60; ++i)
            REQUIRE(writer->write_exchange(exchange("http://a.example/" + std::to_string(i), noise(3000, static_cast<unsigned>(i)))));
        is_written = true;
        committing.join();
        CHECK(all_committed);
        REQUIRE(writer->commit());
    }
    std::set<std::string> indexed;
    std::size_t segments = 0;
    const auto listed = list_segments(folder.path());
    for (const auto& [serial, name] : *listed) {
        ++segments;
        const std::string index = read_bytes(folder.file(index_name(name)));
        for (const IndexLine& line : index_lines(index)) indexed.insert(std::string(line.text));
    }
    CHECK(segments > 3);
    CHECK(indexed.size() == 60);
    CHECK(WarcWriter::open(folder.path())->repairs().empty());
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
                const auto written = writer->write_exchange(
                    exchange("http://a.example/" + std::to_string(i), noise(3000, static_cast<unsigned>(i))));
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
