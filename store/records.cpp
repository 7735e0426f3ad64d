// The records part of the catalogue: what was read from the pages.

#include <algorithm>
#include <memory>

#include "store/catalogue.h"
#include "store/catalogue_state.h"
#include "store/words.h"

namespace nianbao::store {

using model::Record;
using model::Result;

namespace {

// Removes what was read from an earlier content of the page; its findings go with it.
Result<void> forget(Database& database, std::string_view url) {
    if (auto done = database.run("DELETE FROM record WHERE url = ?1", {url}); !done) return tl::unexpected(done.error());
    if (auto done = database.run("DELETE FROM not_report WHERE url = ?1", {url}); !done) return tl::unexpected(done.error());
    return {};
}

// The columns behind the URL and the ordinal.
struct FindingRow {
    std::string figures, expected, actual;
    explicit FindingRow(const model::Finding& finding)
        : expected(finding.expected ? finding.expected->to_string() : ""), actual(finding.actual ? finding.actual->to_string() : "") {
        for (const std::string& figure : finding.figures) figures += (figures.empty() ? "" : " ") + figure;
    }
};

Result<void> insert_findings(Database& database, std::string_view url, const std::vector<model::Finding>& findings) {
    std::int64_t ordinal = 0;
    for (const model::Finding& finding : findings) {
        const FindingRow row(finding);
        auto done = database.run("INSERT INTO finding VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                 {url, ordinal++, finding.id, finding.rule, word_of(finding.severity), finding.text, row.figures,
                                  finding.expected ? Value(row.expected) : Value::null(), finding.actual ? Value(row.actual) : Value::null()});
        if (!done) return tl::unexpected(done.error());
    }
    return {};
}

StoredRecord read_stored(const Statement& row) { return {row.text(0), row.text(1), row.text(2), row.number(3), row.text(4)}; }

StoredRecord read_without_json(const Statement& row) { return {row.text(0), row.text(1), {}, row.number(3), row.text(4)}; }

#define NIANBAO_RECORD_COLUMNS "url, digest, json, replaced_at, replaced_why"

constexpr const char* all_records = "SELECT " NIANBAO_RECORD_COLUMNS " FROM record ORDER BY publisher, year, url";

}  // namespace

Result<void> Catalogue::save_record(std::string_view url, std::string_view digest, std::string_view parser_version,
                                    std::string_view json, const Record& record) {
    Database& database = state_->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto done = forget(database, url); !done) return done;
    const auto& report = record.report;
    const std::optional<std::int64_t> year = report.year ? std::optional<std::int64_t>(*report.year) : std::nullopt;
    const auto stated = std::count_if(record.figures.begin(), record.figures.end(), [](const model::Figure& figure) { return figure.presence == model::Presence::stated; });
    auto inserted = database.run(
        "INSERT INTO record (url, digest, parser_version, publisher, division_code, year, form, title, published, issuer, fetched_at, warc_file, "
        "warc_offset, checks_pass, checks_fail, checks_not_assessable, checks_used, json, figures, figures_stated) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        {url, digest, parser_version, report.publisher, report.division_code, year, report.form, report.title, report.published,
         report.issuer, record.source.fetched_at, record.source.warc_file, record.source.warc_offset, record.checks.pass,
         record.checks.fail, record.checks.not_assessable, record.checks.used, json, static_cast<std::int64_t>(record.figures.size()), static_cast<std::int64_t>(stated)});
    if (!inserted) return tl::unexpected(inserted.error());
    if (auto done = insert_findings(database, url, record.findings); !done) return done;
    return transaction->commit();
}

Result<void> Catalogue::mark_not_report(std::string_view url, std::string_view digest, std::string_view parser_version,
                                        std::string_view why) {
    Database& database = state_->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto done = forget(database, url); !done) return done;
    auto inserted = database.run("INSERT INTO not_report VALUES (?1, ?2, ?3, ?4)", {url, digest, parser_version, why});
    if (!inserted) return tl::unexpected(inserted.error());
    return transaction->commit();
}

Result<void> Catalogue::mark_replaced(std::string_view url, std::string_view digest, std::string_view parser_version,
                                      model::UnixTime replaced_at, std::string_view why) {
    auto done = state_->database.run(
        "UPDATE record SET digest = ?2, parser_version = ?3, replaced_at = CASE WHEN ?4 > 0 THEN ?4 ELSE replaced_at END, "
        "replaced_why = CASE WHEN ?4 > 0 THEN ?5 ELSE replaced_why END WHERE url = ?1",
        {url, digest, parser_version, replaced_at, why});
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<void> Catalogue::save_findings(std::string_view url, std::string_view json, const std::vector<model::Finding>& findings) {
    Database& database = state_->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto done = database.run("UPDATE record SET json = ?2 WHERE url = ?1", {url, json}); !done) return tl::unexpected(done.error());
    if (auto done = database.run("DELETE FROM finding WHERE url = ?1", {url}); !done) return tl::unexpected(done.error());
    if (auto done = insert_findings(database, url, findings); !done) return done;
    return transaction->commit();
}

