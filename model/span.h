#pragma once
// A half-open range of bytes [begin, end) of the decoded text (UTF-8) of one document.

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nianbao::model {

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    [[nodiscard]] std::string_view of(std::string_view text) const {
        assert(begin <= end && end <= text.size());
        return text.substr(begin, end - begin);
    }
    friend bool operator==(const Span&, const Span&) = default;
};

// The smallest span that holds both; an empty span does not count.
inline Span join(Span a, Span b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace nianbao::model
