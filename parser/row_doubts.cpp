#include "parser/row_doubts.h"

#include <algorithm>
#include <optional>
#include <string>

namespace nianbao::parser {
namespace {

std::optional<model::Decimal> value_in(const RowReading& row, const model::FormBlock& block, const std::string& column) {
    for (std::size_t i = 0; i < row.order.size() && i < row.items.size(); ++i)
        if (row.order[i] >= 0 && block.columns[static_cast<std::size_t>(row.order[i])].id == column) return row.items[i].number.value;
    return std::nullopt;
}

}  // namespace

bool falls_below(const RowReading& row, const model::FormBlock& block) {
    if (!row.placed) return false;
    return std::any_of(block.columns.begin(), block.columns.end(), [&](const model::FormColumn& column) {
        if (column.at_least.empty()) return false;
        const auto upper = value_in(row, block, column.id);
        const auto lower = value_in(row, block, column.at_least);
        return upper && lower && *upper < *lower;
    });
}

}  // namespace nianbao::parser
