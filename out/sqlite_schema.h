#pragma once
// The tables and views of an SQLite export, described in docs/exports.md.

namespace nianbao::out {

// Run on an empty file, before anything is inserted.
extern const char* const sqlite_tables;
// Run behind the last record: an index is made faster over all rows than row by row.
extern const char* const sqlite_indexes;

}  // namespace nianbao::out
