#include "parser/unlabelled_rows.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "parser/row_sums.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t least_columns = 3;  // of a row whose values are told from a neighbour's by their sum

// A value as it stands, and nothing else: an empty line may be an empty cell, and then the values are not all there.
bool is_whole_value(const Item& item) { return item.cell < 0 && !item.trace && !item.run && !item.is_text() && item.begin != item.end; }

// The first row is the sum of the others: the group's own, and one of its parts is not there.
bool is_sum_of_others(const std::vector<RowReading>& rows) {
    bool any = false;
    for (std::size_t c = 0; c < rows.front().items.size(); ++c) {
        std::optional<model::Decimal> rest = rows.front().items[c].number.value.value_or(model::Decimal());
        any = any || !rest->is_zero();
        for (std::size_t r = 1; r < rows.size() && rest; ++r) rest = model::Decimal::subtract(*rest, rows[r].items[c].number.value.value_or(model::Decimal()));
        if (!rest || !rest->is_zero()) return false;
    }
    return any;
}

}  // namespace

std::vector<RowReading> parts_without_labels(const model::Form& form, int table, const std::vector<RowReading>& rows, const RowReading& row) {
    const std::vector<model::FormRow>& form_rows = form.tables[static_cast<std::size_t>(table)].blocks[static_cast<std::size_t>(row.block)].rows;
    const model::FormRow& group = form_rows[static_cast<std::size_t>(row.row)];
    const std::size_t columns = row.order.size();
    if (!group.is_group || row.in_cells || columns < least_columns || row.items.size() <= columns) return {};
    std::vector<int> parts;
    for (std::size_t r = 0; r < form_rows.size(); ++r)
        if (form_rows[r].group == group.id) parts.push_back(static_cast<int>(r));
    const auto is_part = [&](const RowReading& other) { return other.block == row.block && std::find(parts.begin(), parts.end(), other.row) != parts.end(); };
    if (std::any_of(rows.begin(), rows.end(), is_part)) return {};
    if (row.items.size() != parts.size() * columns || !std::all_of(row.items.begin(), row.items.end(), is_whole_value)) return {};
    const std::optional<RowSum> sum = row_sum(form, table, row.block);
    std::vector<RowReading> result;
    bool hold = sum.has_value();
    for (std::size_t p = 0; p < parts.size(); ++p) {
        RowReading part = row;
        part.row = parts[p];
        const auto first = row.items.begin() + static_cast<std::ptrdiff_t>(p * columns);
        part.items.assign(first, first + static_cast<std::ptrdiff_t>(columns));
        hold = hold && sum_holds(*sum, part.order, part.items);
        result.push_back(std::move(part));
    }
    hold = hold && !is_sum_of_others(result);
    for (RowReading& part : result) {
        part.shifted = hold;
        part.doubtful = part.doubtful || !hold;
    }
    return result;
}

}  // namespace nianbao::parser
