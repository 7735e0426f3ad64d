#pragma once
// The payload of an answer piece by piece, its codings undone on the way: also of one that is too large to be held.

#include "coding/decoder.h"
#include "crawler/exchange.h"

namespace nianbao::crawler {

enum class Unpack {
    codings,        // what the head announces
    gzip_file_too,  // and the payload itself when it is gzip: sitemap.xml.gz is a file that holds gzip, not an answer that was coded with it
};

// Gives take() the payload from its beginning on, in blocks of at most 64 KiB, until it ends or take() returns false. False when
// it ended early: it is cut off or damaged.
[[nodiscard]] bool stream_payload(const Exchange& exchange, Unpack unpack, const coding::Take& take);

}  // namespace nianbao::crawler
