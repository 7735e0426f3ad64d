#pragma once
// One request and what came back: the evidence as it went over the wire, and the payload that links are read from.
//
//   response_head  HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n
//   body           1a3\r\n<gzip bytes>\r\n0\r\n\r\n        as received: what the archive keeps
//   entity()       <gzip bytes>                            transfer coding undone: what the digest is taken of
//   payload()      <html>…                                 content coding undone: what is read

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/spool.h"

namespace nianbao::crawler {

struct HeaderField {
    std::string name;  // as received
    std::string value;
};

// Why an exchange is not a complete answer.
enum class Failure {
    none,
    dns,
    connect,          // refused, unreachable, or closed before a byte of an answer came
    tls,
    timeout,          // connect timeout, total time, or below the low-speed limit
    too_large,        // body, header or decoded size over its limit; what came is kept
    truncated,        // the connection ended before the announced end of the body
    private_address,  // the name leads to an address that the portal does not allow
    protocol,         // not HTTP, or a coding that cannot be undone
};
[[nodiscard]] std::string_view name_of(Failure failure);  // "too_large"

struct Exchange {
    std::string url;  // as requested, without fragment
    std::string request_head;   // as sent, to the empty line; "" when nothing was sent
    std::string response_head;  // of the final response, status line to the empty line; "" when none came
    std::string body;           // as received; "" when it is in the spool
    std::shared_ptr<const Spool> spool;  // a body too large for memory: it is archived and not read
    int status = 0;             // 0 when no response head came
    std::vector<HeaderField> headers;
    std::string address;  // the address connected to; "" when none
    std::int64_t started_at = 0;   // milliseconds since 1970-01-01 UTC
    std::int64_t duration = 0;     // milliseconds
    bool is_cut = false;           // the message ended before its end: the archive marks the record WARC-Truncated
    int times_sent = 1;            // libcurl sends again when a kept connection turns out to be dead
    // How the connection was secured: names and values for the archive. Empty without TLS.
    std::vector<std::pair<std::string, std::string>> tls;
    Failure failure = Failure::none;
    std::string failure_text;      // in words, for the log and the ledger

    // What undoing the codings gave; unused while the message has none.
    bool has_transfer_coding = false;
    bool has_content_coding = false;
    std::string entity_bytes;
    std::string payload_bytes;

    [[nodiscard]] std::string_view entity() const { return has_transfer_coding ? std::string_view(entity_bytes) : body; }
    [[nodiscard]] std::string_view payload() const { return has_content_coding ? std::string_view(payload_bytes) : entity(); }
    [[nodiscard]] std::uint64_t body_size() const { return spool ? spool->size() : body.size(); }
    // The first field of that name, compared without case; "" when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

}  // namespace nianbao::crawler
