#pragma once
// The chunked transfer coding, RFC 9112 section 7.1:
//
//   chunked-body = *chunk last-chunk trailer-section CRLF
//   chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
//
// Undone piece by piece. Extensions and trailers are passed over; a line may end in LF alone.

#include <cstdint>
#include <string>
#include <string_view>

#include "coding/content.h"

namespace nianbao::coding {

class Dechunker {
public:
    // Appends the data of the chunks in the next piece of the body to `out`.
    void feed(std::string_view piece, std::string& out);
    // complete once the last chunk was seen; truncated while more is wanted.
    [[nodiscard]] End end() const;

private:
    enum class At { size, extension, data, after_data, line_end, done, damaged };
    void feed_size(char c);
    void end_size_line();

    At at_ = At::size;
    std::uint64_t size_ = 0;
    int digits_ = 0;
};

[[nodiscard]] Decoded undo_chunked(std::string_view body);

}  // namespace nianbao::coding
