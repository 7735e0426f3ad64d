#include "store/database.h"

#include <cerrno>

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <map>
#include <system_error>
#include <utility>

#include "store/checkpoints.h"

namespace nianbao::store {

using model::fail;
using model::Result;

namespace {

// How long to wait for another reader or writer, in milliseconds.
constexpr int patience = 10'000;

tl::unexpected<model::Error> failure(sqlite3* connection, const std::string& path) {
    const int code = sqlite3_errcode(connection) & 0xff;
    const std::string said = sqlite3_errmsg(connection);
    // The shared memory file and the journal say only "disk I/O error" when there is no room for them.
    const bool is_full = code == SQLITE_FULL || (code == SQLITE_IOERR && sqlite3_system_errno(connection) == ENOSPC);
    switch (is_full ? SQLITE_FULL : code) {
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return fail(path, "is no catalogue of nianbao or is damaged (" + said +
                                  "); put a copy back, or move it away and harvest again: the warc folder has all pages");
        case SQLITE_FULL:
            return fail(path,
                        "cannot be written, the disk is full; free some space and run the same command again, nothing is lost");
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return fail(path, "is locked by another program; close it and run the same command again");
        case SQLITE_READONLY: return fail(path, "cannot be written (" + said + "); check the permissions of the folder");
        case SQLITE_CANTOPEN: return fail(path, "cannot be opened (" + said + "); check the folder and its permissions");
        default: return fail(path, "cannot be read or written: " + said);
    }
}

// lifetime: SQLITE_STATIC where the texts outlive the statement's run, SQLITE_TRANSIENT where they are to be copied.
void bind(sqlite3_stmt* statement, int index, const Value& value, sqlite3_destructor_type lifetime) {
    const auto text = value.text();
    switch (value.kind()) {
        case Value::Kind::null: sqlite3_bind_null(statement, index); break;
        case Value::Kind::number: sqlite3_bind_int64(statement, index, value.number()); break;
        case Value::Kind::text:
            sqlite3_bind_text64(statement, index, text.data() ? text.data() : "", text.size(), lifetime, SQLITE_UTF8);
            break;
        case Value::Kind::blob:
            sqlite3_bind_blob64(statement, index, text.data() ? text.data() : "", text.size(), lifetime);
            break;
    }
}

// A path as SQLite's file: URIs want it.
std::string uri_path(const std::string& path) {
    std::string escaped;
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#')
            escaped += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
        else
            escaped += c;
    }
    return escaped;
}

}  // namespace

Value Value::blob(std::string_view bytes) {
    Value value(bytes);
    value.kind_ = Kind::blob;
    return value;
}

struct PreparedStatement {
    sqlite3_stmt* handle = nullptr;
    PreparedStatement() = default;
    PreparedStatement(const PreparedStatement&) = delete;
    PreparedStatement& operator=(const PreparedStatement&) = delete;
    ~PreparedStatement() { sqlite3_finalize(handle); }
};

struct Database::Connection {
    sqlite3* handle = nullptr;
    std::map<std::string, std::shared_ptr<PreparedStatement>, std::less<>> statements;
    std::unique_ptr<Checkpoints> checkpoints;  // of a group
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        checkpoints.reset();
        statements.clear();
        sqlite3_close_v2(handle);
    }
};

Statement::Statement(Statement&& other) noexcept = default;
Statement::~Statement() {
    if (!prepared_) return;
    sqlite3_reset(prepared_->handle);
    sqlite3_clear_bindings(prepared_->handle);
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(prepared_->handle);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(sqlite3_db_handle(prepared_->handle), path_);
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(prepared_->handle, column); }

