#pragma once
// Undoing the codings of a message body, bounded.

#include <cstddef>
#include <string>
#include <vector>

#include "coding/content.h"
#include "crawler/exchange.h"

namespace nianbao::crawler {

// What is done with a payload over the limit.
enum class Overlong {
    drop,            // nothing of it is kept
    keep_beginning,  // as much as the limit
};

// Fills entity and payload of the exchange from its body and headers; limit: the largest payload in bytes. What goes wrong
// becomes the exchange's failure, unless it has one already.
// A body in the spool is left alone when it is too large for memory even by itself.
void undo_codings(Exchange& exchange, std::size_t limit, Overlong overlong = Overlong::drop);

// The names in Content-Encoding, in the order in which they are to be undone: the last one first.
[[nodiscard]] std::vector<std::string> content_codings(const Exchange& exchange);

}  // namespace nianbao::crawler
