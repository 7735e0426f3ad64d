#pragma once
// One request and its answer, as the crawler saw them on the wire, and what becomes of them in a WARC:
//
//   response | revisit      the answer as received; of a repeated payload the head only
//   request                 what was sent          } WARC-Concurrent-To the first
//   metadata                how it was fetched     }

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/cdxj.h"
#include "archive/gzip.h"
#include "model/capture.h"

namespace nianbao::archive {

// WARC 1.1, 5.13: why the answer is not complete.
enum class Truncation { none, length, time, disconnect, unspecified };

// The record that a revisit refers to.
struct RecordReference {
    std::string id;  // "<urn:uuid:…>"
    std::string target_uri;
    std::string date;  // WARC-Date
};

struct Exchange {
    std::string url;                 // as requested
    model::UnixTime fetched_at = 0;  // when the request was sent
    std::string request;             // request line, fields, empty line; "" when there is none to keep
    std::string head;                // of the response: status line, fields, empty line
    std::string body;                // raw, transfer and content coding as received
    // A body too large for memory is read piece by piece instead: fills `into` from `offset` on and returns how much, fewer
    // than `count` only at the end.
    std::function<std::size_t(std::uint64_t offset, char* into, std::size_t count)> large_body;
    std::string address;             // IP address connected to; "" when unknown
    Truncation truncation = Truncation::none;
    std::int64_t fetch_milliseconds = -1;  // from request to last byte; -1 when unknown
    std::string via;                       // the page whose link or redirect led here; "" for a start page
    int times_sent = 1;                    // more when the request had to be sent again on another connection
    std::vector<std::pair<std::string, std::string>> tls;  // protocol, certificates, relaxations: fields of the metadata record
    // The last capture of this URL that holds a payload. With it, a 304 and a payload with the same digest are written as
    // revisit records.
    std::optional<model::Capture> previous;
    std::optional<RecordReference>
        refers_to;  // that capture's record, from WarcWriter::refer_to; not needed when it cannot be told
};

// The members of an exchange, compressed and ready to be appended: no file is involved, so several threads can prepare.
struct PreparedExchange {
    std::string bytes;
    model::Capture capture;  // all but warc_file and warc_offset; location is left "", it needs resolving
    IndexEntry index;        // offset counted from the begin of bytes
    std::string record_id;   // "<urn:uuid:…>"
};

// The digest is taken of the payload with its transfer coding undone. Any bytes are accepted as a response. large_body is not
// looked at: see WarcWriter.
[[nodiscard]] PreparedExchange prepare(const Exchange& exchange, MemberWriter& compressor);

// The first record of a segment.
struct SegmentInfo {
    std::string file_name;
    std::string software;    // "nianbao/0.1.0"
    std::string user_agent;  // as sent; "" when unknown
    model::UnixTime begun_at = 0;
};
[[nodiscard]] std::string warcinfo_member(const SegmentInfo& info, MemberWriter& compressor);

}  // namespace nianbao::archive
