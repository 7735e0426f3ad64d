#pragma once
// Sentences that law and notices put into every report: to write them is no copying.

#include <cstdint>
#include <unordered_set>

namespace nianbao::audit {

// The shingles (shingles.h) of those sentences, masked as texts are.
[[nodiscard]] const std::unordered_set<std::uint32_t>& statutory_shingles();

}  // namespace nianbao::audit
