#pragma once
// An SQLite file that is written once, from front to back, and appears whole or not at all: no journal and no flushes on the
// way, since the file has no name yet.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "model/result.h"
#include "out/existing.h"
#include "out/row.h"

struct sqlite3_stmt;

namespace nianbao::out {

class SqliteFile {
public:
    // Error: as OutputFile::create; a path that is no place for a file.
    [[nodiscard]] static model::Result<SqliteFile> create(const std::string& path, Existing existing);
    ~SqliteFile();
    SqliteFile(SqliteFile&&) noexcept;
    SqliteFile& operator=(SqliteFile&&) noexcept;

    // Several statements without values.
    model::Result<void> script(const char* sql);
    // An INSERT that is run many times; lives as long as the file.
    [[nodiscard]] model::Result<sqlite3_stmt*> prepare(std::string_view sql);
    // Runs it with the values that were bound since.
    model::Result<void> run(sqlite3_stmt* statement);
    // Closes the file, makes it durable and gives it its name.
    model::Result<void> commit();

private:
    struct State;
    explicit SqliteFile(std::unique_ptr<State> state);
    [[nodiscard]] tl::unexpected<model::Error> failure() const;
    std::unique_ptr<State> state_;
};

// Parameters of a statement, from 1. A text is not copied: it must last until the statement has run.
void bind_text(sqlite3_stmt* statement, int index, std::string_view text);
void bind_text_or_null(sqlite3_stmt* statement, int index, std::string_view text);  // null when empty
void bind_integer(sqlite3_stmt* statement, int index, std::int64_t value);
void bind_null(sqlite3_stmt* statement, int index);
// The cells of a row, an exact number as its digits.
void bind_row(sqlite3_stmt* statement, const Row& row);

}  // namespace nianbao::out
