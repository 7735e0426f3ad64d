#pragma once
// One request and what came back: the evidence as it went over the wire, and the payload that links are read from.
//
//   response_head  HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n
//   body           1a3\r\n<gzip bytes>\r\n0\r\n\r\n        as received: what the archive keeps
//   entity()       <gzip bytes>                            transfer coding undone: what the digest is taken of
//   payload()      <html>…                                 content coding undone: what is read

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
    std::string body;           // as received
    int status = 0;             // 0 when no response head came
    std::vector<HeaderField> headers;
    std::string address;  // the address connected to; "" when none
    std::int64_t started_at = 0;   // milliseconds since 1970-01-01 UTC
    std::int64_t duration = 0;     // milliseconds
    Failure failure = Failure::none;
    std::string failure_text;      // in words, for the log and the ledger

    // What undoing the codings gave; unused while the message has none.
    bool has_transfer_coding = false;
    bool has_content_coding = false;
    std::string entity_bytes;
    std::string payload_bytes;

    [[nodiscard]] std::string_view entity() const { return has_transfer_coding ? std::string_view(entity_bytes) : body; }
    [[nodiscard]] std::string_view payload() const { return has_content_coding ? std::string_view(payload_bytes) : entity(); }
    // True when the archive must mark the record WARC-Truncated.
    [[nodiscard]] bool is_cut() const { return failure != Failure::none; }
    // The first field of that name, compared without case; "" when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

}  // namespace nianbao::crawler
