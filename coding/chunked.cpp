#include "coding/chunked.h"

#include <algorithm>

namespace nianbao::coding {

namespace {

// A chunk size of more digits, or of more than this, is no size but an attack on somebody's arithmetic.
constexpr int most_digits = 16;
constexpr std::uint64_t most_size = std::uint64_t{1} << 62;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

void Dechunker::end_size_line() {
    at_ = digits_ == 0 || size_ > most_size ? At::damaged : size_ == 0 ? At::done : At::data;
    digits_ = 0;
}

void Dechunker::feed_size(char c) {
    const int digit = hex_digit(c);
    if (c == '\n') {
        end_size_line();
    } else if (digit < 0) {
        at_ = digits_ == 0 ? At::damaged : At::extension;
    } else if (++digits_ > most_digits) {
        at_ = At::damaged;
    } else {
        size_ = size_ * 16 + static_cast<std::uint64_t>(digit);
    }
}

void Dechunker::feed(std::string_view piece, std::string& out) {
    while (!piece.empty() && at_ != At::done && at_ != At::damaged) {
        if (at_ == At::data) {
            const auto there = static_cast<std::size_t>(std::min<std::uint64_t>(size_, piece.size()));
            out.append(piece.substr(0, there));
            piece.remove_prefix(there);
            size_ -= there;
            if (size_ == 0) at_ = At::after_data;
            continue;
        }
        const char c = piece.front();
        piece.remove_prefix(1);
        switch (at_) {
            case At::size: feed_size(c); break;
            case At::extension:
                if (c == '\n') end_size_line();
                break;
            case At::after_data: at_ = c == '\n' ? At::size : c == '\r' ? At::line_end : At::damaged; break;
            case At::line_end: at_ = c == '\n' ? At::size : At::damaged; break;
            default: break;
        }
    }
}

End Dechunker::end() const { return at_ == At::done ? End::complete : at_ == At::damaged ? End::damaged : End::truncated; }

Decoded undo_chunked(std::string_view body) {
    Dechunker dechunker;
    Decoded out;
    dechunker.feed(body, out.bytes);
    out.end = dechunker.end();
    return out;
}

}  // namespace nianbao::coding
