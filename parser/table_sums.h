#pragma once
// The sums of a form over the rows that a page prints: which of them cut one row, which hold several together, and what they come
// to when each row is read in one of its ways.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/form.h"
#include "parser/candidates.h"
#include "parser/solve.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// One term of a check that spans rows: a column of a row of the reading.
struct Term {
    std::size_t row;
    int column;
};

struct ColumnCheck {
    std::vector<Term> left, right;

    [[nodiscard]] bool holds(std::size_t row) const;
};

// What an empty slot counts in a sum.
enum class Blank { unknown, nought };

class TableSums {
public:
    // All three must outlive it; `solutions`, one a row of `reading`, are looked at anew with each question.
    TableSums(const model::Form& form, std::size_t table, const TableReading& reading,
              const std::vector<RowSolution>& solutions);

    // The checks within row `row`, by slots.
    [[nodiscard]] const std::vector<RowCheck>& of_row(std::size_t row) const { return row_checks_[row]; }
    // The checks over several rows.
    [[nodiscard]] const std::vector<ColumnCheck>& over_rows() const { return column_checks_; }

    // Where the figure is printed; nothing when its row is not.
    [[nodiscard]] std::optional<Term> place_of(const std::string& id) const;
    // Which printed slot of the row holds the column; -1 when none does.
    [[nodiscard]] int slot_of(const Term& term) const;
    [[nodiscard]] const model::FormBlock& block_of(const RowReading& row) const {
        return form_.tables[table_].blocks[static_cast<std::size_t>(row.block)];
    }

    [[nodiscard]] bool is_open(std::size_t row) const { return solutions_[row].ways.size() > 1; }
    // A row without any way cannot be counted with at all.
    [[nodiscard]] bool is_lost(std::size_t row) const {
        return !reading_.rows[row].placed && (solutions_[row].ways.empty() || !solutions_[row].complete);
    }
    // Every row of the check is decided or among `rows`.
    [[nodiscard]] bool is_decided_by(const ColumnCheck& check, const std::vector<std::size_t>& rows) const;
    // What row `row` brings to left - right when it takes way `way`.
    [[nodiscard]] std::optional<model::Decimal> share(const ColumnCheck& check, std::size_t row, std::size_t way) const;
    // left - right when row r takes way chosen[r]; nothing when it cannot be told.
    [[nodiscard]] std::optional<model::Decimal> difference(const ColumnCheck& check, const std::vector<std::size_t>& chosen,
                                                           Blank blank = Blank::unknown) const;

private:
    void index_figures();
    void index_slots();
    void split_checks();
    void lend_checks_to_groups();
    [[nodiscard]] std::optional<Term> stand_in(const model::FormFigure& figure) const;
    [[nodiscard]] std::vector<int> slots_of(const std::vector<Term>& terms) const;
    [[nodiscard]] std::optional<model::Decimal> value(const Term& term, std::size_t way) const;

    const model::Form& form_;
    std::size_t table_;
    const TableReading& reading_;
    const std::vector<RowSolution>& solutions_;
    std::vector<std::vector<int>> slots_;  // by row and column of the form: the printed slot, -1 for none
    std::vector<std::optional<Term>> places_;  // by figure of the form: where it is printed
    std::vector<std::vector<RowCheck>> row_checks_;
    std::vector<ColumnCheck> column_checks_;
};

}  // namespace nianbao::parser
