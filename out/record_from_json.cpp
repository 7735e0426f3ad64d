#include <limits>

#include "out/json_fields.h"
#include "out/record_json.h"
#include "out/words.h"

namespace nianbao::out {
namespace {

constexpr std::int64_t most_int = std::numeric_limits<int>::max();

int small_integer(const JsonFields& fields, std::string_view key, int missing) {
    return static_cast<int>(fields.integer(key, 0, most_int).value_or(missing));
}

// One of the contract's words; the first of them when there is a problem.
template <typename Enum>
Enum word(const JsonFields& fields, std::string_view key, std::optional<Enum> (*look_up)(std::string_view)) {
    const std::string text = fields.required_text(key);
    const std::optional<Enum> found = look_up(text);
    if (!found) fields.complain(key, "“" + text + "” is not one of its words");
    return found.value_or(Enum{});
}

model::Source read_source(const JsonFields& fields) {
    model::Source source;
    source.path = fields.text("path");
    source.url = fields.text("url");
    source.sha256 = fields.text("sha256");
    source.charset = fields.text("charset");
    source.charset_declared = fields.text("charset_declared");
    source.media_type = fields.text("media_type");
    source.fetched_at = fields.text("fetched_at");
    const JsonFields warc = fields.object("warc");
    source.warc_file = warc.text("file");
    source.warc_offset = warc.integer("offset", -1, std::numeric_limits<std::int64_t>::max()).value_or(-1);
    return source;
}

model::ReportIdentity read_report(const JsonFields& fields) {
    model::ReportIdentity report;
    report.form = fields.text("form");
    if (const auto year = fields.integer("year", 0, 9999)) report.year = static_cast<int>(*year);
    report.title = fields.text("title");
    report.publisher = fields.text("publisher");
    report.division_code = fields.text("division_code");
    report.published = fields.text("published");
    report.issuer = fields.text("issuer");
    return report;
}

model::IdentityEvidence read_evidence(const JsonFields& fields) {
    model::IdentityEvidence evidence;
    evidence.field = fields.required_text("field");
    evidence.value = fields.text("value");
    evidence.from = fields.text("from");
    evidence.chosen = fields.boolean("chosen");
    evidence.span = fields.span("span").value_or(model::Span{});
    return evidence;
}

model::RecordSection read_section(const JsonFields& fields) {
    model::RecordSection section;
    section.id = fields.required_text("id");
    section.heading = fields.text("heading");
    section.text = fields.text("text");
    section.span = fields.span("span").value_or(model::Span{});
    return section;
}

model::Figure read_figure(const JsonFields& fields) {
    model::Figure figure;
    figure.id = fields.required_text("id");
    figure.value = fields.decimal("value");
    figure.unit = fields.text("unit");
    // Another program may leave out what goes without saying: a number is stated, and nothing is absent.
    figure.presence = fields.has("presence") ? word(fields, "presence", presence_of)
                                             : (figure.value ? model::Presence::stated : model::Presence::absent);
    if (figure.value.has_value() != (figure.presence == model::Presence::stated))
        fields.complain("value", "should be a number exactly when presence is “stated”");
    if (fields.has("reading")) figure.provenance.reading = word(fields, "reading", reading_of);
    figure.provenance.raw = fields.text("raw");
    figure.provenance.span = fields.span("span").value_or(model::Span{});
    figure.provenance.row = small_integer(fields, "row", -1);
    figure.provenance.column = small_integer(fields, "column", -1);
    return figure;
}

model::Mention read_mention(const JsonFields& fields) {
    model::Mention mention;
    mention.figure = fields.required_text("figure");
    const auto value = fields.decimal("value");
    if (!value) fields.complain("value", "should be a number");
    mention.value = value.value_or(model::Decimal());
    mention.raw = fields.text("raw");
    mention.span = fields.span("span").value_or(model::Span{});
    if (fields.has("kind")) mention.kind = word(fields, "kind", mention_kind_of);
    mention.approximate = fields.boolean("approximate");
    mention.readings = fields.lists_of_texts("readings");
    mention.group = fields.text("group");
    mention.part_of = small_integer(fields, "part_of", -1);
    return mention;
}

model::Finding read_finding(const JsonFields& fields) {
    model::Finding finding;
    finding.id = fields.text("id");
    finding.rule = fields.required_text("rule");
    finding.severity = word(fields, "severity", severity_of);
    finding.text = fields.text("text");
    finding.figures = fields.texts("figures");
    finding.expected = fields.decimal("expected");
    finding.actual = fields.decimal("actual");
    finding.span = fields.span("span");
    if (fields.has("located")) {
        const JsonFields located = fields.object("located");
        const auto value = located.decimal("value");
        if (!value) located.complain("value", "should be a number");
        finding.located = model::Located{located.required_text("figure"), value.value_or(model::Decimal())};
    }
    return finding;
}

model::CheckCounts read_checks(const JsonFields& fields) {
    model::CheckCounts checks;
    checks.pass = small_integer(fields, "pass", 0);
    checks.fail = small_integer(fields, "fail", 0);
    checks.not_assessable = small_integer(fields, "not_assessable", 0);
    checks.used = small_integer(fields, "used", 0);
    return checks;
}

void note_used_figures(model::Record& record) {
    for (const model::Figure& figure : record.figures) {
        const model::Reading reading = figure.provenance.reading;
        if (reading == model::Reading::split || reading == model::Reading::inferred) record.used_figures.push_back(figure.id);
    }
}

}  // namespace

model::Result<AuditLine> audit_line_from_json(std::string_view line, const std::string& where) {
    const auto document = parse_json(line, where);
    if (!document) return tl::unexpected(document.error());
    Problem problem;
    const JsonFields fields(&document->root(), "", problem);
    AuditLine read;
    read.of.finding = read_finding(fields);
    const model::ReportIdentity report = read_report(fields);
    read.of.publisher = report.publisher;
    read.of.division_code = report.division_code;
    read.of.year = report.year;
    read.address = fields.has("url") ? fields.text("url") : fields.text("path");
    if (!problem.what.empty()) return model::fail(where, problem.what);
    return read;
}

model::Result<model::Record> from_json(std::string_view line, const std::string& where) {
    const auto document = parse_json(line, where);
    if (!document) return tl::unexpected(document.error());
    Problem problem;
    const JsonFields fields(&document->root(), "", problem);
    const std::string schema = fields.text("schema");
    if (document->root().kind == JsonValue::Kind::object && schema.empty() && !fields.has("report") && !fields.has("figures"))
        fields.complain("schema", "is missing, and so are report and figures: this is no record");
    if (!schema.empty() && schema != record_schema) fields.complain("schema", "“" + schema + "” is not “" + std::string(record_schema) + "”");
    model::Record record;
    record.source = read_source(fields.object("source"));
    record.report = read_report(fields.object("report"));
    fields.each("identity", [&](const JsonFields& item) { record.identity.push_back(read_evidence(item)); });
    fields.each("sections", [&](const JsonFields& item) { record.sections.push_back(read_section(item)); });
    fields.each("figures", [&](const JsonFields& item) { record.figures.push_back(read_figure(item)); });
    fields.each("mentions", [&](const JsonFields& item) { record.mentions.push_back(read_mention(item)); });
    record.checks = read_checks(fields.object("checks"));
    fields.each("findings", [&](const JsonFields& item) { record.findings.push_back(read_finding(item)); });
    if (!problem.what.empty()) return model::fail(where, problem.what);
    note_used_figures(record);
    return record;
}

}  // namespace nianbao::out
