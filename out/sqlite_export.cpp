#include "out/sqlite_export.h"

#include "out/codebook.h"
#include "out/sqlite_schema.h"
#include "out/tables.h"
#include "out/words.h"

namespace nianbao::out {
namespace {

constexpr int no_last_year = 9999;

std::string insert_into(std::string_view table, std::size_t columns) {
    std::string sql = "INSERT INTO " + std::string(table) + " VALUES (?";
    for (std::size_t i = 1; i < columns; ++i) sql += ",?";
    return sql + ")";
}

constexpr std::string_view insert_figure = "INSERT INTO figure (report, ordinal, figure, value, unit, presence, reading, raw, \"row\", \"column\", span_begin, span_end) "
                                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

void bind_known(sqlite3_stmt* statement, int index, std::int64_t value, bool is_known) {
    if (is_known)
        bind_integer(statement, index, value);
    else
        bind_null(statement, index);
}

}  // namespace

model::Result<void> SqliteExport::begin() {
    auto file = SqliteFile::create(settings_.path, settings_.existing);
    if (!file) return tl::unexpected(file.error());
    file_.emplace(std::move(*file));
    if (auto made = file_->script(sqlite_tables); !made) return made;
    const std::pair<sqlite3_stmt**, std::string> wanted[] = {
        {&statements_.figure_id, insert_into("figure_id", 2)},
        {&statements_.report, insert_into("report", reports_table().columns.size())},
        {&statements_.figure, std::string(insert_figure)},
        {&statements_.finding, insert_into("finding", 13)},
        {&statements_.finding_figure, insert_into("finding_figure", 4)},
        {&statements_.publisher_finding, insert_into("publisher_finding", publisher_findings_table().columns.size())},
        {&statements_.mention, insert_into("mention", mentions_table().columns.size())},
        {&statements_.section, insert_into("section", sections_table().columns.size())},
    };
    for (const auto& [statement, sql] : wanted) {
        const auto prepared = file_->prepare(sql);
        if (!prepared) return tl::unexpected(prepared.error());
        *statement = *prepared;
    }
    return add_forms();
}

model::Result<void> SqliteExport::add_forms() {
    const auto form_insert = file_->prepare(insert_into("form", 5));
    if (!form_insert) return tl::unexpected(form_insert.error());
    const auto figure_insert = file_->prepare(insert_into("form_figure", 10));
    if (!figure_insert) return tl::unexpected(figure_insert.error());
    for (const model::Form& form : settings_.forms) {
        row_.clear();
        row_.text(form.id).text(form.title).text(form.notice).integer(form.first_year);
        if (form.last_year == no_last_year)
            row_.nothing();
        else
            row_.integer(form.last_year);
        if (auto done = insert(*form_insert); !done) return done;
        std::int64_t ordinal = 0;
        for (const CodebookEntry& entry : codebook_of({&form, 1})) {
            const auto number = number_of(entry.figure);
            if (!number) return tl::unexpected(number.error());
            bind_text(*figure_insert, 1, form.id);
            bind_integer(*figure_insert, 2, *number);
            bind_integer(*figure_insert, 3, ordinal++);
            int index = 3;
            for (const std::string* text : {&entry.table, &entry.row_labels, &entry.column_labels, &entry.english, &entry.unit})
                bind_text(*figure_insert, ++index, *text);
            bind_integer(*figure_insert, ++index, entry.optional ? 1 : 0);
            bind_text(*figure_insert, ++index, entry.checks);
            if (auto done = file_->run(*figure_insert); !done) return done;
        }
    }
    return {};
}

model::Result<std::int64_t> SqliteExport::number_of(const std::string& figure) {
    const auto [place, is_new] = numbers_.try_emplace(figure, static_cast<std::int64_t>(numbers_.size()) + 1);
    if (!is_new) return place->second;
    bind_integer(statements_.figure_id, 1, place->second);
    bind_text(statements_.figure_id, 2, figure);
    if (auto done = file_->run(statements_.figure_id); !done) return tl::unexpected(done.error());
    return place->second;
}

model::Result<std::int64_t> SqliteExport::number_at(std::size_t place, const std::string& figure) {
    if (place < last_.size() && last_[place]->first == figure) return last_[place]->second;
    auto number = number_of(figure);
    if (!number) return number;
    const auto* const entry = &*numbers_.find(figure);  // an element of the map does not move
    if (place == last_.size())
        last_.push_back(entry);
    else
        last_[place] = entry;
    return number;
}

model::Result<void> SqliteExport::insert(sqlite3_stmt* statement) {
    bind_row(statement, row_);
    return file_->run(statement);
}

model::Result<void> SqliteExport::add_figures(const model::Record& record) {
    sqlite3_stmt* const into = statements_.figure;
    bind_integer(into, 1, report_);
    std::string digits;
    for (std::size_t i = 0; i < record.figures.size(); ++i) {
        const model::Figure& figure = record.figures[i];
        const model::Provenance& provenance = figure.provenance;
        const auto number = number_at(i, figure.id);
        if (!number) return tl::unexpected(number.error());
        digits = figure.presence == model::Presence::stated && figure.value ? figure.value->to_string() : "";
        bind_integer(into, 2, static_cast<std::int64_t>(i));
        bind_integer(into, 3, *number);
        bind_text_or_null(into, 4, digits);
        bind_text_or_null(into, 5, figure.unit);
        bind_text(into, 6, word_of(figure.presence));
        bind_text(into, 7, word_of(provenance.reading));
        // An absent cell has no text, an empty one has an empty text.
        if (figure.presence == model::Presence::absent)
            bind_text_or_null(into, 8, provenance.raw);
        else
            bind_text(into, 8, provenance.raw);
        bind_known(into, 9, provenance.row, provenance.row >= 0);
        bind_known(into, 10, provenance.column, provenance.column >= 0);
        bind_known(into, 11, provenance.span.begin, !provenance.span.empty());
        bind_known(into, 12, provenance.span.end, !provenance.span.empty());
        if (auto done = file_->run(into); !done) return done;
    }
    return {};
}

model::Result<void> SqliteExport::add_findings(const model::Record& record) {
    for (std::size_t i = 0; i < record.findings.size(); ++i) {
        const model::Finding& finding = record.findings[i];
        row_.clear();
        row_.integer(report_).integer(static_cast<std::int64_t>(i)).text(finding.id).text(finding.rule).text(word_of(finding.severity)).text(finding.text);
        row_.made(joined(finding.figures)).number(finding.expected).number(finding.actual);
        row_.text(finding.located ? std::string_view(finding.located->figure) : std::string_view());
        row_.number(finding.located ? std::optional(finding.located->value) : std::nullopt);
        if (finding.span)
            row_.integer(finding.span->begin).integer(finding.span->end);
        else
            row_.nothing().nothing();
        if (auto done = insert(statements_.finding); !done) return done;
        for (std::size_t place = 0; place < finding.figures.size(); ++place) {
            const auto number = number_of(finding.figures[place]);
            if (!number) return tl::unexpected(number.error());
            row_.clear();
            row_.integer(report_).integer(static_cast<std::int64_t>(i)).integer(static_cast<std::int64_t>(place)).integer(*number);
            if (auto done = insert(statements_.finding_figure); !done) return done;
        }
    }
    return {};
}

model::Result<void> SqliteExport::add_texts(const model::Record& record) {
    for (std::size_t i = 0; i < record.mentions.size(); ++i) {
        mention_row(row_, record, report_, i);
        if (auto done = insert(statements_.mention); !done) return done;
    }
    for (std::size_t i = 0; i < record.sections.size(); ++i) {
        section_row(row_, record, report_, i);
        if (auto done = insert(statements_.section); !done) return done;
    }
    return {};
}

model::Result<void> SqliteExport::add(const model::Record& record) {
    ++report_;
    report_row(row_, record, report_);
    if (auto done = insert(statements_.report); !done) return done;
    if (auto done = add_figures(record); !done) return done;
    if (auto done = add_findings(record); !done) return done;
    return add_texts(record);
}

model::Result<void> SqliteExport::add_finding(const model::PublisherFinding& finding) {
    publisher_finding_row(row_, finding);
    return insert(statements_.publisher_finding);
}

model::Result<void> SqliteExport::end() {
    if (auto done = file_->script(sqlite_indexes); !done) return done;
    return file_->commit();
}

}  // namespace nianbao::out
