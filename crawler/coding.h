#pragma once
// Undoing the codings of a message body, bounded.

#include <cstddef>
#include <string_view>

#include "coding/content.h"
#include "crawler/exchange.h"

namespace nianbao::crawler {

// Fills entity and payload of the exchange from its body and headers; limit: the largest payload in bytes. What goes wrong
// becomes the exchange's failure, unless it has one already. Of a payload over the limit nothing is kept.
// A body in the spool is left alone when it is too large for memory even by itself.
void undo_codings(Exchange& exchange, std::size_t limit);

// A file that holds gzip or deflate, rather than an answer that was coded with it.
[[nodiscard]] coding::Decoded undo_deflate(std::string_view bytes, std::size_t limit);

}  // namespace nianbao::crawler
