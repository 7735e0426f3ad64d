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
    const auto changed = database.run("INSERT INTO host (host, address, next_allowed, strikes, resting_why) VALUES (?1, ?2, ?3, ?4, ?5) "
                                      "ON CONFLICT (host) DO UPDATE SET address = ?2, next_allowed = ?3, strikes = ?4, resting_why = ?5 WHERE ?6 = 0 OR lease = ?6",
                                      {state.host, state.address, state.next_allowed, state.strikes, state.resting_why, state.lease});
    if (!changed) return tl::unexpected(changed.error());
    if (*changed == 0) return model::fail(state.host, "belongs to another crawl by now; what came of it is not kept");
    return {};
}

Result<HostLease> Catalogue::lease_host(std::string_view host, std::string_view owner, std::int64_t now, std::int64_t until) {
    Database& database = state_->database;
    auto taken = database.run("INSERT INTO host (host, address, next_allowed, strikes, resting_why, owner, lease, leased_until) VALUES (?1, '', 0, 0, '', ?2, 1, ?4) "
                              "ON CONFLICT (host) DO UPDATE SET lease = lease + (owner <> ?2), owner = ?2, leased_until = ?4 "
                              "WHERE owner = ?2 OR leased_until <= ?3",
                              {host, owner, now, until});
    if (!taken) return tl::unexpected(taken.error());
    auto rows = database.query("SELECT owner, lease, leased_until FROM host WHERE host = ?1", {host});
    if (!rows) return tl::unexpected(rows.error());
    if (const auto row = rows->step(); !row) return tl::unexpected(row.error());
    return HostLease{rows->text(0), rows->number(1), rows->number(2)};
}

Result<void> Catalogue::release_hosts() {
    auto done = state_->database.run("UPDATE host SET leased_until = 0 WHERE leased_until > 0");
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<void> Catalogue::keep_notes(const std::vector<Note>& notes) {
    for (const Note& note : notes)
        if (auto kept = state_->database.run("INSERT OR REPLACE INTO note (kind, key, value) VALUES (?1, ?2, ?3)", {note.kind, note.key, note.value}); !kept)
            return tl::unexpected(kept.error());
    return {};
}

Result<std::vector<Note>> Catalogue::notes() {
    auto rows = state_->database.query("SELECT kind, key, value FROM note ORDER BY kind, key");
    if (!rows) return tl::unexpected(rows.error());
    std::vector<Note> notes;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return notes;
        notes.push_back({rows->text(0), rows->text(1), rows->text(2)});
    }
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
