#pragma once
// Reads WARC records, of our own and of other people's files: WARC 0.17 to 1.1, WET, gzip (a member a record, or any other
// cut) or plain, CR LF or LF. Streamed: memory is bounded by one record's block.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/warc_stream.h"
#include "model/result.h"

namespace nianbao::archive {

inline constexpr std::size_t default_block_limit = std::size_t{64} << 20;

struct WarcRecord {
    std::string type;                                          // "response", "request", "revisit", "conversion" …, lower case
    std::string target_uri;                                    // "" when the record has none
    std::string date;                                          // WARC-Date as it stands, ISO 8601 UTC
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, as they follow
    std::string block;                                         // empty when it is longer than the limit
    bool block_skipped = false;
    std::int64_t block_size = 0;  // Content-Length
    Place place;
    std::int64_t length = 0;  // bytes in the file; 0 when the record shares a gzip member with others

    // The first field of that name (lower case), or "".
    [[nodiscard]] std::string_view find(std::string_view name) const;
};

class WarcReader {
public:
    // Error: the file cannot be read. A file that is no WARC at all gives an error at the first next().
    [[nodiscard]] static model::Result<WarcReader> open(const std::string& path, std::size_t block_limit = default_block_limit,
                                                        std::int64_t offset = 0);

    // The next record; nullopt at the end of the file. After an Error (where is "file:offset") the reader stands at the next
    // record that it can find, so call again; every call moves on, so that a loop over next() always ends.
    [[nodiscard]] model::Result<std::optional<WarcRecord>> next();

private:
    WarcReader(WarcStream stream, std::string path, std::size_t block_limit)
        : stream_(std::move(stream)), path_(std::move(path)), block_limit_(block_limit) {}

    friend model::Result<WarcRecord> read_head_at(const std::string& path, std::int64_t offset);
    [[nodiscard]] bool at_record();
    void skip_newlines();
    void resynchronise();
    [[nodiscard]] model::Result<std::optional<WarcRecord>> give_up(Place place, std::string why);
    [[nodiscard]] model::Result<std::string> take_head();
    [[nodiscard]] model::Result<void> take_block(WarcRecord& record);

    WarcStream stream_;
    std::string path_;
    std::size_t block_limit_;
    bool ended_ = false;
};

// The head alone of the record that begins a gzip member (or stands in a plain file) at `offset`; its block stays unread and
// unchecked. Error: there is none.
[[nodiscard]] model::Result<WarcRecord> read_head_at(const std::string& path, std::int64_t offset);

// The record at exactly this place, as a capture or an index names it. Error: there is none, or it is damaged.
[[nodiscard]] model::Result<WarcRecord> read_record_at(const std::string& path, Place place,
                                                       std::size_t block_limit = default_block_limit);

}  // namespace nianbao::archive
