#include "parser/table_sums.h"

#include <algorithm>
#include <utility>

namespace nianbao::parser {

bool ColumnCheck::holds(std::size_t row) const {
    const auto of_row = [row](const Term& term) { return term.row == row; };
    return std::any_of(left.begin(), left.end(), of_row) || std::any_of(right.begin(), right.end(), of_row);
}

TableSums::TableSums(const model::Form& form, std::size_t table, const TableReading& reading,
                     const std::vector<RowSolution>& solutions)
    : form_(form), table_(table), reading_(reading), solutions_(solutions) {
    index_figures();
    index_slots();
    split_checks();
}

std::optional<Term> TableSums::place_of(const std::string& id) const {
    const model::FormFigure* figure = form_.find_figure(id);
    return figure == nullptr ? std::nullopt : places_[static_cast<std::size_t>(figure - form_.figures.data())];
}

void TableSums::index_figures() {
    const std::vector<model::FormBlock>& blocks = form_.tables[table_].blocks;
    std::vector<std::vector<std::optional<std::size_t>>> printed(blocks.size());
    for (std::size_t b = 0; b < blocks.size(); ++b) printed[b].resize(blocks[b].rows.size());
    for (std::size_t r = 0; r < reading_.rows.size(); ++r)
        printed[static_cast<std::size_t>(reading_.rows[r].block)][static_cast<std::size_t>(reading_.rows[r].row)] = r;
    places_.resize(form_.figures.size());
    for (std::size_t f = 0; f < form_.figures.size(); ++f) {
        const model::FormFigure& figure = form_.figures[f];
        if (figure.table != table_) continue;
        if (const auto row = printed[figure.block][figure.row]) places_[f] = Term{*row, static_cast<int>(figure.column)};
    }
}

// Checks within one row cut that row; checks over rows choose among the ways of several.
void TableSums::split_checks() {
    row_checks_.resize(reading_.rows.size());
    for (const model::Check& check : form_.checks) {
        ColumnCheck terms;
        bool whole = true;
        for (const auto& [figures, side] : {std::pair(&check.left_figures, &terms.left), std::pair(&check.right_figures, &terms.right)})
            for (const std::size_t figure : *figures) {
                if (const auto& place = places_[figure]) {
                    side->push_back(*place);
                } else if (const auto group = stand_in(form_.figures[figure])) {
                    if (std::none_of(side->begin(), side->end(),
                                     [&](const Term& term) { return term.row == group->row && term.column == group->column; }))
                        side->push_back(*group);
                } else {
                    whole = false;  // a row that was not found may hold anything
                }
            }
        if (!whole || terms.left.empty() || terms.right.empty()) continue;
        const std::size_t row = terms.left.front().row;
        const auto same = [row](const Term& term) { return term.row == row; };
        if (std::all_of(terms.left.begin(), terms.left.end(), same) &&
            std::all_of(terms.right.begin(), terms.right.end(), same))
            row_checks_[row].push_back({slots_of(terms.left), slots_of(terms.right)});
        else
            column_checks_.push_back(std::move(terms));
    }
    lend_checks_to_groups();
}

// A group row has no check in the form, but its columns add up like those of the other rows of its block.
void TableSums::lend_checks_to_groups() {
    for (std::size_t r = 0; r < reading_.rows.size(); ++r) {
        const RowReading& row = reading_.rows[r];
        if (!block_of(row).rows[static_cast<std::size_t>(row.row)].is_group) continue;
        for (std::size_t other = 0; other < reading_.rows.size() && row_checks_[r].empty(); ++other)
            if (reading_.rows[other].block == row.block && reading_.rows[other].order == row.order)
                row_checks_[r] = row_checks_[other];
    }
}

// The group row's slot, where the page prints one number for the whole group and none of its rows.
std::optional<Term> TableSums::stand_in(const model::FormFigure& figure) const {
    if (figure.table != table_ || form_.row_of(figure).group.empty()) return std::nullopt;
    const model::FormBlock& block = form_.block_of(figure);
    std::optional<Term> found;
    for (std::size_t r = 0; r < reading_.rows.size(); ++r) {
        const RowReading& row = reading_.rows[r];
        if (row.block != static_cast<int>(figure.block)) continue;
        const model::FormRow& form_row = block.rows[static_cast<std::size_t>(row.row)];
        if (form_row.group == form_.row_of(figure).group) return std::nullopt;
        if (form_row.is_group && form_row.id == form_.row_of(figure).group) found = Term{r, static_cast<int>(figure.column)};
    }
    return found;
}

int TableSums::slot_of(const Term& term) const {
    const std::vector<int>& slots = slots_[term.row];
    const auto column = static_cast<std::size_t>(term.column);
    return column < slots.size() ? slots[column] : -1;
}

// Asked for in the innermost loop, so made once.
void TableSums::index_slots() {
    slots_.resize(reading_.rows.size());
    for (std::size_t r = 0; r < slots_.size(); ++r) {
        const std::vector<int>& order = reading_.rows[r].order;
        for (std::size_t slot = order.size(); slot-- > 0;) {
            if (order[slot] < 0) continue;
            const auto column = static_cast<std::size_t>(order[slot]);
            if (slots_[r].size() <= column) slots_[r].resize(column + 1, -1);
            slots_[r][column] = static_cast<int>(slot);
        }
    }
}

std::vector<int> TableSums::slots_of(const std::vector<Term>& terms) const {
    std::vector<int> slots;
    for (const Term& term : terms) slots.push_back(slot_of(term));
    return slots;
}

// The value of a term when row `term.row` takes way `way`; nullopt when it has none to count with.
std::optional<model::Decimal> TableSums::value(const Term& term, std::size_t way) const {
    const int slot = slot_of(term);
    const RowReading& row = reading_.rows[term.row];
    if (slot < 0) return std::nullopt;
    const auto s = static_cast<std::size_t>(slot);
    if (row.placed) {
        // A blank may be anything, so a sum over it decides nothing.
        return row.items[s].number.value;
    }
    const RowSolution& solution = solutions_[term.row];
    if (way >= solution.ways.size() || solution.ways[way][s].presence == model::Presence::unreadable) return std::nullopt;
    if (solution.ways.size() == 1 || solution.ways[way][s].presence == model::Presence::absent)
        return solution.ways[way][s].value;
    return solution.ways[way][s].value.value_or(model::Decimal());
}

std::optional<model::Decimal> TableSums::share(const ColumnCheck& check, std::size_t row, std::size_t way) const {
    model::Decimal total;
    for (const bool left : {true, false})
        for (const Term& term : left ? check.left : check.right) {
            if (term.row != row) continue;
            const auto v = value(term, way);
            const auto next = !v ? v : left ? model::Decimal::add(total, *v) : model::Decimal::subtract(total, *v);
            if (!next) return std::nullopt;
            total = *next;
        }
    return total;
}

std::optional<model::Decimal> TableSums::difference(const ColumnCheck& check, const std::vector<std::size_t>& chosen,
                                                    Blank blank) const {
    model::Decimal total;
    for (const bool left : {true, false})
        for (const Term& term : left ? check.left : check.right) {
            auto v = value(term, chosen[term.row]);
            if (!v && blank == Blank::nought) v = model::Decimal();
            const auto next = !v ? v : left ? model::Decimal::add(total, *v) : model::Decimal::subtract(total, *v);
            if (!next) return std::nullopt;
            total = *next;
        }
    return total;
}

bool TableSums::is_decided_by(const ColumnCheck& check, const std::vector<std::size_t>& rows) const {
    const auto decided = [&](const Term& term) {
        return !is_lost(term.row) && (!is_open(term.row) || std::find(rows.begin(), rows.end(), term.row) != rows.end());
    };
    return std::all_of(check.left.begin(), check.left.end(), decided) &&
           std::all_of(check.right.begin(), check.right.end(), decided);
}

}  // namespace nianbao::parser
