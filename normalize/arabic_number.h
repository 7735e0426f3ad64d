#pragma once
// Numbers in Arabic digits, alone or with the small Chinese units.

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/decimal.h"

namespace nianbao::normalize {

// Digits with a point and well-formed thousands commas: 36,563,210.00. No sign; no zeros before other digits.
[[nodiscard]] std::optional<model::Decimal> read_arabic(std::u32string_view text);

// The same, or below 10000 with 千, 百 and 十: 5千, 5千3百, 1.5千, 1百23.
[[nodiscard]] std::optional<model::Decimal> read_arabic_section(std::u32string_view text);

// Exact product with a whole number; nullopt when it does not fit 18 digits.
[[nodiscard]] std::optional<model::Decimal> times(model::Decimal value, std::int64_t factor);

}  // namespace nianbao::normalize
