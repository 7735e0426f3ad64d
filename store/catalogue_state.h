#pragma once
// What stands behind a Catalogue; for the sources of this folder only.

#include <optional>

#include "store/catalogue.h"
#include "store/database.h"
#include "store/workspace_lock.h"

namespace nianbao::store {

struct Catalogue::State {
    Database database;
    std::optional<WorkspaceLock> lock;  // none for a reader
};

// Rows into the tables, inside the caller's transaction.
[[nodiscard]] model::Result<std::int64_t> add_entries(Database& database, const std::vector<model::FrontierEntry>& entries);
[[nodiscard]] model::Result<void> add_capture(Database& database, const model::Capture& capture);
[[nodiscard]] model::Result<void> put_host(Database& database, const HostState& state);

}  // namespace nianbao::store
