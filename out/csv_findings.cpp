#include "out/csv_findings.h"

#include "out/words.h"

namespace nianbao::out {
namespace {

std::string joined(const std::vector<std::string>& figures) {
    std::string text;
    for (const std::string& figure : figures) text += (text.empty() ? "" : " ") + figure;
    return text;
}

std::string digits_of(const std::optional<model::Decimal>& value) { return value ? value->to_string() : ""; }

}  // namespace

std::string_view CsvFindings::header() {
    return "publisher,division_code,year,form,id,rule,severity,text,figures,expected,actual,url,path,sha256\n";
}

std::string_view CsvFindings::bytes_of(const model::Record& record) {
    rows_.clear();
    const model::ReportIdentity& report = record.report;
    for (const model::Finding& finding : record.findings) {
        rows_.text(report.publisher).text(report.division_code).number(report.year ? std::to_string(*report.year) : "");
        rows_.text(report.form).text(finding.id).text(finding.rule).text(word_of(finding.severity)).text(finding.text);
        rows_.text(joined(finding.figures)).number(digits_of(finding.expected)).number(digits_of(finding.actual));
        rows_.text(record.source.url).text(record.source.path).text(record.source.sha256);
        rows_.end_row();
    }
    return rows_.bytes();
}

std::string_view CsvFindings::bytes_of_finding(const model::PublisherFinding& of) {
    rows_.clear();
    rows_.text(of.publisher).text(of.division_code).number(of.year ? std::to_string(*of.year) : "").empty();
    rows_.text(of.finding.id).text(of.finding.rule).text(word_of(of.finding.severity)).text(of.finding.text);
    for (int column = 8; column < 11; ++column) rows_.empty();  // no figures and values
    rows_.text(of.url).empty().empty();
    rows_.end_row();
    return rows_.bytes();
}

}  // namespace nianbao::out
