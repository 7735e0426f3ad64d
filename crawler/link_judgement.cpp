// What one link is worth: judge_link() and what the page around it says.

#include <algorithm>
#include <array>
#include <initializer_list>

#include "crawler/discovery.h"
#include "crawler/file_kind.h"
#include "crawler/report_words.h"
#include "crawler/wildcard.h"

namespace nianbao::crawler {
namespace {

using model::PageKind;

bool matches_any(const std::vector<std::string>& patterns, const Link& link, const std::string& address) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
        return occurs_in(pattern, address) || occurs_in(pattern, link.text) || occurs_in(pattern, link.title);
    });
}

// The words of a link say what it is wherever it stands.
std::optional<Judgement> by_words(std::string_view words, const model::Url& target) {
    if (is_column_name(words)) return Judgement{PageKind::list, 90, "the name of a column"};
    if (speaks_of_another_report(words)) return std::nullopt;
    if (is_cut_short(words)) return Judgement{PageKind::report, 75, "a title that is cut short"};
    if (!speaks_of_a_report(words)) return std::nullopt;
    const bool is_dated = names_a_year(words);
    if (is_dated && looks_like_an_article(target)) return Judgement{PageKind::report, 80, "the title of a report, an article"};
    if (is_dated) return Judgement{PageKind::report, 78, "the title of a report"};
    if (looks_like_an_article(target)) return Judgement{PageKind::report, 70, "a report by its words, an article"};
    return Judgement{PageKind::list, 85, "the words of a column"};
}

// Inside a column of reports less is said: 2019年, 市财政局2019年年报, 市财政局.
std::optional<Judgement> by_column(std::string_view words, const model::Url& target, const LinkContext& context) {
    if (words.empty() || !context.belongs_here || speaks_of_another_report(words)) return std::nullopt;
    const bool is_article = looks_like_an_article(target);
    if (speaks_of_a_yearly_report(words) && (names_a_year(words) || is_article)) return Judgement{PageKind::report, 70, "a yearly report in the column"};
    if (names_a_year(words)) return is_article ? Judgement{PageKind::report, 60, "a year in the column, an article"} : Judgement{PageKind::list, 65, "a year of the column"};
    if (is_article) return Judgement{PageKind::report, 55, "an article of the column"};
    return std::nullopt;
}

// The way to the column, while the portal is explored.
std::optional<Judgement> by_way(std::string_view words, const model::Url& target, const LinkContext& context) {
    const bool is_way_station = context.from == PageKind::start || context.from == PageKind::list;
    if (!is_way_station || context.depth >= 3 || looks_like_an_article(target)) return std::nullopt;
    if (speaks_of_disclosure(words)) return Judgement{PageKind::list, 30, "a way to the column, by its words"};
    if (names_disclosure(target) && context.depth < 2 && words.size() <= 60) return Judgement{PageKind::list, 25, "a way to the column, by its address"};
    return std::nullopt;
}

}  // namespace

std::optional<Judgement> judge_link(const Portal& portal, const Link& link, const model::Url& target, const LinkContext& context) {
    const std::string address = target.to_string();
    if (matches_any(portal.ignore_patterns, link, address)) return std::nullopt;
    const std::array<std::string, 2> texts = {without_spaces(link.text), without_spaces(link.title)};
    std::optional<Judgement> judged;
    for (const std::string& words : texts)
        if (auto one = by_words(words, target); one && (!judged || one->priority > judged->priority)) judged = one;
    const std::string extension = extension_of(target);
    if (is_attachment_extension(extension) || is_file_name(link.text) || is_file_name(link.title)) {
        const bool is_named = judged || matches_any(portal.report_patterns, link, address) || (context.is_column && by_column(texts[0], target, context));
        if (context.from == PageKind::report) return Judgement{PageKind::attachment, 50, "a file of a report page"};
        return is_named ? std::optional(Judgement{PageKind::attachment, 52, "a file that is named as a report"}) : std::nullopt;
    }
    if (matches_any(portal.report_patterns, link, address)) return Judgement{PageKind::report, 80, "the portal file's report"};
    if (matches_any(portal.list_patterns, link, address)) return Judgement{PageKind::list, 90, "the portal file's list"};
    if (!is_page_extension(extension)) return std::nullopt;
    const bool is_excluded = std::any_of(texts.begin(), texts.end(), speaks_of_another_report);
    if (!judged && !is_excluded && names_a_column(target)) {
        judged = looks_like_an_article(target) ? Judgement{PageKind::report, 65, "an article in a column's folder"} : Judgement{PageKind::list, 80, "a column by its address"};
    }
    if (!judged && context.is_column && !is_excluded) judged = by_column(texts[0].empty() ? texts[1] : texts[0], target, context);
    if (!judged && portal.explores && !is_excluded) judged = by_way(texts[0].empty() ? texts[1] : texts[0], target, context);
    if (!judged) return std::nullopt;
    // A portal that says what its lists or reports are means just those.
    if (judged->kind == PageKind::report && !portal.report_patterns.empty()) return std::nullopt;
    if (judged->kind == PageKind::list && !portal.list_patterns.empty()) return std::nullopt;
    return judged;
}

bool is_report_column(const PageLinks& links, const model::Url& page, const model::FrontierEntry& entry) {
    for (const std::string* tag : {&links.tags.column_type, &links.tags.column_name})
        if (speaks_of_a_column(without_spaces(*tag))) return true;
    if (names_a_column(page) || is_column_name(without_spaces(entry.anchor))) return true;
    // "政府信息公开年报_例市人民政府", "例市人民政府 政府信息公开年报"
    const std::string title = without_spaces(links.title);
    for (const std::string_view words : {"政府信息公开年报", "信息公开年报", "政府信息公开年度报告", "政府信息公开工作年度报告", "信息公开年度报告"})
        if (title.find(words) != std::string::npos && !names_a_year(title)) return true;
    return false;
}

std::string foreign_site(const PageLinks& links, const model::Url& page) {
    const std::string& domain = links.tags.site_domain;
    if (domain.empty()) return "";
    const auto named = model::Url::parse(domain.find("//") == std::string::npos ? "http://" + domain : domain);
    if (!named || page.is_loopback()) return "";
    const auto without_www = [](const std::string& host) { return host.starts_with("www.") ? host.substr(4) : host; };
    const std::string here = without_www(page.host()), there = without_www(named->host());
    const bool is_related = here == there || here.ends_with("." + there) || there.ends_with("." + here);
    return is_related ? "" : "its SiteDomain is " + named->host() + ", not " + page.host();
}

}  // namespace nianbao::crawler
