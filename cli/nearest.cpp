#include "cli/nearest.h"

#include <algorithm>
#include <vector>

namespace nianbao::cli {

namespace {

// Longer than any word of the command line: nothing is near, and the table below stays small.
constexpr std::size_t longest_word = 64;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> cells((a.size() + 1) * width);
    const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cells[i * width + j]; };
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                at(i, j) = i + j;
                continue;
            }
            const std::size_t change = at(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
            at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
        }
    }
    return cells.back();
}

std::string_view nearest(std::string_view mistyped, std::span<const std::string_view> known) {
    if (mistyped.size() > longest_word) return {};
    std::string_view best;
    std::size_t limit = std::max<std::size_t>(1, (mistyped.size() + 1) / 3) + 1;
    for (const std::string_view word : known) {
        const std::size_t distance = edit_distance(mistyped, word);
        if (distance >= limit) continue;
        limit = distance;
        best = word;
    }
    return best;
}

}  // namespace nianbao::cli
