#pragma once
// An SQLite database: STRICT tables with foreign keys, views under the names that the other formats use, and indexes. Its
// schema is out/sqlite_schema.cpp, explained in docs/exports.md.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "out/exporter.h"
#include "out/row.h"
#include "out/sqlite_file.h"

namespace nianbao::out {

class SqliteExport final : public Exporter {
public:
    explicit SqliteExport(ExportSettings settings) : settings_(std::move(settings)) {}

    model::Result<void> begin() override;
    model::Result<void> add(const model::Record& record) override;
    model::Result<void> add_finding(const model::PublisherFinding& finding) override;
    model::Result<void> end() override;

private:
    model::Result<void> add_forms();
    model::Result<void> add_figures(const model::Record& record);
    model::Result<void> add_findings(const model::Record& record);
    model::Result<void> add_texts(const model::Record& record);
    model::Result<std::int64_t> number_of(const std::string& figure);
    model::Result<std::int64_t> number_at(std::size_t place, const std::string& figure);  // the same, of a record's figure
    model::Result<void> insert(sqlite3_stmt* statement);  // the row

    struct Statements {
        sqlite3_stmt* figure_id = nullptr;
        sqlite3_stmt* report = nullptr;
        sqlite3_stmt* figure = nullptr;
        sqlite3_stmt* finding = nullptr;
        sqlite3_stmt* finding_figure = nullptr;
        sqlite3_stmt* publisher_finding = nullptr;
        sqlite3_stmt* mention = nullptr;
        sqlite3_stmt* section = nullptr;
    };

    ExportSettings settings_;
    std::optional<SqliteFile> file_;
    Statements statements_;
    std::unordered_map<std::string, std::int64_t> numbers_;  // figure id -> figure_id.id
    // By place in the record, the entry of the last figure that stood there: mostly the next one is the same.
    std::vector<const std::pair<const std::string, std::int64_t>*> last_;
    std::int64_t report_ = 0;
    Row row_;
};

}  // namespace nianbao::out