Result<bool> Catalogue::has_findings(std::string_view url, const std::vector<model::Finding>& findings) {
    auto rows = state_->database.query("SELECT id, rule, severity, text, figures, expected, actual FROM finding WHERE url = ?1 ORDER BY ordinal", {url});
    if (!rows) return tl::unexpected(rows.error());
    for (const model::Finding& finding : findings) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return false;
        const FindingRow wanted(finding);
        const bool is_same = rows->text(0) == finding.id && rows->text(1) == finding.rule && rows->text(2) == word_of(finding.severity) &&
                             rows->text(3) == finding.text && rows->text(4) == wanted.figures && rows->is_null(5) != finding.expected.has_value() &&
                             rows->is_null(6) != finding.actual.has_value() && rows->text(5) == wanted.expected && rows->text(6) == wanted.actual;
        if (!is_same) return false;
    }
    return rows->step().map([](bool has_more) { return !has_more; });
}

Result<std::vector<std::string>> Catalogue::record_urls() {
    auto rows = state_->database.query("SELECT url FROM record ORDER BY publisher, year, url");
    if (!rows) return tl::unexpected(rows.error());
    std::vector<std::string> urls;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return urls;
        urls.push_back(rows->text(0));
    }
}

Result<std::optional<StoredRecord>> Catalogue::find_record(std::string_view url) {
    auto rows = state_->database.query("SELECT " NIANBAO_RECORD_COLUMNS " FROM record WHERE url = ?1", {url});
    if (!rows) return tl::unexpected(rows.error());
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return read_stored(*rows);
}

Result<Catalogue::RecordCursor> Catalogue::records() {
    auto rows = state_->database.query(all_records);
    if (!rows) return tl::unexpected(rows.error());
    // A function must be copyable, and a statement is not.
    return [statement = std::make_shared<Statement>(std::move(*rows))]() -> Result<std::optional<StoredRecord>> {
        const auto row = statement->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return std::nullopt;
        return read_stored(*statement);
    };
}

Result<void> Catalogue::for_each_record(const RecordVisitor& visit) {
    return for_each_record(visit, [](const std::string&) { return true; });
}

// SQLite fetches a long column only when it is asked for.
Result<void> Catalogue::for_each_record(const RecordVisitor& visit, const std::function<bool(const std::string&)>& needs_json) {
    auto rows = state_->database.query(all_records);
    if (!rows) return tl::unexpected(rows.error());
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return {};
        if (auto visited = visit(needs_json(rows->text(0)) ? read_stored(*rows) : read_without_json(*rows)); !visited) return visited;
    }
}

namespace {

Result<void> read_counts(Result<Statement> rows, std::map<std::string, ReportCounts>& counts, std::int64_t ReportCounts::*member) {
    if (!rows) return tl::unexpected(rows.error());
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return {};
        counts[rows->text(0)].*member = rows->number(1);
    }
}

}  // namespace

// A report that now redirects elsewhere is an answer, but not a report that is still served. A list that was not asked for (its
// budget was spent, its host rests) shows what it showed before; one that could not be had shows nothing.
Result<std::map<std::string, ReportCounts>> Catalogue::count_reports() {
    std::map<std::string, ReportCounts> counts;
    auto served = read_counts(state_->database.query(
        "SELECT f.portal, count(*) FROM record AS r JOIN frontier AS f ON f.url = r.url "
        "WHERE f.outcome IN ('fetched', 'unchanged', 'same_content', 'due') AND coalesce((SELECT c.status FROM capture AS c "
        "WHERE c.url = r.url ORDER BY c.id DESC LIMIT 1), 0) IN (200, 203, 206, 304) GROUP BY f.portal"), counts, &ReportCounts::served);
    if (!served) return tl::unexpected(served.error());
    auto linked = read_counts(state_->database.query(
        "SELECT portal, sum(leads) FROM frontier WHERE kind <= 1 AND leads > 0 "
        "AND outcome IN ('fetched', 'unchanged', 'same_content', 'due', 'over_budget') GROUP BY portal"), counts, &ReportCounts::linked);
    if (!linked) return tl::unexpected(linked.error());
    return counts;
}

Result<std::map<std::string, ReportCounts>> Catalogue::report_counts() {
    std::map<std::string, ReportCounts> counts;
    auto served = read_counts(state_->database.query("SELECT portal, reports FROM report_count"), counts, &ReportCounts::served);
    if (!served) return tl::unexpected(served.error());
    auto linked = read_counts(state_->database.query("SELECT portal, linked FROM report_count"), counts, &ReportCounts::linked);
    if (!linked) return tl::unexpected(linked.error());
    return counts;
}

Result<void> Catalogue::save_report_counts(const std::map<std::string, ReportCounts>& counts) {
    auto transaction = Transaction::begin(state_->database);
    if (!transaction) return tl::unexpected(transaction.error());
    for (const auto& [portal, count] : counts)
        if (auto saved = state_->database.run("INSERT OR REPLACE INTO report_count (portal, reports, linked) VALUES (?1, ?2, ?3)", {portal, count.served, count.linked}); !saved)
            return tl::unexpected(saved.error());
    return transaction->commit();
}

}  // namespace nianbao::store
