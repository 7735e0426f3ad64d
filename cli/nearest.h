#pragma once
// The known word that a mistyped one was most likely meant to be.

#include <cstddef>
#include <span>
#include <string_view>

namespace nianbao::cli {

// Edits that turn one into the other: a letter put in, left out, changed, or two neighbours swapped (the optimal string
// alignment distance). Bytes, not characters: the words of the command line are ASCII.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// "" when no word is within a third of the letters of the mistyped one (at least one edit); the first one when several
// are as near.
[[nodiscard]] std::string_view nearest(std::string_view mistyped, std::span<const std::string_view> known);

}  // namespace nianbao::cli
