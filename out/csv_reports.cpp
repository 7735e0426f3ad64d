#include "out/csv_reports.h"

#include <algorithm>

#include "out/words.h"

namespace nianbao::out {
namespace {

long long figures_with(const model::Record& record, model::Presence presence) {
    return std::count_if(record.figures.begin(), record.figures.end(),
                         [&](const model::Figure& figure) { return figure.presence == presence; });
}

long long figures_with(const model::Record& record, model::Reading reading) {
    return std::count_if(record.figures.begin(), record.figures.end(),
                         [&](const model::Figure& figure) { return figure.provenance.reading == reading; });
}

long long findings_with(const model::Record& record, model::Severity severity) {
    return std::count_if(record.findings.begin(), record.findings.end(),
                         [&](const model::Finding& finding) { return finding.severity == severity; });
}

}  // namespace

std::string_view CsvReports::header() {
    return "publisher,division_code,year,form,title,published,issuer,"
           "stated,blank,dash,absent,unreadable,ambiguous,"
           "checks_passed,checks_failed,checks_not_assessable,checks_used,notes,doubts,conflicts,"
           "url,path,sha256,media_type,charset,charset_declared,fetched_at,warc_file,warc_offset\n";
}

std::string_view CsvReports::bytes_of(const model::Record& record) {
    using model::Presence;
    using model::Severity;
    rows_.clear();
    const model::ReportIdentity& report = record.report;
    rows_.text(report.publisher).text(report.division_code).number(report.year ? std::to_string(*report.year) : "");
    rows_.text(report.form).text(report.title).text(report.published).text(report.issuer);
    for (const Presence presence : {Presence::stated, Presence::blank, Presence::dash, Presence::absent, Presence::unreadable})
        rows_.integer(figures_with(record, presence));
    rows_.integer(figures_with(record, model::Reading::ambiguous));
    const model::CheckCounts& checks = record.checks;
    rows_.integer(checks.pass).integer(checks.fail).integer(checks.not_assessable).integer(checks.used);
    for (const Severity severity : {Severity::note, Severity::doubt, Severity::conflict})
        rows_.integer(findings_with(record, severity));
    const model::Source& source = record.source;
    rows_.text(source.url).text(source.path).text(source.sha256).text(source.media_type).text(source.charset);
    rows_.text(source.charset_declared).text(source.fetched_at).text(source.warc_file);
    rows_.number(source.warc_file.empty() ? "" : std::to_string(source.warc_offset));
    rows_.end_row();
    return rows_.bytes();
}

}  // namespace nianbao::out
