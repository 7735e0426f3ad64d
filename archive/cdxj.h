#pragma once
// CDXJ, the index that replay tools use: a line a capture, beside each WARC.
//
//   cn,gov,example)/zwgk/2020.html 20200220010203 {"url": "https://www.example.gov.cn/zwgk/2020.html", "mime": "text/html",
//     "status": "200", "digest": "sha256:…", "length": "1893", "offset": "812", "filename": "nianbao-….warc.gz"}
//
// The index holds nothing that the WARC does not: it can be thrown away and is then made anew.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/warc_reader.h"
#include "model/result.h"

namespace nianbao::archive {

struct IndexEntry {
    std::string url;
    std::string date;    // WARC-Date
    std::string mime;    // "warc/revisit" for a revisit, as other tools write it
    int status = 0;      // 0 when unknown
    std::string digest;  // labelled: "sha256:…"; "" when unknown
    std::int64_t offset = 0;
    std::int64_t length = 0;  // bytes of the record in the file
};

// The sort-friendly form of an address that indexes are keyed by: host labels reversed, `www.` and the default port dropped,
// all in lower case, query arguments sorted, the slash at the end dropped. It is a key for look-up, never requested.
// An address that is not http(s) is its own key, in lower case.
[[nodiscard]] std::string surt_key(std::string_view url);

// The line with its newline.
[[nodiscard]] std::string cdxj_line(const IndexEntry& entry, std::string_view warc_name);

struct IndexLine {
    std::string_view text;  // without the newline
    std::int64_t offset = 0;
    std::int64_t length = 0;
};
// nullopt for what is no whole line that states offset and length. A view into `line`, which has no newline.
[[nodiscard]] std::optional<IndexLine> read_index_line(std::string_view line);
// The whole lines of an index that state offset and length; others (a torn last line) are left out. Views into `content`.
[[nodiscard]] std::vector<IndexLine> index_lines(std::string_view content);

// The entries of the captures in a WARC from `offset` on, in their order, until the visitor returns false. Error: the file cannot
// be read; damaged records are left out.
[[nodiscard]] model::Result<void> index_warc(const std::string& warc_path, std::int64_t offset, const std::function<bool(const IndexEntry&)>& visit);

}  // namespace nianbao::archive
