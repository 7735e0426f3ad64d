#pragma once
// A workspace as the verbs use it: where things are, the portals it knows, reading what was fetched, writing the exports.
//
//   WORKSPACE/  nianbao.sqlite  portals/*.toml  warc/  export/  log/

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cli/talk.h"
#include "crawler/portal_file.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// Changes with anything that can change a record, so that a newer program reads the archive again.
[[nodiscard]] std::string parser_version();

// Portals named on a command line: files and bare URLs. Files are copied into the workspace, so that a later run without
// arguments takes them up again. With no names: those of the workspace. `base_url` ("" for none) takes the place of scheme,
// host and port of all start pages and scopes.
[[nodiscard]] model::Result<std::vector<crawler::Portal>> gather_portals(const std::string& workspace, const std::vector<std::string>& names,
                                                                         const std::string& base_url);

struct ReadCounts {
    int reports = 0;
    int other_pages = 0;  // read, and no report
    int unreadable = 0;   // captures that the archive could not give back
};

// Reads every capture that is not read yet into a record. Interrupted, it keeps what it has.
[[nodiscard]] model::Result<ReadCounts> read_captures(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals,
                                                      int jobs, Talk& talk);

struct ExportCounts {
    std::int64_t reports = 0;
    std::int64_t figures = 0;
    std::array<std::int64_t, 3> findings{};  // by severity
};

// export/figures.csv, reports.csv, findings.csv and records.jsonl, each whole or not at all.
[[nodiscard]] model::Result<ExportCounts> write_exports(const std::string& workspace, store::Catalogue& catalogue);

// Seconds since 1970 as ISO 8601, UTC.
[[nodiscard]] std::string iso_time(model::UnixTime time);

}  // namespace nianbao::cli
