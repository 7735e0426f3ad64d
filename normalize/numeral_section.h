#pragma once
// Chinese numerals below 10000, the sections of which greater ones are made.

#include <cstdint>
#include <optional>
#include <string_view>

namespace nianbao::normalize {

enum class Ending {
    plain,       // every digit must have its unit
    colloquial,  // the last digit may lack it: 一百二
};

// 一千零二十, 十五, 一百一十; nullopt for what is no numeral. `first`: nothing stands before it, so that 十五 needs no 一 and 零
// is zero.
[[nodiscard]] std::optional<std::int64_t> read_section_numeral(std::u32string_view text, Ending ending, bool first);

}  // namespace nianbao::normalize
