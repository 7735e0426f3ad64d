// The findings of the catalogue that are about no report.

#include "store/catalogue.h"
#include "store/catalogue_state.h"
#include "store/words.h"

namespace nianbao::store {

using model::PublisherFinding;
using model::Result;

Result<void> Catalogue::save_publisher_findings(const std::vector<PublisherFinding>& findings) {
    Database& database = state_->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto done = database.run("DELETE FROM publisher_finding"); !done) return tl::unexpected(done.error());
    std::int64_t ordinal = 0;
    for (const PublisherFinding& each : findings) {
        const std::optional<std::int64_t> year = each.year ? std::optional<std::int64_t>(*each.year) : std::nullopt;
        auto done = database.run("INSERT INTO publisher_finding VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                 {ordinal++, each.publisher, each.division_code, year, each.finding.id, each.finding.rule,
                                  word_of(each.finding.severity), each.finding.text, each.url});
        if (!done) return tl::unexpected(done.error());
    }
    return transaction->commit();
}

Result<std::vector<PublisherFinding>> Catalogue::publisher_findings() {
    auto rows = state_->database.query(
        "SELECT publisher, division_code, year, id, rule, severity, text, url FROM publisher_finding ORDER BY ordinal");
    if (!rows) return tl::unexpected(rows.error());
    std::vector<PublisherFinding> findings;
    while (true) {
        const auto row = rows->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return findings;
        PublisherFinding& each = findings.emplace_back();
        each.publisher = rows->text(0);
        each.division_code = rows->text(1);
        if (!rows->is_null(2)) each.year = static_cast<int>(rows->number(2));
        each.finding.id = rows->text(3);
        each.finding.rule = rows->text(4);
        each.finding.severity = severity_of(rows->text(5));
        each.finding.text = rows->text(6);
        each.url = rows->text(7);
    }
}

}  // namespace nianbao::store
