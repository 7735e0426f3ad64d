#pragma once
// A masked text as the set of its pieces of six characters, hashed: what repetition is counted in.

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nianbao::audit {

inline constexpr std::size_t shingle_length = 6;  // characters: longer than 政府信息公开, shorter than a clause

// Each once, ascending. Empty for a text shorter than one.
[[nodiscard]] std::vector<std::uint32_t> shingles_of(std::u16string_view masked);

// How many publishers use a shingle, counted in a table of fixed size (32 MiB, which only many different shingles need): two
// shingles may share a counter, which makes a rare one look a little less rare.
class ShingleCounts {
public:
    // The distinct shingles of all texts of one publisher.
    void add_publisher(const std::vector<std::uint32_t>& shingles);
    // Those of the set that few enough use: what a large share of all publishers writes was prescribed or handed out, and
    // says nothing about two of them.
    void keep_distinctive(std::vector<std::uint32_t>& shingles) const;

private:
    static constexpr unsigned bits = 24;
    [[nodiscard]] static std::size_t place(std::uint32_t shingle) { return (shingle * 0x9E3779B1U) >> (32U - bits); }
    [[nodiscard]] std::uint32_t limit() const;
    [[nodiscard]] std::uint16_t& counter(std::size_t place);
    [[nodiscard]] std::uint16_t count(std::size_t place) const;

    static constexpr std::size_t most_few = std::size_t{1} << 17;
    std::unordered_map<std::uint32_t, std::uint16_t> few_;  // by place, while they are few
    std::vector<std::uint16_t> counts_;                     // of every place, from then on
    std::size_t publishers_ = 0;
};

// One-permutation MinHash (Li, Owen, Zhang 2012) with rotation for empty bins (Shrivastava, Li 2014): equal values at a
// place are as likely as the two sets are alike.
inline constexpr std::size_t sketch_size = 100;
using Sketch = std::array<std::uint32_t, sketch_size>;
[[nodiscard]] Sketch sketch_of(const std::vector<std::uint32_t>& shingles);

// How many elements two ascending sets share.
[[nodiscard]] std::size_t shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace nianbao::audit
