#include "parser/row_sums.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace nianbao::parser {

std::optional<RowSum> row_sum(const model::Form& form, int table, int block) {
    for (const model::Check& check : form.checks) {
        RowSum sum;
        std::optional<std::size_t> row;
        bool within = true;
        for (const auto& [ids, side] : {std::pair(&check.left, &sum.left), std::pair(&check.right, &sum.right)})
            for (const std::string& id : *ids) {
                const model::FormFigure* figure = within ? form.find_figure(id) : nullptr;
                within = figure != nullptr && static_cast<int>(figure->table) == table && static_cast<int>(figure->block) == block && (!row || *row == figure->row);
                if (!within) break;
                row = figure->row;
                side->push_back(static_cast<int>(figure->column));
            }
        if (within && row) return sum;
    }
    return std::nullopt;
}

bool sum_holds(const RowSum& sum, const std::vector<int>& order, const std::vector<Item>& items) {
    std::optional<model::Decimal> rest = model::Decimal();
    for (std::size_t i = 0; i < order.size() && rest; ++i) {
        const model::Decimal value = items[i].number.value.value_or(model::Decimal());
        if (std::find(sum.left.begin(), sum.left.end(), order[i]) != sum.left.end())
            rest = model::Decimal::add(*rest, value);
        else if (std::find(sum.right.begin(), sum.right.end(), order[i]) != sum.right.end())
            rest = model::Decimal::subtract(*rest, value);
    }
    return rest && rest->is_zero();
}

}  // namespace nianbao::parser
