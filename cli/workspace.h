#pragma once
// A workspace as the verbs use it: where things are, the portals it knows, reading what was fetched, writing the exports.
//
//   WORKSPACE/  nianbao.sqlite  portals/*.toml  portals/contact  warc/  export/  log/

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cli/audit_run.h"
#include "cli/talk.h"
#include "crawler/portal_file.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// Changes with anything that can change a record, so that a newer program reads the archive again (cmake/ParserVersion.cmake).
[[nodiscard]] std::string parser_version();

// The catalogue for verbs that only look at it. One that an older nianbao wrote is brought up to date first, as by a harvest.
// Error: no workspace; it is old and cannot be changed, or is in use.
[[nodiscard]] model::Result<store::Catalogue> open_to_read(const std::string& workspace);

// A portal as it was named, and as the workspace keeps it.
struct NamedPortal {
    crawler::Portal portal;
    std::string file;  // what is kept: a copy of the portal file, or the lines that stand for bare URLs
};

// Portals named on a command line: files and bare URLs, those of one host together. With no names: those that the workspace
// keeps. Nothing is written. Error: a file that is no portal, a URL that is none, an id used twice, no portal at all.
[[nodiscard]] model::Result<std::vector<NamedPortal>> gather_portals(const std::string& workspace, const std::vector<std::string>& names);

// Keeps the portals in the workspace, so that a later run without arguments takes them up again.
[[nodiscard]] model::Result<void> keep_portals(const std::string& workspace, const std::vector<NamedPortal>& portals);

// Who crawled last by --contact, so that a timer need not say it again; "" when nobody did.
[[nodiscard]] std::string kept_contact(const std::string& workspace);
[[nodiscard]] model::Result<void> keep_contact(const std::string& workspace, const std::string& contact);

struct ReadCounts {
    int reports = 0;
    int other_pages = 0;  // read, and no report
    int unreadable = 0;   // captures that the archive could not give back
};

// Reads every capture that is not read yet into a record. Interrupted, it keeps what it has. `judged` takes what the audit of the
// workspace will ask of them.
[[nodiscard]] model::Result<ReadCounts> read_captures(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals,
                                                      int jobs, Talk& talk, JudgedReports& judged);

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
