#include "audit/shingles.h"

#include <algorithm>
#include <limits>

namespace nianbao::audit {
namespace {

// The finaliser of MurmurHash3: every bit of the input moves every bit of the result.
std::uint64_t mixed(std::uint64_t h) {
    h ^= h >> 33U;
    h *= 0xFF51AFD7ED558CCDULL;
    h ^= h >> 33U;
    h *= 0xC4CEB9FE1A85EC53ULL;
    return h ^ (h >> 33U);
}

constexpr std::uint32_t empty_bin = std::numeric_limits<std::uint32_t>::max();

}  // namespace

std::vector<std::uint32_t> shingles_of(std::u16string_view masked) {
    std::vector<std::uint32_t> shingles;
    if (masked.size() < shingle_length) return shingles;
    shingles.reserve(masked.size());
    std::uint64_t high = 0, low = 0;  // the last six units: two in `high`, four in `low`
    for (std::size_t i = 0; i < masked.size(); ++i) {
        high = (high << 16U | low >> 48U) & 0xFFFFFFFFU;
        low = low << 16U | masked[i];
        if (i + 1 >= shingle_length)
            shingles.push_back(static_cast<std::uint32_t>(mixed(low ^ mixed(high + 0x9E3779B97F4A7C15ULL))));
    }
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

std::uint16_t& ShingleCounts::counter(std::size_t place) {
    if (counts_.empty() && few_.size() < most_few) return few_[static_cast<std::uint32_t>(place)];
    if (counts_.empty()) {
        counts_.resize(std::size_t{1} << bits);
        for (const auto& [at, count] : few_) counts_[at] = count;
        few_ = {};
    }
    return counts_[place];
}

std::uint16_t ShingleCounts::count(std::size_t place) const {
    if (!counts_.empty()) return counts_[place];
    const auto found = few_.find(static_cast<std::uint32_t>(place));
    return found == few_.end() ? std::uint16_t{0} : found->second;
}

void ShingleCounts::add_publisher(const std::vector<std::uint32_t>& shingles) {
    ++publishers_;
    for (const std::uint32_t shingle : shingles)
        if (std::uint16_t& count = counter(place(shingle)); count < std::numeric_limits<std::uint16_t>::max()) ++count;
}

// A seventh of all, and four at least: of three publishers that write the same, nobody can say that it was prescribed.
std::uint32_t ShingleCounts::limit() const { return static_cast<std::uint32_t>(std::max<std::size_t>(4, publishers_ / 7)); }

void ShingleCounts::keep_distinctive(std::vector<std::uint32_t>& shingles) const {
    const std::uint32_t most = limit();
    std::erase_if(shingles, [&](std::uint32_t shingle) { return count(place(shingle)) >= most; });
}

Sketch sketch_of(const std::vector<std::uint32_t>& shingles) {
    Sketch sketch;
    sketch.fill(empty_bin);
    for (const std::uint32_t shingle : shingles) {
        const std::uint64_t h = mixed(shingle);
        const std::size_t bin = (h >> 32U) % sketch_size;
        sketch[bin] = std::min(sketch[bin], static_cast<std::uint32_t>(h) & 0x7FFFFFFFU);
    }
    if (shingles.empty()) return sketch;
    const Sketch bare = sketch;
    for (std::size_t i = 0; i < sketch_size; ++i) {
        std::size_t from = i;
        std::uint32_t steps = 0;
        while (bare[from] == empty_bin) {
            from = (from + 1) % sketch_size;
            ++steps;
        }
        sketch[i] = bare[from] + steps * 0x85EBCA6BU;
    }
    return sketch;
}

std::size_t shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::size_t count = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (*i == *j) ++count;
        const bool step_a = *i <= *j;
        const bool step_b = *j <= *i;
        i += step_a ? 1 : 0;
        j += step_b ? 1 : 0;
    }
    return count;
}

}  // namespace nianbao::audit
