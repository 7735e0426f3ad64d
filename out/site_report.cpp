#include "out/site_report.h"

#include <algorithm>
#include <set>

#include "out/figure_notes.h"
#include "out/html.h"
#include "out/site_files.h"
#include "out/site_identity.h"
#include "out/site_narrative.h"
#include "out/site_parts.h"
#include "out/site_table.h"

namespace nianbao::out {
namespace {

constexpr std::size_t most_links_of_a_finding = 12;
constexpr std::size_t longest_title = 600;  // bytes

void put_fact(Html& html, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    html.markup("<div><dt>");
    put_word(html, key);
    html.markup("</dt><dd>").text(value).markup("</dd></div>");
}

void put_facts(Html& html, const model::Record& record, const model::Form* form, const ReportPlace& place) {
    const model::ReportIdentity& report = record.report;
    const model::Source& source = record.source;
    html.markup("<dl class=\"facts\"><div><dt>");
    put_word(html, "fact.publisher");
    html.markup("</dt><dd><a").attribute("href", place.root + place.publisher_file).markup(">");
    put_publisher(html, publisher_of(record));
    html.markup("</a></dd></div>");
    put_fact(html, "fact.division", report.division_code);
    put_fact(html, "fact.year", report.year ? std::to_string(*report.year) : "");
    put_fact(html, "fact.form", report.form.empty() ? "" : report.form + (form == nullptr || form->notice.empty() ? "" : "（" + form->notice + "）"));
    put_fact(html, "fact.published", report.published);
    put_fact(html, "fact.issuer", report.issuer);
    html.markup("<div class=\"wide\"><dt>");
    put_word(html, "fact.source");
    html.markup("</dt><dd>");
    put_source(html, source);
    html.markup("</dd></div>");
    put_fact(html, "fact.fetched", source.fetched_at);
    put_fact(html, "fact.charset", source.charset);
    if (!source.warc_file.empty()) put_fact(html, "fact.archive", source.warc_file + ":" + std::to_string(source.warc_offset));
    html.markup("<div class=\"wide\"><dt>SHA-256</dt><dd><code>").text(source.sha256).markup("</code></dd></div></dl>\n");
}

void put_checks(Html& html, const model::CheckCounts& checks) {
    html.markup("<p class=\"checks\">");
    put_word(html, "checks");
    for (const auto& [key, count] : {std::pair{"checks.pass", checks.pass}, {"checks.fail", checks.fail}, {"checks.not_assessable", checks.not_assessable}, {"checks.used", checks.used}}) {
        html.markup(" <span class=\"count\">");
        put_word(html, key);
        html.markup(" <b>").number(count).markup("</b></span>");
    }
    html.markup("</p>\n");
}

// The cells that a finding is about, in the form's words.
void put_cells(Html& html, const model::Finding& finding, const model::Form* form, const FigureNotes& notes) {
    if (finding.figures.empty()) return;
    html.markup("<span class=\"cells\">");
    for (std::size_t i = 0; i < std::min(finding.figures.size(), most_links_of_a_finding); ++i) {
        const std::string& id = finding.figures[i];
        const model::FormFigure* slot = form == nullptr ? nullptr : form->find_figure(id);
        html.markup(i == 0 ? "" : " ");
        if (slot == nullptr || notes.of(id).figure == nullptr) {
            html.markup("<code>").text(id).markup("</code>");
            continue;
        }
        const std::string row = form->row_of(*slot).label;
        html.markup("<a").attribute("href", "#f." + id).markup(">").text(shortened(row, 60) + (row.empty() ? "" : " · ") + form->column_of(*slot).label).markup("</a>");
    }
    if (finding.figures.size() > most_links_of_a_finding) html.markup(" …");
    html.markup("</span>");
}

void put_findings(Html& html, const model::Record& record, const model::Form* form, const FigureNotes& notes) {
    html.markup("<section aria-labelledby=\"findings\"><h2 id=\"findings\">");
    put_word(html, "findings");
    html.markup(" <span class=\"count\">").number(static_cast<std::int64_t>(record.findings.size())).markup("</span></h2>\n");
    if (record.findings.empty()) {
        html.markup("<p>");
        put_word(html, "findings.none");
        html.markup("</p></section>\n");
        return;
    }
    html.markup("<ul class=\"findings\">");
    std::set<std::string_view> explained;
    for (const model::Finding& finding : record.findings) {
        std::string ids;
        for (const std::string& id : finding.figures) ids += (ids.empty() ? "" : " ") + id;
        html.markup("<li").attribute("data-f", ids).markup(">");
        put_severity(html, finding.severity);
        html.markup(" ");
        put_rule(html, finding.rule);
        // What the rule means stands at its first finding.
        if (explained.insert(finding.rule).second) put_note(html, finding.rule, "small");
        put_details(html, finding, Details::whole);
        put_cells(html, finding, form, notes);
        html.markup("</li>\n");
    }
    html.markup("</ul></section>\n");
}

void put_section_head(Html& html, const model::RecordSection& section, const std::string& link) {
    html.markup("<h2>").text(section.heading.empty() ? section.id : section.heading);
    const std::string fragment = text_fragment(section.heading);
    if (!link.empty() && !fragment.empty()) {
        html.markup(" <a class=\"to-source\" rel=\"noreferrer noopener\"").attribute("href", link + fragment).markup(">");
        put_word(html, "to_source");
        html.markup("</a>");
    }
    html.markup("</h2>\n");
}

// Every section of the page with the tables that the form puts there, then the tables whose section was not found.
void put_sections(Html& html, const model::Record& record, const model::Form* form, const FigureNotes& notes) {
    const std::string link = safe_link(record.source.url);
    std::vector<bool> printed(form == nullptr ? 0 : form->tables.size());
    const auto put_tables = [&](std::string_view section_id) {
        for (std::size_t t = 0; t < printed.size(); ++t) {
            if (printed[t] || (!section_id.empty() && form->tables[t].section != section_id)) continue;
            put_table(html, *form, t, record, notes, section_id.empty() ? Caption::shown : Caption::spoken);
            printed[t] = true;
        }
    };
    for (const model::RecordSection& section : record.sections) {
        html.markup("<section>");
        put_section_head(html, section, link);
        if (!section.id.empty()) put_tables(section.id);
        put_narrative(html, section, mentions_in(section, record), notes, form == nullptr ? std::vector<std::string_view>() : labels_in(*form, section.id));
        html.markup("</section>\n");
    }
    if (std::find(printed.begin(), printed.end(), false) == printed.end()) return;
    html.markup("<section><h2>");
    put_word(html, "tables.elsewhere");
    html.markup("</h2>\n");
    put_tables("");
    html.markup("</section>\n");
}

}  // namespace

std::string name_of_report(const model::Record& record) {
    const model::ReportIdentity& report = record.report;
    if (!report.title.empty()) return shortened(report.title, longest_title);
    const std::string year = report.year ? std::to_string(*report.year) : "";
    const std::string name = report.publisher + (report.publisher.empty() || year.empty() ? "" : " ") + year;
    return name.empty() ? shortened(record.source.url.empty() ? record.source.path : record.source.url, longest_title) : shortened(name, longest_title);
}

std::string report_page(const model::Record& record, const model::Form* form, const ReportPlace& place) {
    const FigureNotes notes(record, form);
    Html html;
    html.markup("<h1>").text(name_of_report(record)).markup("</h1>\n<p class=\"lead\">");
    put_state(html, state_of(record));
    html.markup("</p>\n");
    put_facts(html, record, form, place);
    if (form != nullptr) put_checks(html, record.checks);
    put_findings(html, record, form, notes);
    if (form != nullptr) {
        put_legend(html);
    } else {
        html.markup("<p class=\"notice\">");
        put_word(html, record.report.form.empty() ? "form.none" : "form.unknown");
        html.markup("</p>\n");
    }
    put_sections(html, record, form, notes);
    html.markup("<aside id=\"cell\" class=\"panel\" aria-live=\"polite\" hidden></aside>\n");
    return page_of({.title = name_of_report(record), .root = place.root}, html.bytes());
}

}  // namespace nianbao::out
