// The frontier part of the catalogue: which URLs are known, which is next, what became of each.

#include <algorithm>

#include "store/catalogue.h"
#include "store/catalogue_state.h"
#include "store/words.h"

namespace nianbao::store {

using model::FrontierEntry;
using model::Outcome;
using model::Result;
using model::UnixTime;

namespace {

// The order of read_entry and entry_values.
#define NIANBAO_FRONTIER_COLUMNS \
    "url, portal, origin, kind, depth, referrer, anchor, first_seen, due_at, attempts, outcome, detail, fetched_at, etag, last_modified, digest, priority, interval, rules, leads"

// begin_run names the portals; none means all of them.
#define NIANBAO_OF_THIS_RUN "AND (NOT EXISTS (SELECT 1 FROM temp.crawled) OR portal IN (SELECT id FROM temp.crawled))"

FrontierEntry read_entry(const Statement& row) {
    FrontierEntry entry;
    entry.url = row.text(0);
    entry.portal = row.text(1);
    entry.origin = row.text(2);
    entry.kind = static_cast<model::PageKind>(std::clamp<std::int64_t>(row.number(3), 0, 3));
    entry.depth = static_cast<int>(row.number(4));
    entry.referrer = row.text(5);
    entry.anchor = row.text(6);
    entry.first_seen = row.number(7);
    entry.due_at = row.number(8);
    entry.attempts = static_cast<int>(row.number(9));
    entry.outcome = outcome_of(row.text(10));
    entry.detail = row.text(11);
    entry.fetched_at = row.number(12);
    entry.etag = row.text(13);
    entry.last_modified = row.text(14);
    entry.digest = row.text(15);
    entry.priority = static_cast<int>(row.number(16));
    entry.interval = row.number(17);
    entry.rules = row.text(18);
    entry.leads = static_cast<int>(row.number(19));
    return entry;
}

Values entry_values(const FrontierEntry& entry) {
    return {entry.url,
            entry.portal,
            entry.origin,
            static_cast<int>(entry.kind),
            entry.depth,
            entry.referrer,
            entry.anchor,
            entry.first_seen,
            entry.due_at,
            entry.attempts,
            name_of(entry.outcome),
            entry.detail,
            entry.fetched_at,
            entry.etag,
            entry.last_modified,
            entry.digest,
            entry.priority,
            entry.interval,
            entry.rules,
            entry.leads,
            entry.outcome == Outcome::due ? 1 : 0};
}

Result<bool> insert_entry(Database& database, const FrontierEntry& entry) {
    const auto changed =
        database.run("INSERT INTO frontier (" NIANBAO_FRONTIER_COLUMNS
                     ", waiting) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21) "
                     "ON CONFLICT (url) DO NOTHING",
                     entry_values(entry));
    if (!changed) return tl::unexpected(changed.error());
    return *changed == 1;
}

// A known URL was met again: one statement, which most often finds nothing to change.
Result<void> improve_entry(Database& database, const FrontierEntry& entry) {
    auto done = database.run(
        "UPDATE frontier SET "
        "portal = CASE WHEN kind > ?2 OR (outcome = 'out_of_scope' AND ?4) THEN ?5 ELSE portal END, "
        "referrer = CASE WHEN kind > ?2 THEN ?6 ELSE referrer END, "
        "anchor = CASE WHEN kind > ?2 THEN ?7 ELSE anchor END, "
        "kind = min(kind, ?2), depth = min(depth, ?3), priority = max(priority, ?9), "
        "detail = CASE WHEN outcome = 'out_of_scope' AND ?4 THEN '' ELSE detail END, "
        "due_at = CASE WHEN outcome = 'out_of_scope' AND ?4 THEN ?8 ELSE due_at END, "
        "waiting = CASE WHEN outcome = 'out_of_scope' AND ?4 THEN 1 ELSE waiting END, "
        "outcome = CASE WHEN outcome = 'out_of_scope' AND ?4 THEN 'due' ELSE outcome END "
        "WHERE url = ?1 AND (kind > ?2 OR depth > ?3 OR priority < ?9 OR (outcome = 'out_of_scope' AND ?4))",
        {entry.url, static_cast<int>(entry.kind), entry.depth, entry.outcome == Outcome::due ? 1 : 0, entry.portal,
         entry.referrer, entry.anchor, entry.due_at, entry.priority});
    if (!done) return tl::unexpected(done.error());
    return {};
}

// kind, depth and first_seen are what discovery gave and stay as they are; a URL that was not known is taken in.
Result<void> update_entry(Database& database, const FrontierEntry& entry) {
    const auto updated = database.run(
        "UPDATE frontier SET due_at = ?2, attempts = ?3, outcome = ?4, detail = ?5, fetched_at = ?6, etag = ?7, last_modified = ?8, "
        "digest = ?9, waiting = ?10, interval = ?11, rules = ?12, leads = ?13 WHERE url = ?1",
        {entry.url, entry.due_at, entry.attempts, name_of(entry.outcome), entry.detail, entry.fetched_at, entry.etag,
         entry.last_modified, entry.digest, entry.outcome == Outcome::due ? 1 : 0, entry.interval, entry.rules, entry.leads});
    if (!updated) return tl::unexpected(updated.error());
    if (*updated == 1) return {};
    const auto inserted = insert_entry(database, entry);
    if (!inserted) return tl::unexpected(inserted.error());
    return {};
}

Result<std::optional<FrontierEntry>> one_entry(Result<Statement> rows) {
    if (!rows) return tl::unexpected(rows.error());
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return read_entry(*rows);
}

}  // namespace

Result<std::int64_t> add_entries(Database& database, const std::vector<FrontierEntry>& entries) {
    std::int64_t added = 0;
    for (const FrontierEntry& entry : entries) {
        const auto inserted = insert_entry(database, entry);
        if (!inserted) return tl::unexpected(inserted.error());
        if (*inserted)
            ++added;
        else if (auto improved = improve_entry(database, entry); !improved)
            return tl::unexpected(improved.error());
    }
    return added;
}

Result<std::int64_t> Catalogue::add(const std::vector<FrontierEntry>& entries) {
    auto transaction = Transaction::begin(state_->database);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto added = add_entries(state_->database, entries);
    if (!added) return added;
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return added;
}

Result<std::vector<OriginDue>> Catalogue::origins_due(UnixTime until) {
    auto rows = state_->database.query(
        "SELECT due.origin, due.due_at, max(due.due_at, coalesce(h.next_allowed / 1000, 0)) AS ready_at "
        "FROM (SELECT origin, min(due_at) AS due_at FROM frontier WHERE waiting = 1 " NIANBAO_OF_THIS_RUN " GROUP BY origin) AS due "
        "LEFT JOIN host AS h ON h.host = substr(due.origin, instr(due.origin, '//') + 2) WHERE due.due_at <= ?1 ORDER BY ready_at, due.origin",
        {until});
    if (!rows) return tl::unexpected(rows.error());
    std::vector<OriginDue> origins;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return origins;
        origins.push_back({rows->text(0), rows->number(1), rows->number(2)});
    }
}

