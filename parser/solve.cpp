#include "parser/solve.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "parser/combinations.h"
#include "parser/contest.h"
#include "parser/narrative_ties.h"
#include "parser/table_sums.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t most_combinations = 200'000;  // of the ways of all open rows

class Solver {
public:
    Solver(const model::Form& form, int table, const TableReading& reading, const Document& document, const std::vector<model::Mention>& mentions)
        : reading_(reading), document_(document), mentions_(mentions), solutions_(reading.rows.size()), sums_(form, static_cast<std::size_t>(table), reading, solutions_) {}

    std::vector<RowSolution> solve() {
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
        contest(reading_, document_, sums_, loss_, solutions_);
        return std::move(solutions_);
    }

private:
    void enumerate(std::size_t r) {
        const RowReading& row = reading_.rows[r];
        if (row.placed || row.items.empty()) return;
        std::vector<SlotRule> slots;
        for (const int column : row.order) {
            if (column < 0) {
                slots.push_back({true, true, -1});
                continue;
            }
            const model::FormColumn& form_column = sums_.block_of(row).columns[static_cast<std::size_t>(column)];
            const bool places = form_column.may_have_places || sums_.block_of(row).rows[static_cast<std::size_t>(row.row)].may_have_places;
            slots.push_back({form_column.may_be_negative, places, -1});
            if (form_column.at_least.empty()) continue;
            const std::vector<model::FormColumn>& columns = sums_.block_of(row).columns;
            const auto least = std::find_if(columns.begin(), columns.end(), [&](const model::FormColumn& other) { return other.id == form_column.at_least; });
            slots.back().at_least = sums_.slot_of({r, static_cast<int>(least - columns.begin())});
        }
        Candidates found = enumerate_candidates(document_, with_optional_blanks(row), slots, sums_.of_row(r), loss_);
        solutions_[r].cut = found.cut;
        solutions_[r].chosen = found.checked || found.ways.size() > 1;
        solutions_[r].inferred = std::any_of(found.ways.begin(), found.ways.end(), has_empty_slot);
        const bool is_ordered = std::any_of(slots.begin(), slots.end(), [](const SlotRule& slot) { return slot.at_least >= 0; });
        solutions_[r].violated = found.violated && (is_ordered || !sums_.of_row(r).empty());
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

    // Where all rows of a check but one are decided, that one keeps only the ways that satisfy it. True when it narrowed.
    bool narrow() {
        bool narrowed = false;
        for (const ColumnCheck& check : sums_.over_rows()) {
            std::optional<std::size_t> open;
            bool usable = true;
            for (const auto* side : {&check.left, &check.right})
                for (const Term& term : *side) {
                    usable = usable && !sums_.is_lost(term.row);
                    if (!sums_.is_open(term.row)) continue;
                    usable = usable && (!open || *open == term.row);
                    open = term.row;
                }
            if (!usable || !open) continue;
            std::vector<Candidate>& ways = solutions_[*open].ways;
            std::vector<Candidate> kept;
            std::vector<std::size_t> chosen(solutions_.size());
            for (std::size_t w = 0; w < ways.size(); ++w) {
                chosen[*open] = w;
                const auto rest = sums_.difference(check, chosen);
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
            if (done[first] || !sums_.is_open(first)) continue;
            std::vector<std::size_t> group = {first};
            done[first] = true;
            for (std::size_t i = 0; i < group.size(); ++i)
                for (const std::size_t other : open_)
                    if (!done[other] && sums_.is_open(other) && are_tied(group[i], other)) {
                        done[other] = true;
                        group.push_back(other);
                    }
            std::sort(group.begin(), group.end());
            search(group);
        }
    }

    [[nodiscard]] bool are_tied(std::size_t a, std::size_t b) const {
        return std::any_of(sums_.over_rows().begin(), sums_.over_rows().end(), [&](const ColumnCheck& check) { return check.holds(a) && check.holds(b); });
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
        for (const ColumnCheck& check : sums_.over_rows())
            if (sums_.is_decided_by(check, rows)) judged.push_back(&check);
        if (judged.empty()) return;
        const std::vector<std::vector<bool>> kept = in_best_combinations(sums_, judged, rows, solutions_);
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
            const auto place = sums_.place_of(mention.readings.front().front());
            if (!place) continue;
            if (const int slot = sums_.slot_of(*place); slot >= 0) stated[place->row].push_back({static_cast<std::size_t>(slot), &mention});
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

    [[nodiscard]] bool takes_part(std::size_t row) const {
        return std::any_of(sums_.over_rows().begin(), sums_.over_rows().end(), [row](const ColumnCheck& check) { return check.holds(row); });
    }

    const TableReading& reading_;
    const Document& document_;
    const std::vector<model::Mention>& mentions_;
    std::vector<RowSolution> solutions_;
    TableSums sums_;
    std::vector<std::size_t> open_;
    Loss loss_ = Loss::unlikely;
};

}  // namespace

std::vector<RowSolution> solve(const model::Form& form, int table, const TableReading& reading, const Document& document,
                               const std::vector<model::Mention>& mentions) {
    const bool needed = std::any_of(reading.rows.begin(), reading.rows.end(), [](const RowReading& row) { return row.traced || row.spaced || (!row.placed && !row.items.empty()); });
    if (!needed) return std::vector<RowSolution>(reading.rows.size());
    return Solver(form, table, reading, document, mentions).solve();
}

}  // namespace nianbao::parser
