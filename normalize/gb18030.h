#pragma once
// GB18030 by the WHATWG Encoding Standard: the decoder for every GB label (gb2312, gbk, gb18030 …).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::normalize {

// The code point of a two-byte sequence: lead 0x81..0xFE, trail 0x40..0xFE but 0x7F; 0 when the index has none.
[[nodiscard]] char32_t gb18030_pair(unsigned lead, unsigned trail);

// The two bytes of a code point as lead × 256 + trail, or nullopt when it has no two-byte form.
[[nodiscard]] std::optional<unsigned> gb18030_pair_of(char32_t c);

// Decodes with replacement: every error of the standard's decoder becomes one U+FFFD; `replaced` is how many.
[[nodiscard]] std::string decode_gb18030(std::string_view bytes, std::size_t& replaced);

// One step of that decoder: the code point at `position`, which is moved past it; nullopt for an error, which moves
// at least one byte. `position` must be below bytes.size().
[[nodiscard]] std::optional<char32_t> next_gb18030(std::string_view bytes, std::size_t& position);

// What the private-use characters of older GBK tables stand for since GB 18030-2005: U+E81E is 龴 (U+9FB4) …
// nullopt for any other private-use character.
[[nodiscard]] std::optional<char32_t> gbk_private_use(char32_t c);

}  // namespace nianbao::normalize
