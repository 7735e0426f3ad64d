#pragma once
// The documents of a WARC or WET file as pages for the parser: transfer and content codings undone, nothing decoded yet.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "archive/http_payload.h"
#include "archive/warc_reader.h"
#include "model/page.h"
#include "model/result.h"

namespace nianbao::archive {

struct ReadLimits {
    std::size_t block = default_block_limit;      // of one record in the file, bytes
    std::size_t decoded = default_decoded_limit;  // of one document, bytes
};

// What was passed over, so that nothing is left out unsaid.
struct PageCounts {
    std::uint64_t pages = 0;
    std::uint64_t revisits = 0;       // their document stands elsewhere
    std::uint64_t other_status = 0;   // responses that are not 2xx: redirects, errors
    std::uint64_t other_records = 0;  // warcinfo, request, metadata …
};

class PageReader {
public:
    // Error: the file cannot be read.
    [[nodiscard]] static model::Result<PageReader> open(const std::string& path, ReadLimits limits = {});

    // The next document: of a `response` (http, status 2xx), a `resource` or a `conversion` (WET: text/plain) record.
    // nullopt at the end. Error (where is "file:offset"): a damaged record, or a document beyond the limits; call again to
    // go on. page.warc_file is the file's name without its folder.
    [[nodiscard]] model::Result<std::optional<model::Page>> next();

    [[nodiscard]] const PageCounts& counts() const { return counts_; }

private:
    PageReader(WarcReader reader, std::string path, ReadLimits limits)
        : reader_(std::move(reader)), path_(std::move(path)), limits_(limits) {}
    WarcReader reader_;
    std::string path_;
    ReadLimits limits_;
    PageCounts counts_;
};

// The document of the one record at this offset, whatever its status. Error: no record there, a record without a document
// of its own (revisit), damage, limits.
[[nodiscard]] model::Result<model::Page> read_page_at(const std::string& path, std::int64_t offset, ReadLimits limits = {});

}  // namespace nianbao::archive
