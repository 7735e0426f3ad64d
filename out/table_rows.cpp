#include "out/tables.h"
#include "out/words.h"

namespace nianbao::out {
namespace {

void year_cell(Row& row, const std::optional<int>& year) {
    if (year)
        row.integer(*year);
    else
        row.nothing();
}

void span_cells(Row& row, model::Span span) {
    if (span.empty()) {
        row.nothing().nothing();
    } else {
        row.integer(span.begin).integer(span.end);
    }
}

void place_cell(Row& row, int place) {
    if (place < 0)
        row.nothing();
    else
        row.integer(place);
}

void identity_cells(Row& row, const model::ReportIdentity& report) {
    row.text(report.publisher).text(report.division_code);
    year_cell(row, report.year);
    row.text(report.form);
}

std::string alternatives(const std::vector<std::vector<std::string>>& readings) {
    std::string text;
    for (const std::vector<std::string>& reading : readings) {
        if (!text.empty()) text += " | ";
        for (std::size_t i = 0; i < reading.size(); ++i) text += (i == 0 ? "" : "+") + reading[i];
    }
    return text;
}

void begin(Row& row, std::int64_t report, std::size_t item) {
    row.clear();
    row.integer(report).integer(static_cast<std::int64_t>(item));
}

}  // namespace

std::string joined(std::span<const std::string> ids) {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
    return text;
}

void append_header(CsvRows& rows, const Table& table) {
    for (const Column& column : table.columns) rows.text(column.name);
    rows.end_row();
}

Tally tally_of(const model::Record& record) {
    Tally tally;
    for (const model::Figure& figure : record.figures) {
        ++tally.presences[static_cast<std::size_t>(figure.presence)];
        if (figure.provenance.reading == model::Reading::ambiguous) ++tally.ambiguous;
    }
    for (const model::Finding& finding : record.findings) ++tally.severities[static_cast<std::size_t>(finding.severity)];
    return tally;
}

void report_row(Row& row, const model::Record& record, std::int64_t report) {
    row.clear();
    row.integer(report);
    identity_cells(row, record.report);
    row.text(record.report.title).text(record.report.published).text(record.report.issuer);
    const Tally tally = tally_of(record);
    row.integer(static_cast<std::int64_t>(record.figures.size()));
    for (const std::int64_t count : tally.presences) row.integer(count);
    row.integer(tally.ambiguous);
    const model::CheckCounts& checks = record.checks;
    row.integer(checks.pass).integer(checks.fail).integer(checks.not_assessable).integer(checks.used);
    for (const std::int64_t count : tally.severities) row.integer(count);
    const model::Source& source = record.source;
    row.text(source.url).text(source.path).text(source.sha256).text(source.media_type).text(source.charset);
    row.text(source.charset_declared).text(source.fetched_at).text(source.warc_file);
    if (source.warc_file.empty())
        row.nothing();
    else
        row.integer(source.warc_offset);
}

void figure_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item) {
    const model::Figure& figure = record.figures[item];
    begin(row, report, item);
    identity_cells(row, record.report);
    row.text(figure.id).number(figure.presence == model::Presence::stated ? figure.value : std::nullopt).text(figure.unit);
    row.text(word_of(figure.presence)).text(word_of(figure.provenance.reading)).text(figure.provenance.raw);
    place_cell(row, figure.provenance.row);
    place_cell(row, figure.provenance.column);
    span_cells(row, figure.provenance.span);
}

void finding_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item) {
    const model::Finding& finding = record.findings[item];
    begin(row, report, item);
    identity_cells(row, record.report);
    row.text(finding.id).text(finding.rule).text(word_of(finding.severity)).text(finding.text);
    row.made(joined(finding.figures)).number(finding.expected).number(finding.actual);
    row.text(finding.located ? std::string_view(finding.located->figure) : std::string_view());
    row.number(finding.located ? std::optional(finding.located->value) : std::nullopt);
    span_cells(row, finding.span.value_or(model::Span{}));
}

void mention_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item) {
    const model::Mention& mention = record.mentions[item];
    begin(row, report, item);
    row.text(mention.figure).number(mention.value).text(word_of(mention.kind)).integer(mention.approximate ? 1 : 0);
    row.made(alternatives(mention.readings)).text(mention.group);
    place_cell(row, mention.part_of);
    row.text(mention.raw);
    span_cells(row, mention.span);
}

void section_row(Row& row, const model::Record& record, std::int64_t report, std::size_t item) {
    const model::RecordSection& section = record.sections[item];
    begin(row, report, item);
    row.text(section.id).text(section.heading).text(section.text);
    span_cells(row, section.span);
}

void publisher_finding_row(Row& row, const model::PublisherFinding& of) {
    row.clear();
    row.text(of.publisher).text(of.division_code);
    year_cell(row, of.year);
    row.text(of.finding.id).text(of.finding.rule).text(word_of(of.finding.severity)).text(of.finding.text).text(of.url);
}

}  // namespace nianbao::out
