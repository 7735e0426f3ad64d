#pragma once
// What a table says of a figure, also where its own cell is blank: a blank 总计 by its row, a group row by its parts.

#include <optional>
#include <string_view>

#include "audit/record_view.h"
#include "model/decimal.h"

namespace nianbao::audit {

struct Derived {
    model::Decimal value;
    bool from_parts = false;  // the cell itself states nothing: this is the sum of others
    bool certain = true;      // read without the help of the sums
};

// nullopt where the table does not tell: nothing stated, or a part that is absent, unreadable or ambiguous.
[[nodiscard]] std::optional<Derived> derive(std::string_view figure_id, const RecordView& view);

// The sum of several, where the table tells them all.
[[nodiscard]] std::optional<Derived> add(const std::optional<Derived>& a, const std::optional<Derived>& b);

}  // namespace nianbao::audit