std::string Statement::text(int column) const {
    // The pointer first: asking for it may change the length.
    const void* bytes = sqlite3_column_blob(prepared_->handle, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(prepared_->handle, column));
    return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

bool Statement::is_null(int column) const { return sqlite3_column_type(prepared_->handle, column) == SQLITE_NULL; }

Database::Database(std::unique_ptr<Connection> connection, std::string path)
    : connection_(std::move(connection)), path_(std::move(path)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Result<Database> Database::open(const std::string& path, Access access) {
    if (access == Access::create) {
        // FULL in WAL mode: a commit returns when the log is on the disk, so a power cut loses nothing that was reported.
        return open_with(path, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                         // A crawl touches the same pages of its indexes again and again: a log of 64 MiB is copied back rarely.
                         "PRAGMA wal_autocheckpoint = 64000; PRAGMA cache_size = -8000;");
    }
    static constexpr const char* probe = "PRAGMA query_only = ON; SELECT count(*) FROM sqlite_schema;";
    auto database = open_with(path, path, SQLITE_OPEN_READONLY, probe);
    // A reader of a WAL file writes beside it. In a folder where nobody may write (a copy on a medium, an archive) the file
    // itself is complete unless a log is left.
    std::error_code missing;
    const auto log_size = std::filesystem::file_size(path + "-wal", missing);
    if (database || (!missing && log_size > 0)) return database;
    auto still = open_with(path, "file:" + uri_path(path) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, probe);
    return still ? std::move(still) : std::move(database);
}

Result<Database> Database::open_with(const std::string& path, const std::string& name, int flags, const char* settings) {
    auto connection = std::make_unique<Connection>();
    if (sqlite3_open_v2(name.c_str(), &connection->handle, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
        return failure(connection->handle, path);
    sqlite3_busy_timeout(connection->handle, patience);
    Database database(std::move(connection), path);
    if (auto set = database.script(settings); !set) return tl::unexpected(set.error());
    return database;
}

Result<std::shared_ptr<PreparedStatement>> Database::prepared(std::string_view sql) {
    auto& cached = connection_->statements;
    auto found = cached.find(sql);
    // A statement that is running already (use count above the cache's own) is not taken a second time.
    if (found != cached.end() && found->second.use_count() == 1) return found->second;
    auto statement = std::make_shared<PreparedStatement>();
    const int code = sqlite3_prepare_v3(connection_->handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement->handle, nullptr);
    if (code != SQLITE_OK) return failure(connection_->handle, path_);
    if (found == cached.end()) cached.emplace(std::string(sql), statement);
    return statement;
}

Result<Statement> Database::query(std::string_view sql, const Values& values) {
    auto statement = prepared(sql);
    if (!statement) return tl::unexpected(statement.error());
    for (std::size_t i = 0; i < values.size(); ++i) bind((*statement)->handle, static_cast<int>(i) + 1, values[i], SQLITE_TRANSIENT);
    return Statement(std::move(*statement), path_);
}

Result<std::int64_t> Database::run(std::string_view sql, const Values& values) {
    auto found = prepared(sql);
    if (!found) return tl::unexpected(found.error());
    for (std::size_t i = 0; i < values.size(); ++i) bind((*found)->handle, static_cast<int>(i) + 1, values[i], SQLITE_STATIC);
    Statement statement(std::move(*found), path_);
    while (true) {
        const auto row = statement.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return static_cast<std::int64_t>(sqlite3_changes64(connection_->handle));
    }
}

Result<std::int64_t> Database::number(std::string_view sql, const Values& values) {
    auto statement = query(sql, values);
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    return *row ? statement->number(0) : 0;
}

Result<void> Database::script(const char* sql) {
    if (sqlite3_exec(connection_->handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(connection_->handle, path_);
    return {};
}

// NORMAL in WAL mode: a commit is written and not waited for. It cannot tear, since every frame of the log has its checksum.
Result<void> Database::begin_group() {
    if (auto set = script("PRAGMA synchronous = NORMAL"); !set) return set;
    connection_->checkpoints = std::make_unique<Checkpoints>(path_);
    return begin_part();
}

Result<void> Database::begin_part() {
    if (auto begun = run("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
    in_group_ = true;
    changes_at_commit_ = sqlite3_total_changes64(connection_->handle);
    return {};
}

Result<void> Database::commit_group() {
    const std::int64_t changes = sqlite3_total_changes64(connection_->handle);
    if (!in_group_ || changes == changes_at_commit_) return {};
    if (auto done = run("COMMIT"); !done) return tl::unexpected(done.error());
    in_group_ = false;
    connection_->checkpoints->committed();
    return begin_part();
}

void Database::give_up_group() {
    if (std::exchange(in_group_, false)) (void)run("ROLLBACK");
}

void Database::end_group() {
    give_up_group();
    connection_->checkpoints.reset();
    (void)script("PRAGMA synchronous = FULL");
}

Result<Transaction> Transaction::begin(Database& database) {
    if (database.is_in_group()) return Transaction(database);
    // IMMEDIATE takes the writer's place at once, so that a conflict shows here and not in the middle.
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ == nullptr) return;
    if (database_->is_in_group())
        database_->give_up_group();
    else
        (void)database_->run("ROLLBACK");
}

Result<void> Transaction::commit() {
    if (!database_->is_in_group())
        if (auto done = database_->run("COMMIT"); !done) return tl::unexpected(done.error());
    database_ = nullptr;
    return {};
}

}  // namespace nianbao::store
