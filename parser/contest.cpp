#include "parser/contest.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace nianbao::parser {
namespace {

constexpr std::size_t convincing_totals = 2;  // different values that end a row as the sum of the others

bool has_empty_slot(const Candidate& way) {
    return std::any_of(way.begin(), way.end(), [](const SlotValue& slot) { return slot.begin == slot.end; });
}

class Contest {
public:
    Contest(const TableReading& reading, const Document& document, const TableSums& sums, Loss loss, std::vector<RowSolution>& solutions)
        : reading_(reading), document_(document), sums_(sums), loss_(loss), solutions_(solutions) {}

    void run() {
        contest_failing();
        contest_kind();
        contest_spaced();
        contest_unconfirmed();
    }

private:
    // A row that the checks cut is not proved by them: if a sum over the rows fails, its cut is in doubt.
    void contest_failing() {
        const std::vector<std::size_t> first(solutions_.size());
        for (const ColumnCheck& check : sums_.over_rows()) {
            if (!sums_.is_decided_by(check, {})) continue;
            const auto rest = sums_.difference(check, first);
            if (!rest || rest->is_zero()) continue;
            for (const auto* side : {&check.left, &check.right})
                for (const Term& term : *side)
                    if (solutions_[term.row].chosen) solutions_[term.row].contested = true;
        }
    }

    // Where the page does not show that it prints its totals, a row that lost something may have lost its total, and a sum that
    // holds is chance. So it is at the end of a table, which may have taken its values from the text behind, where values
    // stand on several lines, where a real table lacks a cell, and where a row lost both a blank and a separator.
    void contest_kind() {
        const bool totals_are_printed = shows_totals();
        for (std::size_t r = 0; r < solutions_.size(); ++r) {
            const RowReading& row = reading_.rows[r];
            RowSolution& solution = solutions_[r];
            const auto values = std::count_if(row.items.begin(), row.items.end(), [](const Item& item) { return !item.trace; });
            const bool several = solution.inferred || values > 1;
            const bool in_cells =
                std::any_of(row.items.begin(), row.items.end(), [](const Item& item) { return item.cell >= 0; });
            const bool twice = solution.cut && std::any_of(solution.ways.begin(), solution.ways.end(), has_empty_slot);
            const bool by_chance = !totals_are_printed && solution.chosen && several && !sums_.of_row(r).empty();
            // Two numbers for three columns that nothing sums up, one a line: the third may stand elsewhere.
            const bool unsummed = solution.inferred && sums_.of_row(r).empty() && stands_on_lines(row);
            if (row.torn || unsummed || (solution.inferred && in_cells)) solution.chosen = true;
            if (row.torn || twice || by_chance || unsummed || (solution.inferred && (row.open_ended || in_cells)))
                solution.contested = true;
        }
    }

    [[nodiscard]] bool stands_on_lines(const RowReading& row) const {
        std::set<std::size_t> lines;
        for (const Item& item : row.items)
            if (!item.trace && item.cell < 0) lines.insert(document_.block_of(item.begin));
        return lines.size() > 1;
    }

    // Empty lines around values whose sum fails: an empty cell may have been taken for none, or the number of a page for a value.
    void contest_spaced() {
        for (std::size_t r = 0; r < solutions_.size(); ++r)
            if (reading_.rows[r].placed && reading_.rows[r].spaced && breaks_sum(r)) solutions_[r].contested = true;
    }

    // In a table that lost a cell somewhere, the total of a row may be what it lost, and a sum that holds all the same is chance:
    // 12 0 0 0 0 3 _ cut into 1|2|0|0|0|0|3. There the sums over the rows must hold as well, in every column.
    void contest_unconfirmed() {
        bool lost = loss_ == Loss::likely;
        for (std::size_t r = 0; r < solutions_.size(); ++r) {
            const RowReading& row = reading_.rows[r];
            lost = lost || row.traced ||
                   (!row.placed && (solutions_[r].inferred || solutions_[r].ways.empty() || solutions_[r].violated));
        }
        if (!lost) return;
        for (std::size_t r = 0; r < solutions_.size(); ++r) {
            const RowReading& row = reading_.rows[r];
            if (row.placed ? row.traced && breaks_sum(r) : solutions_[r].chosen && !sums_.of_row(r).empty() && !is_confirmed(r))
                solutions_[r].contested = true;
        }
    }

