#pragma once
// Amounts that are more than one numeral: percents, fractions, what is exceeded, and money in steps.

#include <optional>
#include <string_view>

#include "model/decimal.h"

namespace nianbao::normalize {

struct Amount {
    model::Decimal value;
    bool percent = false;      // value is the number before %
    bool approximate = false;  // 十余, and a fraction that does not end
};

// 百分之三十五, 35%, 三成五, 三分之二, 一又三分之二, 半, 7700余, 三百多万, or a plain amount (numeral.h).
// rough: a unit on its own is a number (近百).
[[nodiscard]] std::optional<Amount> read_any_amount(std::u32string_view text, bool rough);

// 5元3角2分, 五元零三分: money in two or three steps becomes 元 with places. nullopt for 元 alone.
[[nodiscard]] std::optional<model::Decimal> read_money_steps(std::u32string_view text);

}  // namespace nianbao::normalize
