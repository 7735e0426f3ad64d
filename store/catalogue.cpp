#include "store/catalogue.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "store/catalogue_state.h"
#include "store/schema.h"

namespace nianbao::store {

using model::fail;
using model::Result;
using model::UnixTime;

namespace {

std::string database_path(const std::string& workspace) { return workspace + "/nianbao.sqlite"; }

Result<void> make_folders(const std::string& workspace) {
    for (const char* name : {"", "/warc", "/export", "/log"}) {
        const std::string path = workspace + name;
        std::error_code error;
        std::filesystem::create_directories(path, error);
        if (error) return fail(path, "cannot be made: " + error.message() + "; choose another workspace with -w");
    }
    return {};
}

// Each is tried again when its time comes. What was refused without a request is judged anew: the portal file may be another.
constexpr const char* wake_all = "UPDATE frontier SET waiting = 1 WHERE waiting = 0 AND due_at <> ?1";

std::string joined(std::vector<std::string> portals) {
    std::sort(portals.begin(), portals.end());
    std::string names;
    for (const std::string& portal : portals) names += portal + "\n";
    return names;
}

Result<bool> last_run_covers(Database& database, const std::string& names) {
    auto rows = database.query("SELECT portals FROM run ORDER BY id DESC LIMIT 1");
    if (!rows) return tl::unexpected(rows.error());
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    return *row && rows->text(0) == names;
}

// The portals of this run, for the queries of the frontier. A temporary table belongs to the connection.
Result<void> choose_portals(Database& database, const std::vector<std::string>& portals) {
    if (auto cleared = database.run("DELETE FROM temp.crawled"); !cleared) return tl::unexpected(cleared.error());
    for (const std::string& portal : portals)
        if (auto added = database.run("INSERT OR IGNORE INTO temp.crawled (id) VALUES (?1)", {portal}); !added) return tl::unexpected(added.error());
    return {};
}

Result<Database> open_to_look(const std::string& workspace) {
    const std::string path = database_path(workspace);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return fail(workspace, "is no workspace (it has no nianbao.sqlite); name one with -w, or run nianbao harvest first");
    return Database::open(path, Database::Access::read_only);
}

}  // namespace

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::~Catalogue() = default;
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;

Result<Catalogue> Catalogue::open(const std::string& workspace) {
    if (auto made = make_folders(workspace); !made) return tl::unexpected(made.error());
    auto lock = WorkspaceLock::take(workspace);
    if (!lock) return tl::unexpected(lock.error());
    auto database = Database::open(database_path(workspace), Database::Access::create);
    if (!database) return tl::unexpected(database.error());
    if (auto migrated = migrate(*database); !migrated) return tl::unexpected(migrated.error());
    if (auto made = database->run("CREATE TEMP TABLE crawled (id TEXT PRIMARY KEY) STRICT"); !made) return tl::unexpected(made.error());
    return Catalogue(std::make_unique<State>(State{std::move(*database), std::move(*lock)}));
}

Result<void> Catalogue::begin_group() { return state_->database.begin_group(); }
Result<void> Catalogue::commit_group() { return state_->database.commit_group(); }
void Catalogue::end_group() { state_->database.end_group(); }

Result<Catalogue> Catalogue::open_read_only(const std::string& workspace) {
    auto database = open_to_look(workspace);
    if (!database) return tl::unexpected(database.error());
    if (auto known = check_schema(*database); !known) return tl::unexpected(known.error());
    return Catalogue(std::make_unique<State>(State{std::move(*database), std::nullopt}));
}

Result<bool> Catalogue::is_outdated(const std::string& workspace) {
    auto database = open_to_look(workspace);
    if (!database) return tl::unexpected(database.error());
    return store::is_outdated(*database);
}

Result<Run> Catalogue::begin_run(UnixTime now, const std::vector<std::string>& portals) {
    auto transaction = Transaction::begin(state_->database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto last = last_run();
    if (!last) return tl::unexpected(last.error());
    const std::string names = joined(portals);
    const auto same = last_run_covers(state_->database, names);
    if (!same) return tl::unexpected(same.error());
    if (auto chosen = choose_portals(state_->database, portals); !chosen) return tl::unexpected(chosen.error());
    Run run;
    if (*last && !(*last)->ended_at && *same) {
        run = **last;
        run.start = RunStart::resumed;
        run.after_a_cut = true;
        if (auto done = state_->database.run("UPDATE run SET resumed = resumed + 1 WHERE id = ?1", {run.id}); !done)
            return tl::unexpected(done.error());
    } else {
        run.id = *last ? (*last)->id + 1 : 1;
        run.began_at = now;
        run.after_a_cut = *last && !(*last)->ended_at;
        // One that was killed and is not gone on with is over.
        if (auto done = end_run(now); !done) return tl::unexpected(done.error());
        if (auto done = state_->database.run("INSERT INTO run (id, began_at, portals) VALUES (?1, ?2, ?3)", {run.id, now, names}); !done)
            return tl::unexpected(done.error());
        if (auto done = state_->database.run(wake_all, {never}); !done) return tl::unexpected(done.error());
        if (auto done = state_->database.run("DELETE FROM note"); !done) return tl::unexpected(done.error());
    }
    run.clock_went_back = *last && std::max((*last)->began_at, (*last)->ended_at.value_or(0)) > now + 86'400;
    // What was planned by another clock would wait for a date that may be years away.
    if (run.clock_went_back) {
        if (auto done = state_->database.run("UPDATE frontier SET due_at = ?1 WHERE due_at > ?1 AND due_at <> ?2", {now, never}); !done)
            return tl::unexpected(done.error());
    }
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return run;
}

Result<void> Catalogue::end_run(UnixTime now) {
    auto done = state_->database.run("UPDATE run SET ended_at = ?1 WHERE ended_at IS NULL", {now});
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<std::optional<Run>> Catalogue::last_run() {
    auto rows = state_->database.query("SELECT id, began_at, ended_at, resumed FROM run ORDER BY id DESC LIMIT 1");
    if (!rows) return tl::unexpected(rows.error());
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    Run run{rows->number(0), rows->number(1), std::nullopt, rows->number(3) > 0 ? RunStart::resumed : RunStart::fresh};
    if (!rows->is_null(2)) run.ended_at = rows->number(2);
    return run;
}

}  // namespace nianbao::store
