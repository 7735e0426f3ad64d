#pragma once
// The words that may stand after a number: count words, measures and money.

#include <string_view>
#include <vector>

namespace nianbao::normalize {

struct Unit {
    std::u32string_view text;
    bool money = false;  // 元 and its kin
    int power = 0;       // of ten that is part of the unit: 4 in 万元, 8 in 亿元; not multiplied into the value
};

// Every known unit that `text` ends with, the longest first.
[[nodiscard]] std::vector<Unit> units_at_end(std::u32string_view text);

}  // namespace nianbao::normalize
