// The hosts part of the catalogue: robots.txt of each origin, and how politeness stands with each host.

#include "store/catalogue.h"
#include "store/catalogue_state.h"

namespace nianbao::store {

using model::Result;

Result<std::optional<OriginState>> Catalogue::load_origin(std::string_view origin) {
    auto rows = state_->database.query("SELECT origin, robots_status, robots_body, robots_fetched_at FROM origin WHERE origin = ?1", {origin});
    if (!rows) return tl::unexpected(rows.error());
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return OriginState{rows->text(0), static_cast<int>(rows->number(1)), rows->text(2), rows->number(3)};
}

Result<void> Catalogue::save_origin(const OriginState& state) {
    auto done = state_->database.run("INSERT OR REPLACE INTO origin (origin, robots_status, robots_body, robots_fetched_at) VALUES (?1, ?2, ?3, ?4)",
                                     {state.origin, state.robots_status, Value::blob(state.robots_body), state.robots_fetched_at});
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<void> put_host(Database& database, const HostState& state) {
    auto done = database.run("INSERT OR REPLACE INTO host (host, address, next_allowed, strikes, resting_why) VALUES (?1, ?2, ?3, ?4, ?5)",
                             {state.host, state.address, state.next_allowed, state.strikes, state.resting_why});
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<std::optional<HostState>> Catalogue::load_host(std::string_view host) {
    auto rows = state_->database.query("SELECT host, address, next_allowed, strikes, resting_why FROM host WHERE host = ?1", {host});
    if (!rows) return tl::unexpected(rows.error());
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return HostState{rows->text(0), rows->text(1), rows->number(2), static_cast<int>(rows->number(3)), rows->text(4)};
}

Result<void> Catalogue::save_host(const HostState& state) { return put_host(state_->database, state); }

}  // namespace nianbao::store
