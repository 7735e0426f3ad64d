#pragma once
// The table behind simplified(), which the build takes from ICU (normalize/simplified/main.cpp): to load ICU's own costs every start more than reading a page.

#include <span>

namespace nianbao::normalize {

struct SimplifiedPair {
    char16_t traditional;
    char16_t simplified;
};

// In the order of the traditional characters.
[[nodiscard]] std::span<const SimplifiedPair> simplified_pairs();

}  // namespace nianbao::normalize
