#include "out/site_summary.h"

#include <algorithm>

#include "out/html.h"
#include "out/site_files.h"
#include "out/site_identity.h"
#include "out/site_parts.h"
#include "out/site_report.h"

namespace nianbao::out {
namespace {

constexpr std::size_t most_findings_of_a_report = 20;
constexpr std::string_view up = "../../";  // from the page of a publisher to the root

std::string_view words_of(model::Presence presence) {
    switch (presence) {
        case model::Presence::blank: return "presence.blank.short";
        case model::Presence::dash: return "—";
        case model::Presence::absent: return "presence.absent.short";
        case model::Presence::unreadable: return "#";
        case model::Presence::stated: return "";
    }
    return "";
}

void put_year(Html& html, const std::optional<int>& year) {
    if (year)
        html.number(*year);
    else
        put_word(html, "year.unknown");
}

void put_row(Html& html, const model::Record& record, const std::string& report_file) {
    html.markup("<th scope=\"row\" class=\"short\">");
    put_year(html, record.report.year);
    html.markup("</th><td><a").attribute("href", std::string(up) + report_file).markup(">").text(name_of_report(record)).markup("</a></td><td>");
    put_state(html, state_of(record));
    html.markup("</td><td class=\"short\">").text(shortened(record.report.form, 60)).markup("</td><td class=\"short\">").text(shortened(date_of(record.report.published), 60)).markup("</td><td class=\"n\">");
    html.number(record.checks.fail).markup("</td><td class=\"n\">").number(static_cast<std::int64_t>(record.findings.size())).markup("</td><td class=\"address\">");
    put_source(html, record.source);
    html.markup("</td>");
}

void put_findings(Html& html, const model::Record& record, const std::string& report_file) {
    for (std::size_t i = 0; i < std::min(record.findings.size(), most_findings_of_a_report); ++i) {
        const model::Finding& finding = record.findings[i];
        html.markup("<li>");
        put_severity(html, finding.severity);
        html.markup(" <a").attribute("href", std::string(up) + report_file + (finding.figures.empty() ? "" : "#f." + finding.figures.front())).markup(">");
        put_year(html, record.report.year);
        html.markup("</a> ");
        put_rule(html, finding.rule);
        put_details(html, finding, Details::beginning);
        html.markup("</li>\n");
    }
    if (record.findings.size() <= most_findings_of_a_report) return;
    html.markup("<li><a").attribute("href", std::string(up) + report_file + "#findings").markup(">");
    put_word(html, "findings.more");
    html.markup(" ").number(static_cast<std::int64_t>(record.findings.size() - most_findings_of_a_report)).markup("</a></li>\n");
}

}  // namespace

SeriesValue series_value(const std::vector<std::vector<std::string_view>>& candidates, const FigureNotes& notes) {
    for (const auto& ids : candidates) {
        std::vector<const FigureNote*> figures;
        for (const std::string_view id : ids)
            if (const FigureNote& note = notes.of(id); note.figure != nullptr) figures.push_back(&note);
        if (figures.size() != ids.size() || figures.empty()) continue;
        SeriesValue sum;
        std::string marks;
        for (const FigureNote* note : figures) {
            const model::Figure& figure = *note->figure;
            if (!figure.value) return {std::nullopt, std::string(words_of(figure.presence)), true};
            sum.value = sum.value ? model::Decimal::add(*sum.value, *figure.value) : figure.value;
            if (!sum.value) return {std::nullopt, "#", true};
            for (const char mark : marks_of(*note))
                if (marks.find(mark) == std::string::npos) marks += mark;
        }
        sum.text = sum.value->to_string() + marks;
        sum.certain = marks.find_first_of("?!") == std::string::npos;
        return sum;
    }
    return {};
}

ReportSummary summary_of(const model::Record& record, const model::Form* form, const std::string& report_file) {
    ReportSummary summary;
    Html html;
    put_row(html, record, report_file);
    summary.row = html.take();
    html.clear();
    put_findings(html, record, report_file);
    summary.findings = html.take();
    const FigureNotes notes(record, form);
    for (const Series& series : all_series()) summary.series.push_back(series_value(series.candidates, notes));
    return summary;
}

ReportSummary summary_of(const model::PublisherFinding& of) {
    ReportSummary summary;
    Html html;
    html.markup("<li>");
    put_severity(html, of.finding.severity);
    html.markup(" ");
    put_year(html, of.year);
    html.markup(" ");
    put_rule(html, of.finding.rule);
    put_note(html, of.finding.rule, "small");
    put_details(html, of.finding, Details::beginning);
    html.markup("</li>\n");
    summary.findings = html.take();
    summary.series.resize(all_series().size());
    return summary;
}

std::vector<std::string> fields_of(const ReportSummary& summary) {
    std::vector<std::string> fields = {summary.row, summary.findings};
    for (const SeriesValue& value : summary.series) {
        fields.push_back(value.value ? value.value->to_string() : "");
        fields.push_back((value.certain ? "1" : "0") + value.text);
    }
    return fields;
}

ReportSummary summary_from(const std::vector<std::string>& fields) {
    ReportSummary summary;
    if (fields.size() < 2) return summary;
    summary.row = fields[0];
    summary.findings = fields[1];
    for (std::size_t i = 2; i + 1 < fields.size(); i += 2)
        summary.series.push_back({model::Decimal::parse(fields[i]), fields[i + 1].substr(1), fields[i + 1][0] == '1'});
    return summary;
}

}  // namespace nianbao::out
