#pragma once
// The tables that the exports share, and what each of their columns means: the one place from which headers, schemas,
// codebook and spreadsheet headings are made.
//
//   reports 1──n figures      one row a figure
//           1──n findings     one row a finding of the audit
//           1──n mentions     one row a number that the narrative states about a figure
//           1──n sections     one row a section, with its text
//   publisher_findings          one row a finding about no report: one that is missing, or a run
//
// `report` counts the reports of one export from 1; across exports a report is known by its URL and SHA-256.

#include <cstdint>
#include <span>
#include <string_view>

#include "model/record.h"
#include "out/row.h"

namespace nianbao::out {

enum class ColumnType { text, integer, number, link, presence, reading, severity };

struct Column {
    std::string_view name;
    ColumnType type;
    std::string_view chinese;
    std::string_view english;  // what it means
};

struct Table {
    std::string_view name;
    std::string_view chinese;
    std::string_view english;
    std::span<const Column> columns;
    std::size_t key_columns;  // the first so many are unique in every row; of two and more the first one refers to `reports`
};

[[nodiscard]] const Table& reports_table();
[[nodiscard]] const Table& figures_table();
[[nodiscard]] const Table& findings_table();
[[nodiscard]] const Table& mentions_table();
[[nodiscard]] const Table& sections_table();
[[nodiscard]] const Table& publisher_findings_table();
// Those that are made from records, in this order.
[[nodiscard]] std::span<const Table* const> record_tables();

// Each clears the row and fills it with the cells of its table's columns. `item` is the place within the record, from 0.
void report_row(Row& row, const model::Record& record, std::int64_t report);
void figure_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item);
void finding_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item);
void mention_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item);
void section_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item);
void publisher_finding_row(Row& row, const model::PublisherFinding& finding);

// The names of the columns as a line of CSV.
void append_header(CsvRows& rows, const Table& table);

// How many of the record's figures have each presence, and so on; in the order of the enumerators.
struct Tally {
    std::int64_t presences[5] = {};
    std::int64_t ambiguous = 0;
    std::int64_t severities[3] = {};
};
[[nodiscard]] Tally tally_of(const model::Record& record);

// Ids with a space between.
[[nodiscard]] std::string joined(std::span<const std::string> ids);

}  // namespace nianbao::out
