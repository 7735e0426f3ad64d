#include "out/sqlite_file.h"

#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "out/output_file.h"

namespace nianbao::out {
namespace {

// 8 KiB pages and 32 MiB of them in memory. Neither grows with the export. The CHECKs of the schema are for those who change
// the file later: SQLite builds a table in memory for every IN of every row, four fifths of the time of an insert, and our
// words come from enumerations.
constexpr const char* settings =
    "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA cache_size = -32768; PRAGMA encoding = 'UTF-8'; PRAGMA ignore_check_constraints = ON; BEGIN;";

// The rows of an index are sorted in unnamed files. They are as large as the index, so they belong on the disk that was chosen
// for the export and not into a small /tmp.
std::string sorting_beside(const std::string& path) {
    std::string folder;
    for (const char c : std::filesystem::path(path).parent_path().string()) folder += c == '\'' ? "''" : std::string(1, c);
    return "PRAGMA temp_store_directory = '" + folder + "'; PRAGMA threads = 1;";
}

}  // namespace

struct SqliteFile::State {
    std::optional<OutputFile> file;
    sqlite3* connection = nullptr;
    std::vector<sqlite3_stmt*> statements;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { close(); }

    int close() {
        for (sqlite3_stmt* statement : std::exchange(statements, {})) sqlite3_finalize(statement);
        return sqlite3_close(std::exchange(connection, nullptr));
    }
};

SqliteFile::SqliteFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
SqliteFile::~SqliteFile() = default;
SqliteFile::SqliteFile(SqliteFile&&) noexcept = default;
SqliteFile& SqliteFile::operator=(SqliteFile&&) noexcept = default;

tl::unexpected<model::Error> SqliteFile::failure() const {
    const int code = sqlite3_errcode(state_->connection) & 0xff;
    const int system = sqlite3_system_errno(state_->connection);
    const bool is_full = code == SQLITE_FULL || (code == SQLITE_IOERR && (system == ENOSPC || system == EFBIG));
    if (is_full) return model::fail(state_->file->name(), "cannot be written: No space left on device; free some space or name another place");
    return model::fail(state_->file->name(), "cannot be written: " + std::string(sqlite3_errmsg(state_->connection)));
}

model::Result<SqliteFile> SqliteFile::create(const std::string& path, Existing existing) {
    auto file = OutputFile::create(path, existing);
    if (!file) return tl::unexpected(file.error());
    const std::string temporary = file->temporary_path();
    if (temporary.empty()) return model::fail(path, "cannot take a database: it is no regular file; name another place");
    auto state = std::make_unique<State>();
    state->file.emplace(std::move(*file));
    // A name that begins with "file:" or ":" is nothing special here: the temporary name begins with the folder.
    // Without SQLite's locks: nobody else has the name, and on some network file systems they would meet our own (temporary.h).
    const int code = sqlite3_open_v2(temporary.c_str(), &state->connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, "unix-none");
    SqliteFile made(std::move(state));
    if (code != SQLITE_OK) return made.failure();
    if (auto set = made.script(sorting_beside(temporary).c_str()); !set) return tl::unexpected(set.error());
    if (auto set = made.script(settings); !set) return tl::unexpected(set.error());
    return made;
}

model::Result<void> SqliteFile::script(const char* sql) {
    if (sqlite3_exec(state_->connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failure();
    return {};
}

model::Result<sqlite3_stmt*> SqliteFile::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(state_->connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return failure();
    state_->statements.push_back(statement);
    return statement;
}

model::Result<void> SqliteFile::run(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) return failure();
    return {};
}

model::Result<void> SqliteFile::commit() {
    if (auto done = script("COMMIT"); !done) return done;
    if (state_->close() != SQLITE_OK) return model::fail(state_->file->name(), "cannot be closed");
    return state_->file->commit();
}

void bind_text(sqlite3_stmt* statement, int index, std::string_view text) {
    sqlite3_bind_text64(statement, index, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void bind_text_or_null(sqlite3_stmt* statement, int index, std::string_view text) {
    if (text.empty())
        sqlite3_bind_null(statement, index);
    else
        bind_text(statement, index, text);
}

void bind_integer(sqlite3_stmt* statement, int index, std::int64_t value) { sqlite3_bind_int64(statement, index, value); }

void bind_null(sqlite3_stmt* statement, int index) { sqlite3_bind_null(statement, index); }

void bind_row(sqlite3_stmt* statement, const Row& row) {
    int index = 0;
    for (const Cell& cell : row.cells()) {
        ++index;
        if (cell.kind == Cell::Kind::integer)
            bind_integer(statement, index, cell.integer);
        else
            bind_text_or_null(statement, index, cell.text);
    }
}

}  // namespace nianbao::out
