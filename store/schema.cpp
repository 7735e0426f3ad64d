#include "store/schema.h"

#include <string>

#include "store/schema_steps.h"

namespace nianbao::store {

using model::fail;
using model::Result;

namespace {

// PRAGMA application_id, "nian": tells our files from those of other programs.
constexpr std::int64_t application_id = 0x6e69616e;

Result<std::int64_t> version_of(Database& database) {
    const auto version = database.number("PRAGMA user_version");
    if (!version) return version;
    if (*version > static_cast<std::int64_t>(schema_steps.size()))
        return fail(database.path(), "was written by a newer nianbao (schema " + std::to_string(*version) +
                                         "); use that one, or choose another workspace with -w");
    const auto owner = database.number("PRAGMA application_id");
    if (!owner) return owner;
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables;
    if (*owner != application_id && (*version != 0 || *tables != 0))
        return fail(database.path(), "is an SQLite file of another program; choose another workspace with -w");
    return version;
}

}  // namespace

Result<void> migrate(Database& database) {
    const auto version = version_of(database);
    if (!version) return tl::unexpected(version.error());
    for (std::int64_t at = *version; at < static_cast<std::int64_t>(schema_steps.size()); ++at) {
        auto transaction = Transaction::begin(database);
        if (!transaction) return tl::unexpected(transaction.error());
        const std::string stamps = "PRAGMA application_id = " + std::to_string(application_id) +
                                   "; PRAGMA user_version = " + std::to_string(at + 1) + ";";
        if (auto done = database.script(schema_steps[static_cast<std::size_t>(at)]); !done) return done;
        if (auto done = database.script(stamps.c_str()); !done) return done;
        if (auto done = transaction->commit(); !done) return done;
    }
    return {};
}

Result<bool> is_outdated(Database& database) {
    return version_of(database).map([](std::int64_t version) { return version < static_cast<std::int64_t>(schema_steps.size()); });
}

Result<void> check_schema(Database& database) {
    const auto outdated = is_outdated(database);
    if (!outdated) return tl::unexpected(outdated.error());
    if (*outdated)
        return fail(database.path(), "was written by an older nianbao; run nianbao harvest or crawl on the workspace once");
    return {};
}

}  // namespace nianbao::store
