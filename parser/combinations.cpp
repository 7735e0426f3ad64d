#include "parser/combinations.h"

#include <algorithm>
#include <optional>

namespace nianbao::parser {
namespace {

using Sum = std::optional<model::Decimal>;  // nothing when it cannot be told

Sum add(const Sum& a, const Sum& b) { return a && b ? model::Decimal::add(*a, *b) : std::nullopt; }

// Row by row, with the sums so far: a check is judged as soon as its last row has its way, and a beginning that already breaks
// more than the best combination is not continued.
class Search {
public:
    Search(const TableSums& sums, const std::vector<const ColumnCheck*>& judged, const std::vector<std::size_t>& rows, const std::vector<RowSolution>& solutions)
        : shares_(rows.size()), chosen_(rows.size()), fewest_(judged.size()) {
        for (const std::size_t row : rows) kept_.emplace_back(solutions[row].ways.size());
        for (const ColumnCheck* check : judged) add_check(sums, *check, rows, solutions.size());
        for (std::vector<Share>& of_row : shares_) std::stable_partition(of_row.begin(), of_row.end(), [](const Share& share) { return share.is_last; });
    }

    std::vector<std::vector<bool>> run() {
        visit(0, 0);
        return std::move(kept_);
    }

private:
    // What a row brings to a check.
    struct Share {
        std::vector<Sum> of_way;
        std::size_t before;  // in sums_: what the rows before it come to; behind it, with this row
        bool is_last;        // of the rows of its check
    };

    void add_check(const TableSums& sums, const ColumnCheck& check, const std::vector<std::size_t>& rows, std::size_t all_rows) {
        Sum decided = model::Decimal();
        for (std::size_t row = 0; row < all_rows; ++row)
            if (check.holds(row) && std::find(rows.begin(), rows.end(), row) == rows.end()) decided = add(decided, sums.share(check, row, 0));
        sums_.push_back(decided);
        Share* last = nullptr;
        for (std::size_t depth = 0; depth < rows.size(); ++depth) {
            if (!check.holds(rows[depth])) continue;
            Share& share = shares_[depth].emplace_back(Share{{}, sums_.size() - 1, false});
            for (std::size_t way = 0; way < kept_[depth].size(); ++way) share.of_way.push_back(sums.share(check, rows[depth], way));
            sums_.emplace_back();
            last = &share;
        }
        if (last != nullptr) last->is_last = true;
    }

    void visit(std::size_t depth, std::size_t broken) {
        if (depth == chosen_.size()) {
            keep(broken);
            return;
        }
        for (std::size_t way = 0; way < kept_[depth].size() && broken <= fewest_; ++way) {
            chosen_[depth] = way;
            if (const std::size_t now = broken + broken_by(depth, way, fewest_ - broken); now <= fewest_) visit(depth + 1, now);
        }
    }

    // The checks that the row decides and breaks; no more are counted than one above `most`.
    std::size_t broken_by(std::size_t depth, std::size_t way, std::size_t most) {
        std::size_t broken = 0;
        for (const Share& share : shares_[depth]) {
            const Sum sum = add(sums_[share.before], share.of_way[way]);
            if (!share.is_last)
                sums_[share.before + 1] = sum;
            else if (sum && !sum->is_zero() && ++broken > most)
                break;
        }
        return broken;
    }

    void keep(std::size_t broken) {
        if (broken < fewest_)
            for (std::vector<bool>& row : kept_) row.assign(row.size(), false);
        fewest_ = broken;
        for (std::size_t i = 0; i < chosen_.size(); ++i) kept_[i][chosen_[i]] = true;
    }

    std::vector<std::vector<Share>> shares_;  // by row
    std::vector<Sum> sums_;                   // of each check: what is decided, then with each of its rows
    std::vector<std::size_t> chosen_;         // the way of each row
    std::vector<std::vector<bool>> kept_;
    std::size_t fewest_;  // checks that the best combination so far breaks
};

}  // namespace

std::vector<std::vector<bool>> in_best_combinations(const TableSums& sums, const std::vector<const ColumnCheck*>& judged, const std::vector<std::size_t>& rows,
                                                    const std::vector<RowSolution>& solutions) {
    return Search(sums, judged, rows, solutions).run();
}

}  // namespace nianbao::parser
