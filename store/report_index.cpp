// Finding reports in the catalogue without reading them all.

#include <algorithm>

#include "store/catalogue.h"
#include "store/catalogue_state.h"

namespace nianbao::store {

using model::Result;

namespace {

// The column that holds such a text, for a statement: a code is of digits, and no body is called by digits alone.
std::string column_of(std::string_view publisher) {
    const bool is_code =
        !publisher.empty() && std::all_of(publisher.begin(), publisher.end(), [](char c) { return c >= '0' && c <= '9'; });
    return is_code ? "division_code" : "publisher";
}

}  // namespace

Result<std::vector<StoredRecord>> Catalogue::records_of(std::string_view publisher, int year) {
    auto rows = state_->database.query(
        "SELECT url, digest, json, replaced_at, replaced_why FROM record WHERE " + column_of(publisher) + " = ?1 AND year = ?2 ORDER BY url",
        {publisher, year});
    if (!rows) return tl::unexpected(rows.error());
    std::vector<StoredRecord> records;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return records;
        records.push_back({rows->text(0), rows->text(1), rows->text(2), rows->number(3), rows->text(4)});
    }
}

Result<std::vector<std::optional<int>>> Catalogue::years_of(std::string_view publisher) {
    auto rows = state_->database.query("SELECT DISTINCT year FROM record WHERE " + column_of(publisher) + " = ?1 ORDER BY year",
                                       {publisher});
    if (!rows) return tl::unexpected(rows.error());
    std::vector<std::optional<int>> years;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return years;
        years.push_back(rows->is_null(0) ? std::nullopt : std::optional(static_cast<int>(rows->number(0))));
    }
}

Result<std::vector<std::string>> Catalogue::publishers(std::size_t most) {
    auto rows =
        state_->database.query("SELECT DISTINCT publisher FROM record WHERE publisher <> '' ORDER BY publisher LIMIT ?1",
                               {static_cast<std::int64_t>(most)});
    if (!rows) return tl::unexpected(rows.error());
    std::vector<std::string> names;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return names;
        names.push_back(rows->text(0));
    }
}

}  // namespace nianbao::store
