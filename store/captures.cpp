// The captures part of the catalogue: every answer that was archived, and where its bytes are.

#include "store/catalogue.h"
#include "store/catalogue_state.h"
#include "store/words.h"

namespace nianbao::store {

using model::Capture;
using model::Result;

namespace {

// The order of read_capture.
#define NIANBAO_CAPTURE_COLUMNS \
    "c.url, c.fetched_at, c.status, c.media_type, c.http_charset, c.digest, c.size, c.revisit, c.warc_file, c.warc_offset, c.location, c.truncated"

// The same, with the place of the bytes: of a revisit, that of the first capture of the same payload.
#define NIANBAO_CONTENT_COLUMNS                                                                  \
    "c.url, c.fetched_at, c.status, c.media_type, c.http_charset, c.digest, c.size, c.revisit, " \
    "coalesce(b.warc_file, c.warc_file), coalesce(b.warc_offset, c.warc_offset), c.location, c.truncated"
#define NIANBAO_CONTENT_TABLES                                               \
    "capture AS c LEFT JOIN capture AS b ON c.revisit <> 'none' AND b.id = " \
    "(SELECT min(id) FROM capture WHERE digest = c.digest AND revisit = 'none' AND truncated = 0 AND status BETWEEN 200 AND 299)"
// What was cut off is evidence that a page was there, and nothing to read: a number at the cut may be half of one.
#define NIANBAO_IS_CONTENT "status BETWEEN 200 AND 299 AND revisit <> 'not_modified' AND truncated = 0"

Capture read_capture(const Statement& row) {
    Capture capture;
    capture.url = row.text(0);
    capture.fetched_at = row.number(1);
    capture.status = static_cast<int>(row.number(2));
    capture.media_type = row.text(3);
    capture.http_charset = row.text(4);
    capture.digest = row.text(5);
    capture.size = static_cast<std::uint64_t>(row.number(6));
    capture.revisit = revisit_of(row.text(7));
    capture.warc_file = row.text(8);
    capture.warc_offset = row.number(9);
    capture.location = row.text(10);
    capture.truncated = row.number(11) != 0;
    return capture;
}

Result<std::vector<Capture>> all_captures(Result<Statement> rows) {
    if (!rows) return tl::unexpected(rows.error());
    std::vector<Capture> captures;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return captures;
        captures.push_back(read_capture(*rows));
    }
}

}  // namespace

Result<void> add_capture(Database& database, const Capture& capture) {
    auto done = database.run(
        "INSERT INTO capture (url, fetched_at, status, media_type, http_charset, digest, size, revisit, warc_file, warc_offset, location, "
        "truncated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        {capture.url, capture.fetched_at, capture.status, capture.media_type, capture.http_charset, capture.digest,
         static_cast<std::int64_t>(capture.size), word_of(capture.revisit), capture.warc_file, capture.warc_offset,
         capture.location, capture.truncated ? 1 : 0});
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<std::optional<Capture>> Catalogue::last_content_capture(std::string_view url) {
    auto found = all_captures(
        state_->database.query("SELECT " NIANBAO_CONTENT_COLUMNS " FROM " NIANBAO_CONTENT_TABLES
                               " WHERE c.id = (SELECT max(id) FROM capture WHERE url = ?1 AND " NIANBAO_IS_CONTENT ")",
                               {url}));
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return std::nullopt;
    return std::move(found->front());
}

Result<std::vector<Capture>> Catalogue::captures(std::string_view url) {
    return all_captures(
        state_->database.query("SELECT " NIANBAO_CAPTURE_COLUMNS " FROM capture AS c WHERE c.url = ?1 ORDER BY c.id", {url}));
}

Result<std::vector<Capture>> Catalogue::unparsed(std::string_view parser_version) {
    return all_captures(state_->database.query(
        "SELECT " NIANBAO_CONTENT_COLUMNS " FROM " NIANBAO_CONTENT_TABLES
        " WHERE c.id IN (SELECT max(id) FROM capture WHERE " NIANBAO_IS_CONTENT
        " GROUP BY url) "
        "AND NOT EXISTS (SELECT 1 FROM record AS r WHERE r.url = c.url AND r.digest = c.digest AND r.parser_version = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM not_report AS n WHERE n.url = c.url AND n.digest = c.digest AND n.parser_version = ?1) "
        "ORDER BY c.url",
        {parser_version}));
}

Result<std::int64_t> Catalogue::forget_captures(std::string_view warc_file, std::int64_t end) {
    auto transaction = Transaction::begin(state_->database);
    if (!transaction) return tl::unexpected(transaction.error());
    // Captures stand in the order of the archive: from the end on, only what is lost is looked at.
    const auto last = state_->database.number("SELECT id FROM capture WHERE NOT (warc_file = ?1 AND warc_offset >= ?2) ORDER BY id DESC LIMIT 1", {warc_file, end});
    if (!last) return tl::unexpected(last.error());
    // A validator of what is not there any more would bring a 304.
    const auto due = state_->database.run(
        "UPDATE frontier SET outcome = 'due', detail = '', waiting = 1, due_at = 0, digest = '', etag = '', last_modified = '' WHERE url IN (SELECT url FROM capture WHERE id > ?1)",
        {*last});
    if (!due) return tl::unexpected(due.error());
    const auto forgotten = state_->database.run("DELETE FROM capture WHERE id > ?1", {*last});
    if (!forgotten) return forgotten;
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return forgotten;
}

Result<bool> Catalogue::has_captures_in(std::string_view warc_file) {
    return state_->database
        .number("SELECT EXISTS (SELECT 1 FROM capture WHERE warc_file = ?1) OR EXISTS (SELECT 1 FROM record WHERE warc_file = ?1)", {warc_file})
        .map([](std::int64_t found) { return found != 0; });
}

Result<void> Catalogue::move_captures(std::string_view from_file, std::string_view to_file,
                                      const std::vector<std::pair<std::int64_t, std::int64_t>>& offsets) {
    static constexpr const char* statements[] = {
        "UPDATE capture SET warc_offset = (SELECT to_offset FROM temp.moved WHERE from_offset = warc_offset), warc_file = ?2 "
        "WHERE warc_file = ?1 AND warc_offset IN (SELECT from_offset FROM temp.moved)",
        // The record as it is exported names the place too.
        "UPDATE record SET json = replace(json, printf('\"file\":\"%s\",\"offset\":%d', ?1, warc_offset), printf('\"file\":\"%s\",\"offset\":%d', ?2, "
        "(SELECT to_offset FROM temp.moved WHERE from_offset = warc_offset))), "
        "warc_offset = (SELECT to_offset FROM temp.moved WHERE from_offset = warc_offset), warc_file = ?2 "
        "WHERE warc_file = ?1 AND warc_offset IN (SELECT from_offset FROM temp.moved)"};
    if (auto made = state_->database.run("CREATE TEMP TABLE IF NOT EXISTS moved (from_offset INTEGER PRIMARY KEY, to_offset INTEGER NOT NULL)"); !made)
        return tl::unexpected(made.error());
    auto transaction = Transaction::begin(state_->database);
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto cleared = state_->database.run("DELETE FROM temp.moved"); !cleared) return tl::unexpected(cleared.error());
    for (const auto& [from, to] : offsets)
        if (auto added = state_->database.run("INSERT INTO temp.moved VALUES (?1, ?2)", {from, to}); !added) return tl::unexpected(added.error());
    for (const char* statement : statements)
        if (auto moved = state_->database.run(statement, {from_file, to_file}); !moved) return tl::unexpected(moved.error());
    return transaction->commit();
}

}  // namespace nianbao::store
