#pragma once
// Entries and captures as a crawl makes them, and a catalogue to put them in.

#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

#include "store/catalogue.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace nianbao::tests {

inline constexpr model::UnixTime now = 1'600'000'000;
inline const std::string origin_a = "https://a.example";

inline model::FrontierEntry entry(const std::string& url, model::PageKind kind = model::PageKind::report, int depth = 1) {
    model::FrontierEntry e;
    e.url = url;
    e.portal = "sample";
    e.origin = url.substr(0, url.find('/', 8));
    e.kind = kind;
    e.depth = depth;
    e.first_seen = now;
    return e;
}

inline model::FrontierEntry done(model::FrontierEntry e, model::Outcome outcome, model::UnixTime due_at = 0) {
    e.outcome = outcome;
    e.due_at = due_at;
    e.fetched_at = now;
    return e;
}

inline model::Capture capture(const std::string& url, const std::string& digest, std::int64_t offset,
                              model::Revisit revisit = model::Revisit::none, int status = 200) {
    model::Capture c;
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

inline store::Catalogue opened(const TemporaryFolder& folder) {
    auto catalogue = store::Catalogue::open(folder.path());
    if (!catalogue) FAIL(catalogue.error().where << ": " << catalogue.error().what);
    return std::move(*catalogue);
}

inline std::string next_url(store::Catalogue& catalogue, const std::string& origin, model::UnixTime at = now) {
    const auto next = catalogue.next(origin, at);
    REQUIRE(next);
    return *next ? (*next)->url : "";
}

inline void check_sum(store::Catalogue& catalogue, std::int64_t urls) {
    const auto counts = catalogue.counts();
    REQUIRE(counts);
    CHECK(counts->urls == urls);
    CHECK(std::accumulate(counts->by_outcome.begin(), counts->by_outcome.end(), std::int64_t{0}) == urls);
}

}  // namespace nianbao::tests
