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

namespace nianbao::normalize {

inline constexpr std::size_t longest_amount = 64;  // characters; nothing that fits 18 digits is longer

// 0..9 for 〇零一二…九, 壹贰… and the traditional 貳 參 …; 2 for 两; -1 for anything else, ASCII digits included.
[[nodiscard]] int chinese_digit(char32_t c);
// 10, 100, 1000 for 十拾百佰千仟; 0 for anything else.
[[nodiscard]] int small_unit(char32_t c);
// 4, 8, 12, 16 (powers of ten) for 万亿兆京; 0 for anything else.
[[nodiscard]] int large_power(char32_t c);

// `text` is folded: ASCII digits, point and comma, 〇 for ○, no spaces.
[[nodiscard]] std::optional<model::Decimal> read_amount(std::u32string_view text);

// Digits with a point and well-formed thousands commas: 36,563,210.00. No sign; no zeros before other digits.
[[nodiscard]] std::optional<model::Decimal> read_arabic(std::u32string_view text);

// Exact product with a whole number; nullopt when it does not fit 18 digits.
[[nodiscard]] std::optional<model::Decimal> times(model::Decimal value, std::int64_t factor);

}  // namespace nianbao::normalize
