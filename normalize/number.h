#pragma once
// Numbers as Chinese reports write them, by a grammar that refuses what it does not wholly understand. Never a wrong
// number: 一百二 is 120, 一万二 is 12000, 1,23 and 三四十 are refused.

#include <optional>
#include <string>
#include <string_view>

#include "model/decimal.h"
#include "model/figure.h"
#include "model/span.h"

namespace nianbao::normalize {

// What a cell holds.
struct NumberReading {
    model::Presence presence = model::Presence::unreadable;  // stated, blank, dash or unreadable; never absent
    std::optional<model::Decimal> value;  // set exactly when stated; units and 万 are multiplied in, money units are not
    std::string unit;                     // a count word or money unit after the number: 件 条 元 万元; "" when none
    bool percent = false;                 // value is the number before % (35 for 35% and 百分之三十五)
    bool approximate = false;             // 7700余条, 约30件, 近百
    model::Span number;                   // bytes of the input that are the number, unit and note left out
    std::string note;                     // a remark in brackets after the number: （其中修订16件） -> 其中修订16件
};

enum class Sign {
    plain,   // a count or an amount: a leading minus is read as negative, 增/减 is refused
    change,  // the column 本年增/减: -35, 减35, 增1, +2, ↓4 are signed numbers
};

// The whole text must be one number (or blank, or a mark for nothing); a lone "-" is dash in every column.
[[nodiscard]] NumberReading read_number(std::string_view utf8, Sign sign = Sign::plain);

}  // namespace nianbao::normalize
