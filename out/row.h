#pragma once
// One row of a table on its way into a file: cells that are a text, an exact number, a whole number, or nothing.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"
#include "out/csv.h"

namespace nianbao::out {

struct Cell {
    enum class Kind { nothing, text, number, integer };
    Kind kind = Kind::nothing;
    std::string_view text{};   // of a text; of a number its digits as they were written
    std::int64_t integer = 0;  // of a whole number
};

class Row {
public:
    void clear() { cells_.clear(); digits_.clear(); }
    // The text must outlive the row. An empty one is nothing: what the page does not tell.
    Row& text(std::string_view value);
    // As `text`, but the row keeps a copy.
    Row& made(std::string value);
    Row& number(const std::optional<model::Decimal>& value);
    Row& integer(std::int64_t value);
    Row& nothing();

    // Makes a cell that is there a nothing.
    Row& forget(std::size_t cell);

    [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }

private:
    std::vector<Cell> cells_;
    std::deque<std::string> digits_;  // behind the views of `made` and `number`; a deque does not move what it holds
    void keep(std::string value, Cell::Kind kind);
};

// The row as a line of CSV.
void append_row(CsvRows& rows, const Row& row);

}  // namespace nianbao::out
