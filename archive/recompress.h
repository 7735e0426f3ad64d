#pragma once
// A segment is written at gzip's fastest level, because the crawl waits for it. Once it is full it is packed again, tightly:
// nianbao-<timestamp>-<serial>.warc.gz becomes nianbao-<timestamp>-<serial>.sealed.warc.gz, record for record the same bytes,
// still a member each. Places change, so whoever keeps them is told.

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "model/result.h"

namespace nianbao::archive {

// The segments of a folder that are full and not packed yet, oldest first; the newest one is still written to.
[[nodiscard]] model::Result<std::vector<std::string>> segments_to_seal(const std::string& folder);

struct Sealed {
    std::string name;                                          // of the packed file
    std::vector<std::pair<std::int64_t, std::int64_t>> moves;  // of each record: from this offset to that
    std::int64_t bytes_before = 0;
    std::int64_t bytes_after = 0;
};

// Makes the packed file and its index beside the segment, whole or not at all, replacing what an earlier try left. The segment
// itself stays: remove_segment takes it away once nobody refers to it any more. `go_on` is asked before each record; when it
// says no, nothing is made and the name is "". Error: unreadable, damaged, disk full.
[[nodiscard]] model::Result<Sealed> seal_segment(const std::string& folder, const std::string& name, const std::function<bool()>& go_on);

// "x.warc.gz" -> "x.sealed.warc.gz".
[[nodiscard]] std::string sealed_name(std::string_view name);

// With its index.
[[nodiscard]] model::Result<void> remove_segment(const std::string& folder, const std::string& name);

}  // namespace nianbao::archive
