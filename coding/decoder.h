#pragma once
// A content coding undone piece by piece: for bodies that are too large to be held, and under content.h for all others.
//
//   feed("…"), feed("…") ──▶ take(block), take(block), …   a block is 64 KiB at most, whatever the piece unpacks to

#include <functional>
#include <memory>
#include <string_view>

#include "coding/content.h"

namespace nianbao::coding {

// False: enough. What is left of the piece is not undone.
using Take = std::function<bool(std::string_view)>;

class Decoder {
public:
    virtual ~Decoder() = default;

    enum class State {
        more,      // the piece is used up, the coding goes on
        ended,     // the coding is over; what follows is ignored
        stopped,   // take() had enough
        damaged,   // not that coding
    };
    // Not to be called again once it has returned anything but `more`.
    [[nodiscard]] virtual State feed(std::string_view piece, const Take& take) = 0;
    // What it means when no piece follows one that returned `more`.
    [[nodiscard]] virtual End end() const = 0;
};

// nullptr: the library has no memory.
[[nodiscard]] std::unique_ptr<Decoder> make_decoder(Content content);

}  // namespace nianbao::coding