Result<std::optional<FrontierEntry>> Catalogue::next(std::string_view origin, UnixTime now) {
    return one_entry(state_->database.query("SELECT " NIANBAO_FRONTIER_COLUMNS
                                            " FROM frontier WHERE waiting = 1 AND origin = ?1 AND due_at <= ?2 " NIANBAO_OF_THIS_RUN " "
                                            "ORDER BY priority DESC, kind, depth, first_seen, url LIMIT 1",
                                            {origin, now}));
}

Result<std::int64_t> Catalogue::finish(const Finished& finished) { return finish_all({finished}); }

Result<std::int64_t> Catalogue::finish_all(const std::vector<Finished>& all) {
    auto transaction = Transaction::begin(state_->database);
    if (!transaction) return tl::unexpected(transaction.error());
    std::int64_t added = 0;
    for (const Finished& finished : all) {
        if (auto updated = update_entry(state_->database, finished.entry); !updated) return tl::unexpected(updated.error());
        if (finished.capture)
            if (auto kept = add_capture(state_->database, *finished.capture); !kept) return tl::unexpected(kept.error());
        const auto discovered = add_entries(state_->database, finished.discovered);
        if (!discovered) return discovered;
        added += *discovered;
        if (finished.host)
            if (auto kept = put_host(state_->database, *finished.host); !kept) return tl::unexpected(kept.error());
    }
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return added;
}

