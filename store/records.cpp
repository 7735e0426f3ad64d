// The records part of the catalogue: what was read from the pages.

#include <memory>

#include "store/catalogue.h"
#include "store/catalogue_state.h"
#include "store/words.h"

namespace nianbao::store {

using model::Record;
using model::Result;

namespace {

// Removes what was read from an earlier content of the page; figures and findings go with their record.
Result<void> forget(Database& database, std::string_view url) {
    if (auto done = database.run("DELETE FROM record WHERE url = ?1", {url}); !done) return tl::unexpected(done.error());
    if (auto done = database.run("DELETE FROM not_report WHERE url = ?1", {url}); !done) return tl::unexpected(done.error());
    return {};
}

Result<void> insert_figures(Database& database, std::string_view url, const Record& record) {
    std::int64_t ordinal = 0;
    for (const model::Figure& figure : record.figures) {
        const std::string value = figure.value ? figure.value->to_string() : "";
        const auto& provenance = figure.provenance;
        auto done =
            database.run("INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                         {url, ordinal++, figure.id, figure.value ? Value(value) : Value::null(), figure.unit,
                          word_of(figure.presence), word_of(provenance.reading), provenance.raw,
                          static_cast<std::int64_t>(provenance.span.begin), static_cast<std::int64_t>(provenance.span.end)});
        if (!done) return tl::unexpected(done.error());
    }
    return {};
}

Result<void> insert_findings(Database& database, std::string_view url, const Record& record) {
    std::int64_t ordinal = 0;
    for (const model::Finding& finding : record.findings) {
        std::string figures;
        for (const std::string& figure : finding.figures) figures += (figures.empty() ? "" : " ") + figure;
        const std::string expected = finding.expected ? finding.expected->to_string() : "";
        const std::string actual = finding.actual ? finding.actual->to_string() : "";
        auto done =
            database.run("INSERT INTO finding VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                         {url, ordinal++, finding.id, finding.rule, word_of(finding.severity), finding.text, figures,
                          finding.expected ? Value(expected) : Value::null(), finding.actual ? Value(actual) : Value::null()});
        if (!done) return tl::unexpected(done.error());
    }
    return {};
}

}  // namespace

Result<void> Catalogue::save_record(std::string_view url, std::string_view digest, std::string_view parser_version,
                                    std::string_view json, const Record& record) {
    Database& database = state_->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto done = forget(database, url); !done) return done;
    const auto& report = record.report;
    const std::optional<std::int64_t> year = report.year ? std::optional<std::int64_t>(*report.year) : std::nullopt;
    auto inserted = database.run(
        "INSERT INTO record (url, digest, parser_version, publisher, division_code, year, form, title, published, issuer, fetched_at, warc_file, "
        "warc_offset, checks_pass, checks_fail, checks_not_assessable, checks_used, json) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        {url, digest, parser_version, report.publisher, report.division_code, year, report.form, report.title, report.published,
         report.issuer, record.source.fetched_at, record.source.warc_file, record.source.warc_offset, record.checks.pass,
         record.checks.fail, record.checks.not_assessable, record.checks.used, json});
    if (!inserted) return tl::unexpected(inserted.error());
    if (auto done = insert_figures(database, url, record); !done) return done;
    if (auto done = insert_findings(database, url, record); !done) return done;
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

Result<std::optional<StoredRecord>> Catalogue::find_record(std::string_view url) {
    auto rows = state_->database.query("SELECT url, digest, json FROM record WHERE url = ?1", {url});
    if (!rows) return tl::unexpected(rows.error());
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return StoredRecord{rows->text(0), rows->text(1), rows->text(2)};
}

Result<Catalogue::RecordCursor> Catalogue::records() {
    auto rows = state_->database.query("SELECT url, digest, json FROM record ORDER BY publisher, year, url");
    if (!rows) return tl::unexpected(rows.error());
    // A function must be copyable, and a statement is not.
    return [statement = std::make_shared<Statement>(std::move(*rows))]() -> Result<std::optional<StoredRecord>> {
        const auto row = statement->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return std::nullopt;
        return StoredRecord{statement->text(0), statement->text(1), statement->text(2)};
    };
}

Result<void> Catalogue::for_each_record(const RecordVisitor& visit) {
    const auto next = records();
    if (!next) return tl::unexpected(next.error());
    while (true) {
        const auto stored = (*next)();
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) return {};
        if (auto visited = visit(**stored); !visited) return visited;
    }
}

namespace {

Result<std::map<std::string, std::int64_t>> counts_of(Result<Statement> rows) {
    if (!rows) return tl::unexpected(rows.error());
    std::map<std::string, std::int64_t> counts;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return counts;
        counts[rows->text(0)] = rows->number(1);
    }
}

}  // namespace

// A report that now redirects elsewhere is an answer, but not a report that is still served.
Result<std::map<std::string, std::int64_t>> Catalogue::count_reports() {
    return counts_of(state_->database.query(
        "SELECT f.portal, count(*) FROM record AS r JOIN frontier AS f ON f.url = r.url "
        "WHERE f.outcome IN ('fetched', 'unchanged', 'same_content', 'due') AND coalesce((SELECT c.status FROM capture AS c "
        "WHERE c.url = r.url ORDER BY c.id DESC LIMIT 1), 0) IN (200, 203, 206, 304) GROUP BY f.portal"));
}

Result<std::map<std::string, std::int64_t>> Catalogue::report_counts() {
    return counts_of(state_->database.query("SELECT portal, reports FROM report_count"));
}

Result<void> Catalogue::save_report_counts(const std::map<std::string, std::int64_t>& counts) {
    auto transaction = Transaction::begin(state_->database);
    if (!transaction) return tl::unexpected(transaction.error());
    for (const auto& [portal, reports] : counts)
        if (auto saved = state_->database.run("INSERT OR REPLACE INTO report_count (portal, reports) VALUES (?1, ?2)", {portal, reports}); !saved)
            return tl::unexpected(saved.error());
    return transaction->commit();
}

}  // namespace nianbao::store
