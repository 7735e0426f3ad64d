#pragma once
// The grammar of an amount: digits and numerals only, without sign, unit or note. It refuses what it does not wholly
// understand, and no reading of a part is ever given.
//
//   amount    = section [零] ... with 京 10^16, 兆 10^12, 亿 10^8, 万 10^4, each at most once and in falling order
//   section   = [digit 千][零][digit 百][零][digit 十][digit]      一千零二十, 十五, 一百一十
//             | 1.2 | 36,563,210.00 | 5千 | 一点二                 with an Arabic or a Chinese coefficient
//   colloquial = a last digit after 百 千 万 亿, the unit below it left out: 一百二 = 120, 一万二 = 12000
//   positional = 二〇二〇                                          two or more digits without any unit

#include <optional>
#include <string_view>

#include "model/decimal.h"
#include "normalize/arabic_number.h"
#include "normalize/numeral_characters.h"

namespace nianbao::normalize {

inline constexpr std::size_t longest_amount = 64;  // characters; nothing that fits 18 digits is longer

// `text` is folded: ASCII digits, point and comma, 〇 for ○, no spaces.
[[nodiscard]] std::optional<model::Decimal> read_amount(std::u32string_view text);

}  // namespace nianbao::normalize
