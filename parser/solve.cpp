#include "parser/solve.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "parser/narrative_ties.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t most_combinations = 200'000;  // of the ways of all open rows

constexpr std::size_t convincing_totals = 2;  // different values that end a row as the sum of the others

// One term of a check that spans rows: a slot of a row of the reading.
struct Term {
    std::size_t row;
    int column;
};

struct ColumnCheck {
    std::vector<Term> left, right;
};

// What an empty slot counts in a sum.
enum class Blank { unknown, nought };

class Solver {
public:
    Solver(const model::Form& form, int table, const TableReading& reading, const Document& document, const std::vector<model::Mention>& mentions)
        : form_(form), table_(static_cast<std::size_t>(table)), reading_(reading), document_(document), mentions_(mentions), solutions_(reading.rows.size()) {}

    std::vector<RowSolution> solve() {
        index_figures();
        index_slots();
        split_checks();
        if (std::any_of(reading_.rows.begin(), reading_.rows.end(), has_lost_blanks)) loss_ = Loss::likely;
        for (std::size_t r = 0; r < reading_.rows.size(); ++r) enumerate(r);
        for (std::size_t r = 0; r < solutions_.size(); ++r)
            if (solutions_[r].ways.size() > 1) open_.push_back(r);
        if (!open_.empty()) {
            while (narrow()) {
            }
            search();
            if (ask_text())
                while (narrow()) {
                }
        }
        contest();
        contest_kind();
        contest_unconfirmed();
        return std::move(solutions_);
    }

private:
    [[nodiscard]] const model::FormBlock& block_of(const RowReading& row) const { return form_.tables[table_].blocks[static_cast<std::size_t>(row.block)]; }

    void index_figures() {
        for (const model::FormFigure& figure : form_.figures) {
            if (figure.table != table_) continue;
            for (std::size_t r = 0; r < reading_.rows.size(); ++r)
                if (reading_.rows[r].block == static_cast<int>(figure.block) && reading_.rows[r].row == static_cast<int>(figure.row))
                    places_[figure.id] = {r, static_cast<int>(figure.column)};
        }
    }

    // Checks within one row cut that row; checks over rows choose among the ways of several.
    void split_checks() {
        row_checks_.resize(reading_.rows.size());
        for (const model::Check& check : form_.checks) {
            ColumnCheck terms;
            bool whole = true;
            for (const auto& [ids, side] : {std::pair(&check.left, &terms.left), std::pair(&check.right, &terms.right)})
                for (const std::string& id : *ids) {
                    const auto place = places_.find(id);
                    if (place != places_.end()) {
                        side->push_back(place->second);
                    } else if (const auto group = stand_in(id)) {
                        if (std::none_of(side->begin(), side->end(), [&](const Term& term) { return term.row == group->row && term.column == group->column; })) side->push_back(*group);
                    } else {
                        whole = false;  // a row that was not found may hold anything
                    }
                }
            if (!whole || terms.left.empty() || terms.right.empty()) continue;
            const std::size_t row = terms.left.front().row;
            const auto same = [row](const Term& term) { return term.row == row; };
            if (std::all_of(terms.left.begin(), terms.left.end(), same) && std::all_of(terms.right.begin(), terms.right.end(), same))
                row_checks_[row].push_back({slots_of(terms.left), slots_of(terms.right)});
            else
                column_checks_.push_back(std::move(terms));
        }
        lend_checks_to_groups();
    }

    // A group row has no check in the form, but its columns add up like those of the other rows of its block.
    void lend_checks_to_groups() {
        for (std::size_t r = 0; r < reading_.rows.size(); ++r) {
            const RowReading& row = reading_.rows[r];
            if (!block_of(row).rows[static_cast<std::size_t>(row.row)].is_group) continue;
            for (std::size_t other = 0; other < reading_.rows.size() && row_checks_[r].empty(); ++other)
                if (reading_.rows[other].block == row.block && reading_.rows[other].order == row.order) row_checks_[r] = row_checks_[other];
        }
    }

