#pragma once
// Validity of UTF-8, and its decoder by the WHATWG Encoding Standard. The step by step reader is in fold.h.

#include <cstddef>
#include <string>
#include <string_view>

namespace nianbao::normalize {

// How many bytes at the start of `bytes` are ASCII. Eight at a time.
[[nodiscard]] std::size_t ascii_prefix(std::string_view bytes);

// Length in bytes of the well-formed sequence that starts at `position` (1..4), or 0 when there is none there:
// overlong forms, surrogates and code points above U+10FFFF are not well formed (Unicode Standard, table 3-7).
[[nodiscard]] std::size_t utf8_sequence(std::string_view bytes, std::size_t position);

// How many bytes at the start of `bytes` are well-formed UTF-8; bytes.size() when all of it is.
[[nodiscard]] std::size_t utf8_valid_prefix(std::string_view bytes);

// Decodes with replacement: every maximal ill-formed part becomes one U+FFFD (Encoding Standard, UTF-8 decoder).
// `replaced` is set to how many were put in.
[[nodiscard]] std::string repair_utf8(std::string_view bytes, std::size_t& replaced);

}  // namespace nianbao::normalize
