#include "cli/record_stream.h"

#include <algorithm>
#include <atomic>
#include <string>

#include "tests/support/catch.h"

using namespace nianbao;
using cli::RecordStream;

namespace {

model::Page page_of(int number, std::size_t size = 0) {
    model::Page page;
    page.path = std::to_string(number);
    page.bytes = "<p>" + std::to_string(number) + std::string(size, 'x');
    return page;
}

}  // namespace

TEST_CASE("records come in the order of the documents, whatever the number of threads") {
    for (const int jobs : {1, 2, 7}) {
        CAPTURE(jobs);
        int given = 0;
        // Documents of very different sizes are read in very different times.
        const auto documents = [&]() -> std::optional<model::Page> {
            if (given == 100) return std::nullopt;
            ++given;
            return page_of(given - 1, given % 7 == 0 ? 60'000 : 10);
        };
        RecordStream stream(documents, [](const model::Record& record) { return "line " + record.source.path; }, jobs);
        int count = 0;
        while (const auto document = stream.next()) {
            CHECK(document->record.source.path == std::to_string(count));
            CHECK(document->line == "line " + std::to_string(count));
            ++count;
        }
        CHECK(count == 100);
        CHECK_FALSE(stream.next());
    }
}

TEST_CASE("only a window of the documents is in memory") {
    int given = 0;
    int taken = 0;
    int most = 0;
    RecordStream stream(
        [&]() -> std::optional<model::Page> {
            most = std::max(most, given - taken);
            return given < 300 ? std::optional(page_of(given++)) : std::nullopt;
        },
        [](const model::Record&) { return std::string(); }, 3);
    while (stream.next()) ++taken;
    CHECK(taken == 300);
    CHECK(most > 3);
    CHECK(most <= 32);
    given = taken = most = 0;
    RecordStream large(
        [&]() -> std::optional<model::Page> {
            most = std::max(most, given - taken);
            return given < 12 ? std::optional(page_of(given++, RecordStream::window_bytes / 2)) : std::nullopt;
        },
        [](const model::Record&) { return std::string(); }, 3);
    while (large.next()) ++taken;
    CHECK(taken == 12);
    CHECK(most <= 2);
}

TEST_CASE("what is known of a document from elsewhere is in its record before anything is made of it") {
    for (const int jobs : {1, 3}) {
        CAPTURE(jobs);
        int given = 0;
        const auto documents = [&]() -> std::optional<cli::Document> {
            if (given == 20) return std::nullopt;
            const int number = given++;
            if (number % 2 == 0) return page_of(number);
            return cli::Document(page_of(number), [number](model::Record& record) { record.report.publisher = "body " + std::to_string(number); });
        };
        RecordStream stream(documents, [](const model::Record& record) { return record.report.publisher; }, jobs);
        for (int number = 0; const auto document = stream.next(); ++number) CHECK(document->line == (number % 2 == 0 ? "" : "body " + std::to_string(number)));
        CHECK(given == 20);
    }
}

TEST_CASE("a stream that is left early ends its threads") {
    int given = 0;
    {
        RecordStream stream([&]() -> std::optional<model::Page> { return page_of(given++); }, [](const model::Record&) { return std::string(); }, 4);
        REQUIRE(stream.next());
    }
    CHECK(given <= 40);
}
