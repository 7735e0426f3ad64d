#pragma once
// SQLite as owned values: a connection, statements that are prepared once, transactions that undo themselves. The only
// place that knows the library.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace nianbao::store {

// What a `?` of a statement is given: NULL, a number or a text. Valid while the text that it looks at is.
class Value {
public:
    enum class Kind { null, number, text, blob };
    Value(std::int64_t number) : kind_(Kind::number), number_(number) {}
    Value(int number) : Value(static_cast<std::int64_t>(number)) {}
    Value(std::string_view text) : kind_(Kind::text), text_(text) {}
    Value(const std::string& text) : Value(std::string_view(text)) {}
    Value(const char* text) : Value(std::string_view(text)) {}
    Value(std::optional<std::int64_t> number) : kind_(number ? Kind::number : Kind::null), number_(number.value_or(0)) {}
    [[nodiscard]] static Value blob(std::string_view bytes);
    [[nodiscard]] static Value null() { return Value(std::optional<std::int64_t>()); }

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] std::int64_t number() const { return number_; }
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    Kind kind_;
    std::int64_t number_ = 0;
    std::string_view text_;
};
using Values = std::vector<Value>;

struct PreparedStatement;  // one entry of a connection's cache

// A statement that runs. Goes back to its connection when it is gone.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // To the next row; false when there is none. Error (where is the file): what SQLite says and what to do about it.
    [[nodiscard]] model::Result<bool> step();
    // The columns of the row that step() stands on, from 0.
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool is_null(int column) const;

private:
    friend class Database;
    Statement(std::shared_ptr<PreparedStatement> prepared, std::string path)
        : prepared_(std::move(prepared)), path_(std::move(path)) {}
    std::shared_ptr<PreparedStatement> prepared_;
    std::string path_;
};

class Database {
public:
    enum class Access { create, read_only };
    // Error: the file cannot be opened, is no SQLite file, is damaged or is in use.
    [[nodiscard]] static model::Result<Database> open(const std::string& path, Access access);
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    // Begins a statement with its values. The text of `sql` is the key under which it is kept prepared.
    [[nodiscard]] model::Result<Statement> query(std::string_view sql, const Values& values = {});
    // Runs a statement to its end; returns how many rows it changed.
    [[nodiscard]] model::Result<std::int64_t> run(std::string_view sql, const Values& values = {});
    // The first column of the first row; 0 when there is no row.
    [[nodiscard]] model::Result<std::int64_t> number(std::string_view sql, const Values& values = {});
    // Several statements without values, as a schema is written.
    [[nodiscard]] model::Result<void> script(const char* sql);

    // Between begin_group and end_group every Transaction is a part of one that lasts until the next commit_group: what
    // it committed is then safe from a kill, all or nothing, and from a power cut within a second or two (checkpoints.h).
    // What was not committed is undone at end_group, which returns when the rest is on the disk, and as soon as a Transaction
    // fails: the group is over then.
    [[nodiscard]] model::Result<void> begin_group();
    [[nodiscard]] model::Result<void> commit_group();
    void end_group();
    void give_up_group();
    [[nodiscard]] bool is_in_group() const { return in_group_; }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    struct Connection;
    Database(std::unique_ptr<Connection> connection, std::string path);
    [[nodiscard]] static model::Result<Database> open_with(const std::string& path, const std::string& name, int flags,
                                                           const char* settings);
    [[nodiscard]] model::Result<void> begin_part();
    // A statement without its values, from the cache or new.
    [[nodiscard]] model::Result<std::shared_ptr<PreparedStatement>> prepared(std::string_view sql);
    std::unique_ptr<Connection> connection_;
    std::string path_;
    bool in_group_ = false;
    std::int64_t changes_at_commit_ = 0;
};

// All of its statements or none: undone when it goes out of scope before commit().
class Transaction {
public:
    [[nodiscard]] static model::Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    // Returns when the changes are on the disk; in a group, when they are a part of the next commit_group.
    [[nodiscard]] model::Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace nianbao::store
