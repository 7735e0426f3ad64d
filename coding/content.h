#pragma once
// The content codings of HTTP (RFC 9110 section 8.4.1), undone with a bound: what a few bytes unpack to is never held beyond
// the limit. Any bytes are accepted. The only place that knows the libraries behind them.
//
//   gzip, x-gzip   RFC 1952; several members are one text, what follows them is ignored
//   deflate        RFC 1950, or without its wrapper as some servers send it
//   br             RFC 7932
//   zstd           RFC 8878, with a window of 8 MiB at most (RFC 9659)

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::coding {

enum class End {
    complete,
    truncated,  // the bytes end before the coding does
    too_large,  // the output reached its limit
    damaged,    // not that coding
};

struct Decoded {
    std::string bytes;  // what could be undone before the end
    End end = End::complete;
};

enum class Content { gzip, deflate, brotli, zstd };

// By its name as it stands in Content-Encoding, in lower case; nullopt for one that we do not know.
[[nodiscard]] std::optional<Content> content_named(std::string_view name);

[[nodiscard]] Decoded undo(Content content, std::string_view bytes, std::size_t limit);

// Codings are listed in the order in which they were applied, so the last is undone first. Two are rare; more than this are
// an attack.
inline constexpr int most_nested = 4;

}  // namespace nianbao::coding