Result<void> Catalogue::apply_rules(std::string_view portal, std::string_view rules, UnixTime now) {
    auto done = state_->database.run("UPDATE frontier SET due_at = min(due_at, ?3) WHERE portal = ?1 AND kind <= 1 AND rules <> ?2 AND digest <> '' "
                                     "AND outcome IN ('fetched', 'unchanged', 'same_content')",
                                     {portal, rules, now});
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<std::optional<FrontierEntry>> Catalogue::find(std::string_view url) {
    return one_entry(state_->database.query("SELECT " NIANBAO_FRONTIER_COLUMNS " FROM frontier WHERE url = ?1", {url}));
}

Result<std::vector<FrontierEntry>> Catalogue::same_content(std::string_view origin, std::string_view digest, std::string_view url, std::size_t most) {
    std::vector<FrontierEntry> same;
    if (digest.empty()) return same;
    auto rows = state_->database.query("SELECT " NIANBAO_FRONTIER_COLUMNS
                                       " FROM frontier WHERE digest = ?1 AND digest <> '' AND origin = ?2 AND url <> ?3 "
                                       "AND outcome IN ('fetched', 'unchanged', 'same_content', 'soft_404') ORDER BY id LIMIT ?4",
                                       {digest, origin, url, static_cast<std::int64_t>(most)});
    if (!rows) return tl::unexpected(rows.error());
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return same;
        same.push_back(read_entry(*rows));
    }
}

Result<void> Catalogue::hasten(UnixTime now) {
    auto done = state_->database.run("UPDATE frontier SET due_at = ?1 WHERE due_at > ?1 AND due_at <> ?2 AND outcome <> 'due'", {now, never});
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<OutcomeCounts> Catalogue::counts() {
    OutcomeCounts counts;
    auto rows =
        state_->database.query("SELECT outcome, count(*), (SELECT count(*) FROM frontier) FROM frontier GROUP BY outcome");
    if (!rows) return tl::unexpected(rows.error());
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return counts;
        counts.by_outcome[static_cast<std::size_t>(outcome_of(rows->text(0)))] += rows->number(1);
        counts.urls = rows->number(2);
    }
}

Result<void> Catalogue::for_each_entry(std::optional<Outcome> outcome, const EntryVisitor& visit) {
    auto rows =
        outcome ? state_->database.query("SELECT " NIANBAO_FRONTIER_COLUMNS " FROM frontier WHERE outcome = ?1 ORDER BY url",
                                         {name_of(*outcome)})
                : state_->database.query("SELECT " NIANBAO_FRONTIER_COLUMNS " FROM frontier ORDER BY url");
    if (!rows) return tl::unexpected(rows.error());
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return {};
        if (auto visited = visit(read_entry(*rows)); !visited) return visited;
    }
}

Result<std::vector<FrontierEntry>> Catalogue::entries(std::optional<Outcome> outcome) {
    std::vector<FrontierEntry> all;
    const auto walked = for_each_entry(outcome, [&all](const FrontierEntry& entry) -> Result<void> {
        all.push_back(entry);
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    return all;
}

}  // namespace nianbao::store
