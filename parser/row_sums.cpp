#include "parser/row_sums.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace nianbao::parser {

std::vector<RowSum> row_sums(const model::Form& form, int table, int block) {
    std::vector<RowSum> sums;
    std::optional<std::size_t> row;  // of the block
    for (const model::Check& check : form.checks) {
        RowSum sum;
        std::optional<std::size_t> own;
        bool within = true;
        for (const auto& [ids, side] : {std::pair(&check.left, &sum.left), std::pair(&check.right, &sum.right)})
            for (const std::string& id : *ids) {
                const model::FormFigure* figure = within ? form.find_figure(id) : nullptr;
                within = figure != nullptr && static_cast<int>(figure->table) == table && static_cast<int>(figure->block) == block && (!own || *own == figure->row);
                if (!within) break;
                own = figure->row;
                side->push_back(static_cast<int>(figure->column));
            }
        if (!within || !own || (row && *row != *own)) continue;
        row = own;
        sums.push_back(std::move(sum));
    }
    return sums;
}

std::optional<RowSum> row_sum(const model::Form& form, int table, int block) {
    std::vector<RowSum> sums = row_sums(form, table, block);
    return sums.empty() ? std::nullopt : std::optional(std::move(sums.front()));
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
