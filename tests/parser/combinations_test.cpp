#include "parser/combinations.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::parser;

namespace {

// Rows a, b and c of two columns, whose sum is row d, and of them a and b whose sum is row e.
model::Form form_of_five_rows() {
    model::FormBlock block;
    for (const char* column : {"x", "y"}) {
        block.columns.emplace_back();
        block.columns.back().id = column;
    }
    for (const char* row : {"a", "b", "c", "d", "e"}) {
        block.rows.emplace_back();
        block.rows.back().id = row;
    }
    model::Form form;
    form.tables = {{"t", "s", "表", {block}}};
    for (const std::string column : {"x", "y"}) {
        form.checks.push_back({"sum.all", {"t.d." + column}, {"t.a." + column, "t.b." + column, "t.c." + column}});
        form.checks.push_back({"sum.some", {"t.e." + column}, {"t.a." + column, "t.b." + column}});
    }
    form.complete();
    return form;
}

SlotValue slot_of(int value) {
    SlotValue slot;
    slot.presence = value < 0 ? model::Presence::unreadable : model::Presence::stated;
    if (value >= 0) slot.value = model::Decimal(value);
    return slot;
}

// Every combination, each check counted anew.
std::vector<std::vector<bool>> by_counting(const TableSums& sums, const std::vector<const ColumnCheck*>& judged, const std::vector<std::size_t>& rows,
                                           const std::vector<RowSolution>& solutions) {
    std::vector<std::vector<bool>> kept;
    std::size_t combinations = 1;
    for (const std::size_t row : rows) {
        kept.emplace_back(solutions[row].ways.size());
        combinations *= solutions[row].ways.size();
    }
    std::ptrdiff_t fewest = 1000;
    for (std::size_t combination = 0; combination < combinations; ++combination) {
        std::vector<std::size_t> chosen(solutions.size());
        std::size_t rest = combination;
        for (const std::size_t row : rows) {
            chosen[row] = rest % solutions[row].ways.size();
            rest /= solutions[row].ways.size();
        }
        const auto broken = std::count_if(judged.begin(), judged.end(), [&](const ColumnCheck* check) {
            const auto difference = sums.difference(*check, chosen);
            return difference && !difference->is_zero();
        });
        if (broken > fewest) continue;
        if (broken < fewest)
            for (auto& row : kept) row.assign(row.size(), false);
        fewest = broken;
        for (std::size_t i = 0; i < rows.size(); ++i) kept[i][chosen[rows[i]]] = true;
    }
    return kept;
}

}  // namespace

TEST_CASE("of the ways of several rows those stay that break the fewest sums") {
    const model::Form form = form_of_five_rows();
    TableReading reading;
    for (int r = 0; r < 5; ++r) {
        reading.rows.emplace_back();
        reading.rows.back().row = r;
        reading.rows.back().order = {0, 1};
    }
    std::mt19937 random(2019);
    const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        std::vector<RowSolution> solutions(5);
        std::vector<std::size_t> open;
        for (std::size_t r = 0; r < solutions.size(); ++r) {
            const unsigned ways = 1 + below(4);
            // One value in twelve cannot be read, so that some sums cannot be told.
            const auto value = [&] { return below(12) == 0 ? -1 : static_cast<int>(below(r < 3 ? 3 : 5)); };
            for (unsigned way = 0; way < ways; ++way) solutions[r].ways.push_back({slot_of(value()), slot_of(value())});
            if (ways > 1) open.push_back(r);
        }
        if (open.empty()) continue;
        const TableSums sums(form, 0, reading, solutions);
        std::vector<const ColumnCheck*> judged;
        for (const ColumnCheck& check : sums.over_rows()) judged.push_back(&check);
        REQUIRE(judged.size() == 4);
        CHECK(in_best_combinations(sums, judged, open, solutions) == by_counting(sums, judged, open, solutions));
    }
}
