#pragma once
// The grammar around an amount: sign, approximation, percent, fraction and unit.
//
//   quantity = [共 约 近 …] [¥ 人民币] [sign] amount [余 多] [unit] [左右 上下 余 多]
//   sign     = - + 负 正; in a column of changes also 增 减 ↑ ↓ and their words
//   amount   = 百分之x | x% | x成 | n分之m | k又n分之m | 半 | read_amount (numeral.h)

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/decimal.h"
#include "normalize/number.h"

namespace nianbao::normalize {

inline constexpr std::size_t longest_quantity = 96;  // characters; a longer text is refused

struct Quantity {
    model::Decimal value;
    std::u32string unit;
    bool percent = false;
    bool approximate = false;
    std::size_t begin = 0;  // of the number within the text, its sign included and its unit not
    std::size_t end = 0;
};

// `text` is folded for numbers and has no spaces at its ends; single spaces may stand before and after the digits.
// nullopt unless the whole of it is understood.
[[nodiscard]] std::optional<Quantity> read_quantity(std::u32string_view text, Sign sign);

}  // namespace nianbao::normalize
