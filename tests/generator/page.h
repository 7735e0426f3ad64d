#pragma once
// A whole page in one layout, and the truth about it.

#include <cstdint>
#include <string>
#include <vector>

namespace nianbao::generator {

struct Page {
    std::string extension;  // "html", "txt" or "md"
    std::string bytes;
    std::string truth;  // JSON
};

// In the order in which they were written down; a name is part of a page's seed.
[[nodiscard]] const std::vector<std::string>& layout_names();

// layout: one of layout_names(); noise: 0..3; number: any.
[[nodiscard]] Page make_page(std::uint64_t seed, const std::string& layout, int noise, int number);

}  // namespace nianbao::generator
