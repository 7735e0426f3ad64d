#pragma once
// The tables and views of a workspace's nianbao.sqlite, and how an older file becomes a newer one.

#include "model/result.h"
#include "store/database.h"

namespace nianbao::store {

// Brings the file to the newest schema, each step in a transaction of its own. Error: the file belongs to another program or
// to a newer nianbao.
[[nodiscard]] model::Result<void> migrate(Database& database);

// Whether the file is older than this nianbao. Error: as above.
[[nodiscard]] model::Result<bool> is_outdated(Database& database);
// For a reader, which may not change the file. Error: as above, or the file is older than this nianbao.
[[nodiscard]] model::Result<void> check_schema(Database& database);

}  // namespace nianbao::store
