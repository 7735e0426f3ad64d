#include "out/row.h"

#include <utility>

namespace nianbao::out {

Row& Row::text(std::string_view value) {
    cells_.push_back(value.empty() ? Cell{} : Cell{Cell::Kind::text, value});
    return *this;
}

void Row::keep(std::string value, Cell::Kind kind) {
    digits_.push_back(std::move(value));
    cells_.push_back({kind, digits_.back()});
}

Row& Row::made(std::string value) {
    if (value.empty()) return nothing();
    keep(std::move(value), Cell::Kind::text);
    return *this;
}

Row& Row::number(const std::optional<model::Decimal>& value) {
    if (!value) return nothing();
    keep(value->to_string(), Cell::Kind::number);
    return *this;
}

Row& Row::integer(std::int64_t value) {
    cells_.push_back({Cell::Kind::integer, {}, value});
    return *this;
}

Row& Row::nothing() {
    cells_.push_back({});
    return *this;
}

Row& Row::forget(std::size_t cell) {
    cells_[cell] = {};
    return *this;
}

void append_row(CsvRows& rows, const Row& row) {
    for (const Cell& cell : row.cells()) {
        switch (cell.kind) {
            case Cell::Kind::nothing: rows.empty(); break;
            case Cell::Kind::text: rows.text(cell.text); break;
            case Cell::Kind::number: rows.ready(cell.text); break;
            case Cell::Kind::integer: rows.integer(cell.integer); break;
        }
    }
    rows.end_row();
}

}  // namespace nianbao::out
