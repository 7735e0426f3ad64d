#include "cli/finding_lines.h"

#include <array>
#include <set>

#include "out/csv.h"
#include "out/json_writer.h"
#include "out/words.h"

namespace nianbao::cli {
namespace {

void write_name(out::JsonWriter& json, const ReportName& name) {
    const auto text = [&](const char* key, const std::string& value) {
        json.key(key);
        json.text_or_null(value);
    };
    text("publisher", name.publisher);
    text("division_code", name.division_code);
    json.key("year");
    if (name.year)
        json.integer(*name.year);
    else
        json.null();
    text("form", name.form);
    text("url", name.url);
    text("path", name.path);
}

void write_finding(out::JsonWriter& json, const model::Finding& finding) {
    json.key("id");
    json.text(finding.id);
    json.key("rule");
    json.text(finding.rule);
    json.key("severity");
    json.text(out::word_of(finding.severity));
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
    json.key("span");
    if (finding.span && !finding.span->empty()) {
        json.begin_array();
        json.integer(finding.span->begin);
        json.integer(finding.span->end);
        json.end_array();
    } else {
        json.null();
    }
    if (finding.located) {
        json.key("located");
        json.begin_object();
        json.key("figure");
        json.text(finding.located->figure);
        json.key("value");
        json.number(finding.located->value);
        json.end_object();
    }
}

std::string digits_of(const std::optional<model::Decimal>& value) { return value ? value->to_string() : ""; }

std::string heading_of(const ReportName& name) {
    return (name.publisher.empty() ? std::string("publisher unknown") : name.publisher) +
           (name.division_code.empty() ? "" : " (" + name.division_code + ")");
}

constexpr std::array<std::string_view, 3> marks = {"note    ", "DOUBT   ", "CONFLICT"};

}  // namespace

void print_jsonl(const AuditResult& result, std::ostream& out) {
    out::JsonWriter json;
    for (const FindingLine& line : result.lines) {
        json.clear();
        json.begin_object();
        write_finding(json, line.finding);
        write_name(json, result.names[line.report]);
        json.key("others");
        json.begin_array();
        for (const std::size_t other : line.others) {
            json.begin_object();
            write_name(json, result.names[other]);
            json.end_object();
        }
        json.end_array();
        json.end_object();
        out << json.view() << '\n';
        if (!out) return;
    }
}

void print_csv(const AuditResult& result, std::ostream& out) {
    out << "publisher,division_code,year,form,id,rule,severity,text,figures,expected,actual,url,path,sha256\n";
    out::CsvRows rows;
    for (const FindingLine& line : result.lines) {
        const ReportName& name = result.names[line.report];
        const model::Finding& finding = line.finding;
        std::string figures;
        for (const std::string& figure : finding.figures) figures += (figures.empty() ? "" : " ") + figure;
        rows.clear();
        rows.text(name.publisher).text(name.division_code).number(name.year ? std::to_string(*name.year) : "").text(name.form);
        rows.text(finding.id).text(finding.rule).text(out::word_of(finding.severity)).text(finding.text).text(figures);
        rows.number(digits_of(finding.expected))
            .number(digits_of(finding.actual))
            .text(name.url)
            .text(name.path)
            .text(name.sha256);
        rows.end_row();
        out << rows.bytes();
        if (!out) return;
    }
}

void print_text(const AuditResult& result, std::ostream& out) {
    std::array<std::size_t, 3> counts{};
    std::set<std::string> publishers;
    const ReportName* last = nullptr;
    for (const FindingLine& line : result.lines) {
        const ReportName& name = result.names[line.report];
        if (last == nullptr || heading_of(*last) != heading_of(name)) {
            out << (last == nullptr ? "" : "\n") << heading_of(name) << '\n';
            publishers.insert(heading_of(name));
            last = nullptr;
        }
        if (last == nullptr || last->year != name.year || last->url != name.url || last->path != name.path)
            out << "  " << (name.year ? std::to_string(*name.year) : "year unknown") << "  "
                << (name.url.empty() ? (name.path.empty() ? "no report" : name.path) : name.url) << '\n';
        last = &name;
        const auto severity = static_cast<std::size_t>(line.finding.severity);
        ++counts[severity];
        out << "    " << marks[severity] << "  " << line.finding.rule << "  [" << line.finding.id << "]\n      "
            << line.finding.text << '\n';
        if (!out) return;
    }
    out << (result.lines.empty() ? "" : "\n") << result.lines.size() << (result.lines.size() == 1 ? " finding" : " findings")
        << " (" << counts[2] << " conflict, " << counts[1] << " doubt, " << counts[0] << " note) about " << publishers.size()
        << (publishers.size() == 1 ? " publisher" : " publishers") << "; " << result.reports
        << (result.reports == 1 ? " report was" : " reports were") << " judged\n";
}

void print_matrix(const AuditResult& result, std::ostream& out) {
    std::set<int> years;
    for (const audit::MatrixRow& row : result.matrix)
        for (const auto& [year, cell] : row.years)
            if (cell.state != audit::CellState::none) years.insert(year);
    out::CsvRows rows;
    rows.text("division_code").text("publisher");
    for (const int year : years) rows.number(std::to_string(year));
    rows.end_row();
    for (const audit::MatrixRow& row : result.matrix) {
        rows.text(row.division_code).text(row.publisher);
        for (const int year : years) {
            const auto found = row.years.find(year);
            if (found == row.years.end() || found->second.state == audit::CellState::none) {
                rows.empty();
                continue;
            }
            const audit::MatrixCell& cell = found->second;
            rows.text(std::string(word_of(cell.state)) + (cell.detail.empty() ? "" : " (" + cell.detail + ")"));
        }
        rows.end_row();
    }
    out << rows.bytes();
}

}  // namespace nianbao::cli
