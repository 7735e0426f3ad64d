#pragma once
// Undoing the codings of a message body, bounded. The only file that knows zlib.

#include <cstddef>
#include <string>
#include <string_view>

#include "crawler/exchange.h"

namespace nianbao::crawler {

enum class CodingEnd {
    complete,
    truncated,  // the bytes end before the coding does
    too_large,  // the output reached its limit
    damaged,    // not that coding
};

struct Decoded {
    std::string bytes;  // what could be undone before the end
    CodingEnd end = CodingEnd::complete;
};

// RFC 9112 section 7.1, the chunked transfer coding; extensions and trailers are passed over.
[[nodiscard]] Decoded undo_chunked(std::string_view body);

// gzip and deflate (zlib and, as some servers mean it, raw deflate); several gzip members are one text.
// limit: the largest output in bytes.
[[nodiscard]] Decoded undo_deflate(std::string_view bytes, std::size_t limit);

// Fills has_transfer_coding … payload_bytes of an exchange whose head and body are there, and sets `failure` when a
// coding cannot be undone and nothing went wrong before. limit: the largest decoded payload in bytes.
void undo_codings(Exchange& exchange, std::size_t limit);

}  // namespace nianbao::crawler
