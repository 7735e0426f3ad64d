#include "out/site_publisher.h"

#include <algorithm>
#include <map>

#include "out/html.h"
#include "out/site_chart.h"
#include "out/site_files.h"
#include "out/site_parts.h"

namespace nianbao::out {
namespace {

constexpr std::string_view root = "../../";
constexpr int most_years = 40;  // of a chart

bool has_figures(const ReportSummary& summary) {
    return std::any_of(summary.series.begin(), summary.series.end(), [](const SeriesValue& value) { return !value.text.empty(); });
}

// The report that stands for each year: of several the last one that has figures.
std::map<int, const ReportSummary*> by_year(const std::vector<DatedSummary>& reports) {
    std::map<int, const ReportSummary*> years;
    for (const DatedSummary& report : reports)
        if (report.year && (has_figures(report.summary) || !years.contains(*report.year))) years[*report.year] = &report.summary;
    while (years.size() > most_years) years.erase(years.begin());
    return years;
}

std::string shown(const SeriesValue& value) { return has_word(value.text) ? std::string(word(value.text)) : value.text; }

void put_reports(Html& html, const std::vector<DatedSummary>& reports) {
    html.markup("<section><h2>");
    put_word(html, "reports");
    const auto there = std::count_if(reports.begin(), reports.end(), [](const DatedSummary& report) { return !report.summary.row.empty(); });
    html.markup(" <span class=\"count\">").number(there).markup("</span></h2>\n");
    html.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\" data-ta=\"aria-label:reports\"").attribute("aria-label", word("reports")).markup("><table class=\"list\"><thead><tr>");
    for (const std::string_view key : {"fact.year", "fact.title", "column.state", "fact.form", "fact.published", "checks.fail", "findings", "fact.source"})
        html.markup(key == "checks.fail" || key == "findings" ? "<th scope=\"col\" class=\"n\"" : "<th scope=\"col\"").attribute("data-t", key).markup(">").text(word(key)).markup("</th>");
    html.markup("</tr></thead><tbody>\n");
    for (std::size_t i = reports.size(); i-- > 0;)
        if (!reports[i].summary.row.empty()) html.markup("<tr>").markup(reports[i].summary.row).markup("</tr>\n");
    html.markup("</tbody></table></div></section>\n");
}

std::vector<ChartPoint> points_of(std::size_t series, const std::map<int, const ReportSummary*>& years) {
    std::vector<ChartPoint> points;
    const int last = years.rbegin()->first;
    for (int year = std::max(years.begin()->first, last - most_years + 1); year <= last; ++year) {
        ChartPoint point{year, std::nullopt, "", true};
        if (const auto found = years.find(year); found != years.end() && series < found->second->series.size()) {
            const SeriesValue& value = found->second->series[series];
            point.value = value.value;
            point.text = shown(value);
            point.certain = value.certain;
        }
        points.push_back(std::move(point));
    }
    return points;
}

void put_series_table(Html& html, const std::map<int, const ReportSummary*>& years, const std::vector<std::size_t>& drawn) {
    html.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\" data-ta=\"aria-label:figures\"").attribute("aria-label", word("figures")).markup("><table class=\"list numbers\"><thead><tr><td></td>");
    for (const auto& [year, summary] : years) html.markup("<th scope=\"col\">").number(year).markup("</th>");
    html.markup("</tr></thead><tbody>\n");
    for (const std::size_t series : drawn) {
        html.markup("<tr><th scope=\"row\">");
        put_word(html, all_series()[series].key);
        html.markup(" <span class=\"unit\">").text(all_series()[series].unit).markup("</span></th>");
        for (const auto& [year, summary] : years) {
            const SeriesValue& value = summary->series[series];
            html.markup(value.certain ? "<td class=\"n\">" : "<td class=\"n doubtful\">");
            if (has_word(value.text))
                html.markup("<i").attribute("data-t", value.text).markup(">").text(word(value.text)).markup("</i>");
            else
                html.text(value.text);
            html.markup("</td>");
        }
        html.markup("</tr>\n");
    }
    html.markup("</tbody></table></div>\n");
}

void put_figures(Html& html, const std::map<int, const ReportSummary*>& years) {
    std::vector<std::size_t> drawn;  // the series that any report has
    for (std::size_t series = 0; series < all_series().size(); ++series)
        if (std::any_of(years.begin(), years.end(), [&](const auto& each) { return series < each.second->series.size() && !each.second->series[series].text.empty(); }))
            drawn.push_back(series);
    if (drawn.empty()) return;
    html.markup("<section><h2>");
    put_word(html, "figures");
    html.markup("</h2>\n<div class=\"charts\">\n");
    for (const std::size_t series : drawn) {
        const Series& each = all_series()[series];
        html.markup("<figure><figcaption>");
        put_word(html, each.key);
        html.markup(" <span class=\"unit\">").text(each.unit).markup("</span></figcaption>");
        html.markup(bar_chart(word(each.key), points_of(series, years))).markup("</figure>\n");
    }
    html.markup("</div>\n");
    put_series_table(html, years, drawn);
    html.markup("<p class=\"small\">");
    put_word(html, "figures.note");
    html.markup("</p></section>\n");
}

}  // namespace

std::string publisher_page(const PublisherKey& publisher, const std::vector<DatedSummary>& reports) {
    Html html;
    html.markup("<h1>");
    put_publisher(html, publisher);
    html.markup("</h1>\n");
    if (!publisher.code.empty()) {
        html.markup("<p class=\"lead\">");
        put_word(html, "fact.division");
        html.markup(" ").text(publisher.code).markup("</p>\n");
    }
    put_reports(html, reports);
    const auto years = by_year(reports);
    if (!publisher.name.empty() && !years.empty()) put_figures(html, years);
    html.markup("<section id=\"findings\"><h2>");
    put_word(html, "findings");
    html.markup("</h2>\n");
    std::string findings;
    for (std::size_t i = reports.size(); i-- > 0;) findings += reports[i].summary.findings;
    if (findings.empty()) {
        html.markup("<p>");
        put_word(html, "findings.none");
        html.markup("</p>\n");
    } else {
        html.markup("<ul class=\"findings\">").markup(findings).markup("</ul>\n");
    }
    html.markup("</section>\n");
    const std::string title = publisher.name.empty() ? std::string(word("publisher.unknown")) + " " + publisher.host : shortened(publisher.name, 300);
    return page_of({.title = title, .root = root}, html.bytes());
}

std::string redirect_page(const PublisherKey& publisher, const std::string& file) {
    const std::string target = std::string(root) + file;  // made of a digest: nothing foreign is in it
    Html html;
    html.markup("<h1>").text(shortened(publisher.name, 300)).markup("</h1>\n<p><a").attribute("href", target).markup(">").text(shortened(publisher.name, 300)).markup("</a></p>\n");
    std::string page = page_of({.title = shortened(publisher.name, 300), .root = root}, html.bytes());
    const std::size_t head = page.find("<title>");
    page.insert(head, "<meta http-equiv=\"refresh\" content=\"0; url=" + target + "\">\n");
    return page;
}

}  // namespace nianbao::out