    // The sums over the rows that the row takes part in are all decided, hold, and are some.
    [[nodiscard]] bool is_confirmed(std::size_t row) const {
        const std::vector<std::size_t> first(solutions_.size());
        bool any = false;
        for (const ColumnCheck& check : sums_.over_rows()) {
            if (!check.holds(row)) continue;
            const auto rest = sums_.is_decided_by(check, {}) ? sums_.difference(check, first, Blank::nought) : std::nullopt;
            if (!rest || !rest->is_zero()) return false;
            any = true;
        }
        return any;
    }

    // A sum of the placed row fails, its blanks read as 0, and what it sums up to is no blank.
    [[nodiscard]] bool breaks_sum(std::size_t r) const {
        const std::vector<Item>& items = reading_.rows[r].items;
        const auto value = [&](int slot) {
            return slot < 0 ? model::Decimal() : items[static_cast<std::size_t>(slot)].number.value.value_or(model::Decimal());
        };
        return std::any_of(sums_.of_row(r).begin(), sums_.of_row(r).end(), [&](const RowCheck& check) {
            std::optional<model::Decimal> rest = model::Decimal();
            bool blank = true;
            for (const int slot : check.left) {
                blank = blank && slot >= 0 && !items[static_cast<std::size_t>(slot)].number.value;
                if (rest) rest = model::Decimal::add(*rest, value(slot));
            }
            for (const int slot : check.right)
                if (rest) rest = model::Decimal::subtract(*rest, value(slot));
            // An empty line between a header and its values is mostly none of them: 0 = 0 does not show that it is.
            const bool proves_nothing =
                reading_.rows[r].open_ended && items.front().trace &&
                std::none_of(check.left.begin(), check.left.end(), [&](int slot) { return !value(slot).is_zero(); });
            // In a text that was drawn it is only a line, and without a total nothing speaks for the cell.
            const bool by_line = std::any_of(items.begin(), items.end(), [](const Item& item) { return item.trace && item.boundary == Boundary::line; });
            const bool unproved = blank && !document_.is_html && by_line && (!rest || !rest->is_zero());
            return proves_nothing || unproved || (!blank && (!rest || !rest->is_zero()));
        });
    }

    // Different totals of more than one (1 and 1 may be chance) that rows end in, against the rows that do not end in their sum.
    [[nodiscard]] bool shows_totals() const {
        std::set<std::string> totals;
        std::size_t others = 0;
        for (std::size_t r = 0; r < solutions_.size(); ++r) {
            if (sums_.of_row(r).empty()) continue;
            const auto [total, parts] = total_of(r);
            if (!total || (total->is_zero() && parts.is_zero())) continue;
            if (*total != parts)
                ++others;
            else if (total->to_string() != "1")
                totals.insert(total->to_string());
        }
        return totals.size() >= convincing_totals && totals.size() > others;
    }

    // The last value of a row and the sum of those before it.
    [[nodiscard]] std::pair<std::optional<model::Decimal>, model::Decimal> total_of(std::size_t r) const {
        std::vector<model::Decimal> values;
        if (const RowSolution& solution = solutions_[r]; solution.ways.size() == 1 && solution.cut) {
            for (const SlotValue& slot : solution.ways.front())
                if (slot.value) values.push_back(*slot.value);
        } else {
            for (const Item& item : reading_.rows[r].items)
                if (item.number.value && !item.run) values.push_back(*item.number.value);
        }
        if (values.empty()) return {};
        model::Decimal parts;
        for (std::size_t v = 0; v + 1 < values.size(); ++v) parts = model::Decimal::add(parts, values[v]).value_or(parts);
        return {values.back(), parts};
    }

    const TableReading& reading_;
    const Document& document_;
    const TableSums& sums_;
    Loss loss_;
    std::vector<RowSolution>& solutions_;
};

}  // namespace

void contest(const TableReading& reading, const Document& document, const TableSums& sums, Loss loss, std::vector<RowSolution>& solutions) {
    Contest(reading, document, sums, loss, solutions).run();
}

}  // namespace nianbao::parser
