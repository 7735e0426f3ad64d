#include "out/record_json.h"
#include "out/words.h"

namespace nianbao::out {
namespace {

void write_span(JsonWriter& json, model::Span span) {
    json.key("span");
    if (span.empty()) return json.null();
    json.begin_array();
    json.integer(span.begin);
    json.integer(span.end);
    json.end_array();
}

void write_known(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    json.text_or_null(text);
}

void write_source(JsonWriter& json, const model::Source& source) {
    json.key("source");
    json.begin_object();
    write_known(json, "path", source.path);
    write_known(json, "url", source.url);
    write_known(json, "sha256", source.sha256);
    write_known(json, "charset", source.charset);
    write_known(json, "charset_declared", source.charset_declared);
    write_known(json, "media_type", source.media_type);
    write_known(json, "fetched_at", source.fetched_at);
    json.key("warc");
    if (source.warc_file.empty()) {
        json.null();
    } else {
        json.begin_object();
        json.key("file");
        json.text(source.warc_file);
        json.key("offset");
        json.integer(source.warc_offset);
        json.end_object();
    }
    json.end_object();
}

void write_report(JsonWriter& json, const model::ReportIdentity& report) {
    json.key("report");
    json.begin_object();
    write_known(json, "form", report.form);
    json.key("year");
    if (report.year)
        json.integer(*report.year);
    else
        json.null();
    write_known(json, "title", report.title);
    write_known(json, "publisher", report.publisher);
    write_known(json, "division_code", report.division_code);
    write_known(json, "published", report.published);
    write_known(json, "issuer", report.issuer);
    json.end_object();
}

void write_evidence(JsonWriter& json, const model::IdentityEvidence& evidence) {
    json.begin_object();
    json.key("field");
    json.text(evidence.field);
    json.key("value");
    json.text(evidence.value);
    json.key("from");
    json.text(evidence.from);
    json.key("chosen");
    json.boolean(evidence.chosen);
    write_span(json, evidence.span);
    json.end_object();
}

void write_section(JsonWriter& json, const model::RecordSection& section) {
    json.begin_object();
    json.key("id");
    json.text(section.id);
    json.key("heading");
    json.text(section.heading);
    json.key("text");
    json.text(section.text);
    write_span(json, section.span);
    json.end_object();
}

void write_place(JsonWriter& json, std::string_view key, int place) {
    json.key(key);
    if (place < 0)
        json.null();
    else
        json.integer(place);
}

void write_figure(JsonWriter& json, const model::Figure& figure) {
    json.begin_object();
    json.key("id");
    json.text(figure.id);
    json.key("value");
    json.number_or_null(figure.presence == model::Presence::stated ? figure.value : std::nullopt);
    write_known(json, "unit", figure.unit);
    json.key("presence");
    json.text(word_of(figure.presence));
    json.key("reading");
    json.text(word_of(figure.provenance.reading));
    json.key("raw");
    // No cell, no text; an empty cell has an empty text.
    if (figure.presence == model::Presence::absent)
        json.text_or_null(figure.provenance.raw);
    else
        json.text(figure.provenance.raw);
    write_span(json, figure.provenance.span);
    write_place(json, "row", figure.provenance.row);
    write_place(json, "column", figure.provenance.column);
    json.end_object();
}

void write_mention(JsonWriter& json, const model::Mention& mention) {
    json.begin_object();
    json.key("figure");
    json.text(mention.figure);
    json.key("value");
    json.number(mention.value);
    json.key("raw");
    json.text(mention.raw);
    write_span(json, mention.span);
    json.key("kind");
    json.text(word_of(mention.kind));
    json.key("approximate");
    json.boolean(mention.approximate);
    json.key("readings");
    json.begin_array();
    for (const std::vector<std::string>& reading : mention.readings) {
        json.begin_array();
        for (const std::string& figure : reading) json.text(figure);
        json.end_array();
    }
    json.end_array();
    write_known(json, "group", mention.group);
    write_place(json, "part_of", mention.part_of);
    json.end_object();
}

void write_checks(JsonWriter& json, const model::CheckCounts& checks) {
    json.key("checks");
    json.begin_object();
    json.key("pass");
    json.integer(checks.pass);
    json.key("fail");
    json.integer(checks.fail);
    json.key("not_assessable");
    json.integer(checks.not_assessable);
    json.key("used");
    json.integer(checks.used);
    json.end_object();
}

void write_finding(JsonWriter& json, const model::Finding& finding) {
    json.begin_object();
    write_known(json, "id", finding.id);
    json.key("rule");
    json.text(finding.rule);
    json.key("severity");
    json.text(word_of(finding.severity));
    json.key("text");
    json.text(finding.text);
    json.key("figures");
    json.begin_array();
    for (const std::string& figure : finding.figures) json.text(figure);
    json.end_array();
    json.key("expected");
    json.number_or_null(finding.expected);
    json.key("actual");
    json.number_or_null(finding.actual);
    write_span(json, finding.span.value_or(model::Span{}));
    if (finding.located) {
        json.key("located");
        json.begin_object();
        json.key("figure");
        json.text(finding.located->figure);
        json.key("value");
        json.number(finding.located->value);
        json.end_object();
    }
    json.end_object();
}

template <typename Item>
void write_all(JsonWriter& json, std::string_view key, const std::vector<Item>& items,
               void (*write)(JsonWriter&, const Item&)) {
    json.key(key);
    json.begin_array();
    for (const Item& item : items) write(json, item);
    json.end_array();
}

}  // namespace

void write_record(JsonWriter& json, const model::Record& record) {
    json.begin_object();
    json.key("schema");
    json.text(record_schema);
    write_source(json, record.source);
    write_report(json, record.report);
    write_all(json, "identity", record.identity, write_evidence);
    write_all(json, "sections", record.sections, write_section);
    write_all(json, "figures", record.figures, write_figure);
    write_all(json, "mentions", record.mentions, write_mention);
    write_checks(json, record.checks);
    write_all(json, "findings", record.findings, write_finding);
    json.end_object();
}

std::string to_json(const model::Record& record) {
    JsonWriter json;
    write_record(json, record);
    return std::string(json.view());
}

}  // namespace nianbao::out
