#pragma once
// The sum that each row of a block holds by itself: 总计 and its applicants.

#include <optional>
#include <vector>

#include "model/form.h"
#include "parser/items.h"

namespace nianbao::parser {

// The form's columns on both sides of the sum.
struct RowSum {
    std::vector<int> left, right;
};

// A check of the form that lies within one row of the block: all its rows add up alike.
[[nodiscard]] std::optional<RowSum> row_sum(const model::Form& form, int table, int block);

// Item i stands in column order[i]; what is blank counts as nothing.
[[nodiscard]] bool sum_holds(const RowSum& sum, const std::vector<int>& order, const std::vector<Item>& items);

}  // namespace nianbao::parser
