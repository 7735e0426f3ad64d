#include "out/site_findings.h"

#include <algorithm>

#include "out/html.h"
#include "out/site_files.h"
#include "out/site_parts.h"
#include "out/site_report.h"

namespace nianbao::out {
namespace {

constexpr std::size_t findings_a_page = 100;
constexpr std::size_t most_rules = 500;  // ours are some forty; records may name any
constexpr std::string_view other_rules = "…";

// link: from the root of the site; "" for none.
std::string item_of(const model::Finding& finding, const PublisherKey& publisher, const std::optional<int>& year, const std::string& link) {
    Html html;
    html.markup("<li>");
    put_severity(html, finding.severity);
    if (!link.empty()) {
        html.markup(" <a").attribute("href", "../" + link).markup(">");
        put_publisher(html, publisher);
        if (year) html.markup(" ").number(*year);
        html.markup("</a>");
    }
    put_details(html, finding, Details::beginning);
    html.markup("</li>\n");
    return html.take();
}

// The class of the official review that the rule belongs to, by its family: a key of words.tsv.
std::string class_of(const std::string& rule) {
    const std::string key = "class." + rule.substr(0, rule.find('.'));
    return has_word(key) ? key : "class.other";
}

}  // namespace

std::size_t RulePages::number_of(const std::string& rule) {
    const bool is_full = names_.size() >= most_rules && !numbers_.contains(rule);
    const std::string name = is_full ? std::string(other_rules) : rule;
    const auto [found, is_new] = numbers_.try_emplace(name, names_.size());
    if (is_new) {
        names_.push_back(name);
        pages_.emplace_back();
    }
    return found->second;
}

model::Result<std::uint16_t> RulePages::put(const model::Finding& finding, std::string item) {
    const std::size_t rule = number_of(finding.rule);
    Pages& pages = pages_[rule];
    if (pages.items == findings_a_page) {
        if (auto written = write_page(rule, IsLast::no); !written) return tl::unexpected(written.error());
        ++pages.number;
        pages.items = 0;
        pages.html.clear();
    }
    ++pages.items;
    ++pages.by_severity[static_cast<std::size_t>(finding.severity)];
    pages.html += item;
    return static_cast<std::uint16_t>(rule);
}

model::Result<std::vector<std::uint16_t>> RulePages::add(const model::Record& record, const PublisherKey& publisher, std::string_view report_file) {
    std::vector<std::uint16_t> rules;
    for (const model::Finding& finding : record.findings) {
        const std::string link = std::string(report_file) + (finding.figures.empty() ? "" : "#f." + finding.figures.front());
        const auto rule = put(finding, item_of(finding, publisher, record.report.year, link));
        if (!rule) return tl::unexpected(rule.error());
        rules.push_back(*rule);
    }
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    for (const std::uint16_t rule : rules) ++pages_[rule].reports;
    return rules;
}

model::Result<std::uint16_t> RulePages::add(const model::PublisherFinding& of) {
    const PublisherKey publisher = publisher_of(of);
    const std::string link = publisher.name.empty() ? "" : file_of_publisher(id_of(publisher)) + "#findings";
    auto rule = put(of.finding, item_of(of.finding, publisher, of.year, link));
    if (rule && of.year) ++pages_[*rule].reports;
    return rule;
}

model::Result<void> RulePages::write_page(std::size_t rule, IsLast last) {
    const Pages& pages = pages_[rule];
    const std::string& name = names_[rule];
    Html html;
    html.markup("<h1>");
    put_rule(html, name);
    html.markup("</h1>\n");
    put_note(html, name, "lead");
    Html pager;
    pager.markup("<nav class=\"pager\" data-ta=\"aria-label:pager\"").attribute("aria-label", word("pager")).markup(">");
    const auto link = [&](int page, std::string_view key) {
        pager.markup("<a").attribute("href", "../" + file_of_rule(name, page)).markup(">");
        put_word(pager, key);
        pager.markup("</a> ");
    };
    if (pages.number > 1) link(pages.number - 1, "previous");
    pager.markup("<span>").number(pages.number).markup("</span> ");
    if (last == IsLast::no) link(pages.number + 1, "next");
    pager.markup("</nav>\n");
    if (pages.number == 1 && last == IsLast::yes) pager.clear();
    html.markup(pager.bytes()).markup("<ul class=\"findings\">").markup(pages.html).markup("</ul>\n").markup(pager.bytes());
    return folder_.write(file_of_rule(name, pages.number), page_of({.title = name, .root = "../", .current = "nav.findings"}, html.bytes()));
}

std::string RulePages::list() const {
    std::vector<std::size_t> order(names_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });
    Html html;
    html.markup("<h1>");
    put_word(html, "nav.findings");
    html.markup("</h1>\n<p class=\"lead\">");
    put_word(html, "findings.lead");
    html.markup("</p>\n");
    if (order.empty()) {
        html.markup("<p>");
        put_word(html, "findings.none");
        html.markup("</p>\n");
        return html.take();
    }
    html.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\" data-ta=\"aria-label:nav.findings\"").attribute("aria-label", word("nav.findings"));
    html.markup("><table class=\"list\"><thead><tr>");
    for (const std::string_view key : {"column.rule", "column.class", "state.conflict", "state.doubt", "state.note", "column.reports"})
        html.markup(key.starts_with("state.") || key == "column.reports" ? "<th scope=\"col\" class=\"n\"" : "<th scope=\"col\"").attribute("data-t", key).markup(">").text(word(key)).markup("</th>");
    html.markup("</tr></thead><tbody>\n");
    for (const std::size_t rule : order) {
        const Pages& pages = pages_[rule];
        html.markup("<tr><th scope=\"row\"><a").attribute("href", file_of_rule(names_[rule], 1)).markup(">");
        put_rule(html, names_[rule]);
        html.markup("</a></th><td>");
        put_word(html, class_of(names_[rule]));
        html.markup("</td>");
        for (const std::size_t severity : {2, 1, 0}) html.markup("<td class=\"n\">").number(pages.by_severity[severity]).markup("</td>");
        html.markup("<td class=\"n\">").number(pages.reports).markup("</td></tr>\n");
    }
    html.markup("</tbody></table></div>\n");
    return html.take();
}

model::Result<void> RulePages::finish() {
    for (std::size_t rule = 0; rule < names_.size(); ++rule)
        if (auto written = write_page(rule, IsLast::yes); !written) return written;
    return folder_.write("findings.html", page_of({.title = word("nav.findings"), .root = "", .current = "nav.findings"}, list()));
}

}  // namespace nianbao::out
