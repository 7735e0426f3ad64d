#pragma once
// The sums that a row of a block holds by itself: 总计 and its applicants; 总计 and its results, three times in table 4.

#include <optional>
#include <vector>

#include "model/form.h"
#include "parser/items.h"

namespace nianbao::parser {

// The form's columns on both sides of the sum.
struct RowSum {
    std::vector<int> left, right;
};

// The checks of the form that lie within one row of the block, the first of its rows that has any: all rows add up alike.
[[nodiscard]] std::vector<RowSum> row_sums(const model::Form& form, int table, int block);
// The first of them.
[[nodiscard]] std::optional<RowSum> row_sum(const model::Form& form, int table, int block);

// Item i stands in column order[i]; what is blank counts as nothing.
[[nodiscard]] bool sum_holds(const RowSum& sum, const std::vector<int>& order, const std::vector<Item>& items);

}  // namespace nianbao::parser
