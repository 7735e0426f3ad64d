#pragma once
// A small generator of random numbers of our own: the same seed gives the same pages on every machine and with every
// standard library, which std::uniform_int_distribution does not promise.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace nianbao::generator {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // SplitMix64 (Steele, Lea, Flood 2014).
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }

    // 0 <= result < n; n must be positive. The bias of the remainder does not matter here.
    std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>((next() >> 2) % static_cast<std::uint64_t>(n)); }
    // low <= result <= high.
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    bool chance(int percent) { return below(100) < percent; }

    template <typename Value>
    const Value& pick(const std::vector<Value>& values) {
        return values[static_cast<std::size_t>(below(static_cast<std::int64_t>(values.size())))];
    }

    // Fisher-Yates.
    template <typename Value>
    void shuffle(std::vector<Value>& values) {
        for (std::size_t i = values.size(); i > 1; --i) {
            const auto j = static_cast<std::size_t>(below(static_cast<std::int64_t>(i)));
            std::swap(values[i - 1], values[j]);
        }
    }

private:
    std::uint64_t state_;
};

// A seed for one page, so that a page does not depend on how many others are made with it. FNV-1a over all of it.
inline std::uint64_t page_seed(std::uint64_t seed, std::string_view layout, int noise, int number) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    const auto take = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001B3U; };
    for (int shift = 0; shift < 64; shift += 8) take((seed >> shift) & 0xFF);
    for (const char c : layout) take(static_cast<unsigned char>(c));
    take(static_cast<std::uint64_t>(noise));
    for (int shift = 0; shift < 32; shift += 8) take((static_cast<std::uint64_t>(number) >> shift) & 0xFF);
    return hash;
}

}  // namespace nianbao::generator