    // The group row's slot, where the page prints one number for the whole group and none of its rows.
    [[nodiscard]] std::optional<Term> stand_in(const std::string& id) const {
        const model::FormFigure* figure = form_.find_figure(id);
        if (figure == nullptr || figure->table != table_ || form_.row_of(*figure).group.empty()) return std::nullopt;
        const model::FormBlock& block = form_.block_of(*figure);
        std::optional<Term> found;
        for (std::size_t r = 0; r < reading_.rows.size(); ++r) {
            const RowReading& row = reading_.rows[r];
            if (row.block != static_cast<int>(figure->block)) continue;
            const model::FormRow& form_row = block.rows[static_cast<std::size_t>(row.row)];
            if (form_row.group == form_.row_of(*figure).group) return std::nullopt;
            if (form_row.is_group && form_row.id == form_.row_of(*figure).group) found = Term{r, static_cast<int>(figure->column)};
        }
        return found;
    }

    // Which printed slot of the row holds the column; -1 when none does.
    [[nodiscard]] int slot_of(const Term& term) const {
        const std::vector<int>& slots = slots_[term.row];
        const auto column = static_cast<std::size_t>(term.column);
        return column < slots.size() ? slots[column] : -1;
    }

    // Asked for in the innermost loop, so made once.
    void index_slots() {
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

    [[nodiscard]] std::vector<int> slots_of(const std::vector<Term>& terms) const {
        std::vector<int> slots;
        for (const Term& term : terms) slots.push_back(slot_of(term));
        return slots;
    }

    void enumerate(std::size_t r) {
        const RowReading& row = reading_.rows[r];
        if (row.placed || row.items.empty()) return;
        std::vector<SlotRule> slots;
        for (const int column : row.order) {
            if (column < 0) {
                slots.push_back({true, true, -1});
                continue;
            }
            const model::FormColumn& form_column = block_of(row).columns[static_cast<std::size_t>(column)];
            const bool places = form_column.may_have_places || block_of(row).rows[static_cast<std::size_t>(row.row)].may_have_places;
            slots.push_back({form_column.may_be_negative, places, -1});
            if (form_column.at_least.empty()) continue;
            const std::vector<model::FormColumn>& columns = block_of(row).columns;
            const auto least = std::find_if(columns.begin(), columns.end(), [&](const model::FormColumn& other) { return other.id == form_column.at_least; });
            slots.back().at_least = slot_of({r, static_cast<int>(least - columns.begin())});
        }
        Candidates found = enumerate_candidates(document_, with_optional_blanks(row), slots, row_checks_[r], loss_);
        solutions_[r].cut = found.cut;
        solutions_[r].chosen = found.checked || found.ways.size() > 1;
        solutions_[r].inferred = std::any_of(found.ways.begin(), found.ways.end(), has_empty_slot);
        const bool is_ordered = std::any_of(slots.begin(), slots.end(), [](const SlotRule& slot) { return slot.at_least >= 0; });
        solutions_[r].violated = found.violated && (is_ordered || !row_checks_[r].empty());
        solutions_[r].complete = !found.exhausted;
        solutions_[r].ways = std::move(found.ways);
        solutions_[r].far_fetched = is_far_fetched(solutions_[r]);
        if (is_ordered) rank(solutions_[r].ways, slots);
    }

    // Of numbers of which one includes the other, those are most plausible that are about as long: 2026 | 3542 before 20 | 263542.
    static void rank(std::vector<Candidate>& ways, const std::vector<SlotRule>& slots) {
        const auto implausibility = [&](const Candidate& way) {
            int digits = 0;
            for (std::size_t s = 0; s < way.size(); ++s) {
                if (!way[s].value) digits += 100;
                if (slots[s].at_least < 0) continue;
                const SlotValue& least = way[static_cast<std::size_t>(slots[s].at_least)];
                digits += std::abs(static_cast<int>(way[s].end - way[s].begin) - static_cast<int>(least.end - least.begin));
            }
            return digits;
        };
        std::stable_sort(ways.begin(), ways.end(), [&](const Candidate& a, const Candidate& b) { return implausibility(a) < implausibility(b); });
    }

    static bool is_far_fetched(const RowSolution& solution) {
        return solution.cut && std::any_of(solution.ways.begin(), solution.ways.end(), [](const Candidate& way) {
            const auto empty = std::count_if(way.begin(), way.end(), [](const SlotValue& slot) { return slot.begin == slot.end; });
            return 2 * static_cast<std::size_t>(empty) > way.size();
        });
    }

    static bool has_empty_slot(const Candidate& way) {
        return std::any_of(way.begin(), way.end(), [](const SlotValue& slot) { return slot.begin == slot.end; });
    }

    // Fewer digits than columns: no cut gives each a number.
    static bool has_lost_blanks(const RowReading& row) {
        if (row.placed || row.in_cells) return false;
        std::uint32_t characters = 0;
        for (const Item& item : row.items) characters += item.end - item.begin;
        return characters > 0 && characters < row.order.size();
    }

    // A row with more cells than columns has empty ones that are no values.
    static std::vector<Item> with_optional_blanks(const RowReading& row) {
        std::vector<Item> items = row.items;
        const auto cells = static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const Item& item) { return !item.trace; }));
        if (cells > row.order.size())
            for (Item& item : items) item.trace = item.trace || item.begin == item.end;
        return items;
    }

    // --- over the rows --------------------------------------------------------------------------------------------

    // The value of a term when row `term.row` takes way `way`; nullopt when it has none to count with.
    [[nodiscard]] std::optional<model::Decimal> value(const Term& term, std::size_t way) const {
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
        if (solution.ways.size() == 1 || solution.ways[way][s].presence == model::Presence::absent) return solution.ways[way][s].value;
        return solution.ways[way][s].value.value_or(model::Decimal());
    }

    [[nodiscard]] bool is_open(std::size_t row) const { return solutions_[row].ways.size() > 1; }
    // A row without any way cannot be counted with at all.
    [[nodiscard]] bool is_lost(std::size_t row) const { return !reading_.rows[row].placed && (solutions_[row].ways.empty() || !solutions_[row].complete); }

    // left - right of a check with the chosen ways; nullopt when it cannot be told.
    [[nodiscard]] std::optional<model::Decimal> difference(const ColumnCheck& check, const std::vector<std::size_t>& chosen, Blank blank = Blank::unknown) const {
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

    // Where all rows of a check but one are decided, that one keeps only the ways that satisfy it. True when it narrowed.
    bool narrow() {
        bool narrowed = false;
        for (const ColumnCheck& check : column_checks_) {
            std::optional<std::size_t> open;
            bool usable = true;
            for (const auto* side : {&check.left, &check.right})
                for (const Term& term : *side) {
                    usable = usable && !is_lost(term.row);
                    if (!is_open(term.row)) continue;
                    usable = usable && (!open || *open == term.row);
                    open = term.row;
                }
            if (!usable || !open) continue;
            std::vector<Candidate>& ways = solutions_[*open].ways;
            std::vector<Candidate> kept;
            std::vector<std::size_t> chosen(solutions_.size());
            for (std::size_t w = 0; w < ways.size(); ++w) {
                chosen[*open] = w;
                const auto rest = difference(check, chosen);
                if (!rest || rest->is_zero()) kept.push_back(ways[w]);
            }
            // No way fits: the publisher's own sum is wrong, so it decides nothing.
            if (kept.empty() || kept.size() == ways.size()) continue;
            ways = std::move(kept);
            narrowed = true;
        }
        return narrowed;
    }

    // Rows that no check ties together are told apart from each other.
    void search() {
        std::vector<bool> done(solutions_.size());
        for (const std::size_t first : open_) {
            if (done[first] || !is_open(first)) continue;
            std::vector<std::size_t> group = {first};
            done[first] = true;
            for (std::size_t i = 0; i < group.size(); ++i)
                for (const std::size_t other : open_)
                    if (!done[other] && is_open(other) && are_tied(group[i], other)) {
                        done[other] = true;
                        group.push_back(other);
                    }
            std::sort(group.begin(), group.end());
            search(group);
        }
    }

    [[nodiscard]] bool are_tied(std::size_t a, std::size_t b) const {
        return std::any_of(column_checks_.begin(), column_checks_.end(), [&](const ColumnCheck& check) { return holds(check, a) && holds(check, b); });
    }

    static bool holds(const ColumnCheck& check, std::size_t row) {
        const auto of_row = [row](const Term& term) { return term.row == row; };
        return std::any_of(check.left.begin(), check.left.end(), of_row) || std::any_of(check.right.begin(), check.right.end(), of_row);
    }

    // All combinations of rows that are still open: those that break the fewest checks stay.
    void search(const std::vector<std::size_t>& group) {
        std::vector<std::size_t> rows;
        std::size_t combinations = 1;
        for (const std::size_t row : group) {
            if (!solutions_[row].complete) continue;
            if (combinations * solutions_[row].ways.size() > most_combinations) continue;
            if (!takes_part(row)) continue;
            combinations *= solutions_[row].ways.size();
            rows.push_back(row);
        }
        if (rows.empty()) return;
        std::vector<const ColumnCheck*> judged;
        for (const ColumnCheck& check : column_checks_)
            if (is_decided_by(check, rows)) judged.push_back(&check);
        if (judged.empty()) return;
        std::vector<std::vector<bool>> kept;
        for (const std::size_t row : rows) kept.emplace_back(solutions_[row].ways.size());
        std::size_t fewest = judged.size() + 1;
        std::vector<std::size_t> chosen(solutions_.size());
        for (std::size_t combination = 0; combination < combinations; ++combination) {
            std::size_t rest = combination;
            for (const std::size_t row : rows) {
                chosen[row] = rest % solutions_[row].ways.size();
                rest /= solutions_[row].ways.size();
            }
            const auto broken = static_cast<std::size_t>(std::count_if(judged.begin(), judged.end(), [&](const ColumnCheck* check) {
                const auto left_over = difference(*check, chosen);
                return left_over && !left_over->is_zero();
            }));
            if (broken > fewest) continue;
            if (broken < fewest)
                for (auto& row : kept) row.assign(row.size(), false);
            fewest = broken;
            for (std::size_t i = 0; i < rows.size(); ++i) kept[i][chosen[rows[i]]] = true;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::vector<Candidate> ways;
            for (std::size_t w = 0; w < kept[i].size(); ++w)
                if (kept[i][w]) ways.push_back(std::move(solutions_[rows[i]].ways[w]));
            solutions_[rows[i]].ways = std::move(ways);
        }
    }

    // What the checks leave open the text may tell. True when it did.
    bool ask_text() {
        std::vector<std::vector<StatedSlot>> stated(solutions_.size());
        for (const model::Mention& mention : mentions_) {
            if (!states_one_figure(mention)) continue;
            const auto place = places_.find(mention.readings.front().front());
            if (place == places_.end()) continue;
            if (const int slot = slot_of(place->second); slot >= 0) stated[place->second.row].push_back({static_cast<std::size_t>(slot), &mention});
        }
        bool told = false;
        for (const std::size_t r : open_) {
            RowSolution& solution = solutions_[r];
            if (!keep_stated_ways(stated[r], solution)) continue;
            told = true;
            solution.inferred = std::any_of(solution.ways.begin(), solution.ways.end(), has_empty_slot);
            solution.far_fetched = is_far_fetched(solution);
        }
        return told;
    }

    // A row that the checks cut is not proved by them: if a sum over the rows fails, its cut is in doubt.
    void contest() {
        const std::vector<std::size_t> first(solutions_.size());
        for (const ColumnCheck& check : column_checks_) {
            if (!is_decided_by(check, {})) continue;
            const auto rest = difference(check, first);
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
            const bool in_cells = std::any_of(row.items.begin(), row.items.end(), [](const Item& item) { return item.cell >= 0; });
            const bool twice = solution.cut && std::any_of(solution.ways.begin(), solution.ways.end(), has_empty_slot);
            const bool by_chance = !totals_are_printed && solution.chosen && several && !row_checks_[r].empty();
            if (row.torn || (solution.inferred && in_cells)) solution.chosen = true;
            if (row.torn || twice || by_chance || (solution.inferred && (row.open_ended || in_cells))) solution.contested = true;
        }
    }

    // In a table that lost a cell somewhere, the total of a row may be what it lost, and a sum that holds all the same is chance:
    // 12 0 0 0 0 3 _ cut into 1|2|0|0|0|0|3. There the sums over the rows must hold as well, in every column.
    void contest_unconfirmed() {
        bool lost = loss_ == Loss::likely;
        for (std::size_t r = 0; r < solutions_.size(); ++r) {
            const RowReading& row = reading_.rows[r];
            lost = lost || row.traced || (!row.placed && (solutions_[r].inferred || solutions_[r].ways.empty() || solutions_[r].violated));
        }
        if (!lost) return;
        for (std::size_t r = 0; r < solutions_.size(); ++r) {
            const RowReading& row = reading_.rows[r];
            if (row.placed ? row.traced && breaks_sum(r) : solutions_[r].chosen && !row_checks_[r].empty() && !is_confirmed(r)) solutions_[r].contested = true;
        }
    }

    // The sums over the rows that the row takes part in are all decided, hold, and are some.
    [[nodiscard]] bool is_confirmed(std::size_t row) const {
        const std::vector<std::size_t> first(solutions_.size());
        bool any = false;
        for (const ColumnCheck& check : column_checks_) {
            if (!holds(check, row)) continue;
            const auto rest = is_decided_by(check, {}) ? difference(check, first, Blank::nought) : std::nullopt;
            if (!rest || !rest->is_zero()) return false;
            any = true;
        }
        return any;
    }

    // A sum of the placed row fails, its blanks read as 0, and what it sums up to is no blank.
    [[nodiscard]] bool breaks_sum(std::size_t r) const {
        const std::vector<Item>& items = reading_.rows[r].items;
        const auto value = [&](int slot) { return slot < 0 ? model::Decimal() : items[static_cast<std::size_t>(slot)].number.value.value_or(model::Decimal()); };
        return std::any_of(row_checks_[r].begin(), row_checks_[r].end(), [&](const RowCheck& check) {
            std::optional<model::Decimal> rest = model::Decimal();
            bool blank = true;
            for (const int slot : check.left) {
                blank = blank && slot >= 0 && !items[static_cast<std::size_t>(slot)].number.value;
                if (rest) rest = model::Decimal::add(*rest, value(slot));
            }
            for (const int slot : check.right)
                if (rest) rest = model::Decimal::subtract(*rest, value(slot));
            // An empty line between a header and its values is mostly none of them: 0 = 0 does not show that it is.
            const bool proves_nothing = reading_.rows[r].open_ended && items.front().trace && std::none_of(check.left.begin(), check.left.end(), [&](int slot) { return !value(slot).is_zero(); });
            return proves_nothing || (!blank && (!rest || !rest->is_zero()));
        });
    }

    // Different totals of more than one (1 and 1 may be chance) that rows end in, against the rows that do not end in their sum.
    [[nodiscard]] bool shows_totals() const {
        std::set<std::string> totals;
        std::size_t others = 0;
        for (std::size_t r = 0; r < solutions_.size(); ++r) {
            if (row_checks_[r].empty()) continue;
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

    [[nodiscard]] bool takes_part(std::size_t row) const {
        return std::any_of(column_checks_.begin(), column_checks_.end(), [row](const ColumnCheck& check) { return holds(check, row); });
    }

    // Every row of the check is decided or among `rows`.
    [[nodiscard]] bool is_decided_by(const ColumnCheck& check, const std::vector<std::size_t>& rows) const {
        const auto decided = [&](const Term& term) {
            return !is_lost(term.row) && (!is_open(term.row) || std::find(rows.begin(), rows.end(), term.row) != rows.end());
        };
        return std::all_of(check.left.begin(), check.left.end(), decided) && std::all_of(check.right.begin(), check.right.end(), decided);
    }

    const model::Form& form_;
    std::size_t table_;
    const TableReading& reading_;
    const Document& document_;
    const std::vector<model::Mention>& mentions_;
    std::vector<std::vector<int>> slots_;  // by row and column of the form: the printed slot, -1 for none
    std::vector<RowSolution> solutions_;
    std::map<std::string, Term> places_;  // figure id -> where it is printed
    std::vector<std::vector<RowCheck>> row_checks_;
    std::vector<ColumnCheck> column_checks_;
    std::vector<std::size_t> open_;
    Loss loss_ = Loss::unlikely;
};

}  // namespace

std::vector<RowSolution> solve(const model::Form& form, int table, const TableReading& reading, const Document& document,
                               const std::vector<model::Mention>& mentions) {
    const bool needed = std::any_of(reading.rows.begin(), reading.rows.end(), [](const RowReading& row) { return row.traced || (!row.placed && !row.items.empty()); });
    if (!needed) return std::vector<RowSolution>(reading.rows.size());
    return Solver(form, table, reading, document, mentions).solve();
}

}  // namespace nianbao::parser
