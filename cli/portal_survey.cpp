#include "cli/portal_survey.h"

#include <algorithm>
#include <map>
#include <set>

#include "cli/crawl_run.h"
#include "cli/interrupt.h"
#include "crawler/memory_frontier.h"
#include "crawler/report_words.h"
#include "crawler/verdict.h"

namespace nianbao::cli {
namespace {

using model::PageKind;

std::string system_of(const crawler::PageLinks& links, std::string_view text, const std::string& url) {
    if (links.is_sitemap) return "sitemap";
    if (!links.platform_id.empty() || url.find("/gkmlpt/") != std::string::npos) return "gkmlpt";
    if (!links.data_proxy.empty() || text.find("<datastore>") != std::string_view::npos || url.find("dataproxy.jsp") != std::string::npos) return "JCMS";
    if (!links.searches.empty() || !links.tags.channel_id.empty() || text.find("<UCAP") != std::string_view::npos || url.find("/common/search/") != std::string::npos) return "UCAP";
    if (text.find("_vsb") != std::string_view::npos || text.find("vsb_") != std::string_view::npos || !links.files.empty() || text.find("id=\"line_u") != std::string_view::npos) return "VSB";
    if (links.pager || text.find("TRS_") != std::string_view::npos || text.find("trs_") != std::string_view::npos) return "TRS WCM";
    return links.records > 0 ? "JSON" : "";
}

class Surveyor final : public crawler::Observer {
public:
    Surveyor(const crawler::Portal& portal, Survey& survey) : portal_(portal), survey_(survey) {}

    void finished(const crawler::CrawlEvent& event) override {
        if (event.exchange == nullptr && event.entry.outcome == model::Outcome::over_budget) return;  // reports are not asked for
        SurveyedPage page;
        page.entry = event.entry;
        const auto url = model::Url::parse(event.entry.url);
        if (url && event.links != nullptr) {
            const crawler::PageLinks& links = *event.links;
            page.system = system_of(links, event.text, event.entry.url);
            page.tags = links.tags;
            page.title = links.title;
            page.is_column = crawler::is_report_column(links, *url, event.entry);
            page.found = crawler::discover(portal_, event.entry, *url, links, event.text, event.entry.first_seen);
        }
        survey_.pages.push_back(std::move(page));
    }
    void robots(const std::string& origin, const std::string& what) override { survey_.robots.push_back(origin + ": " + what); }

private:
    const crawler::Portal& portal_;
    Survey& survey_;
};

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out + "\"";
}

// 例市人民政府门户网站, 例市政府网: the publisher's own name is what stands before.
std::string publisher_of(std::string site) {
    for (const std::string_view tail : {"门户网站", "官方网站", "政务网", "政府网站", "网站", "官网"})
        if (site.size() > tail.size() && site.ends_with(tail)) site.resize(site.size() - tail.size());
    return site;
}

std::string host_of(const std::string& url) {
    const auto parsed = model::Url::parse(url);
    return parsed ? parsed->origin().substr(parsed->origin().find("//") + 2) : "";
}

// A list of reports: its first page, and what it and its further pages lead to.
struct Column {
    const SurveyedPage* page = nullptr;
    std::size_t reports = 0, files = 0, further_pages = 0;
};

bool is_further(const SurveyedPage& page) { return page.entry.priority == crawler::further_page_priority; }

// The page that a further page is one of, by the way that led to it.
const SurveyedPage* first_page_of(const SurveyedPage* page, const std::map<std::string, const SurveyedPage*>& by_url) {
    for (int step = 0; step < 1000 && page != nullptr && is_further(*page); ++step) {
        const auto referrer = by_url.find(page->entry.referrer);
        page = referrer == by_url.end() ? nullptr : referrer->second;
    }
    return page;
}

// Columns with reports, the one with the most first.
std::vector<Column> columns_of(const Survey& survey) {
    std::map<std::string, const SurveyedPage*> by_url;
    for (const SurveyedPage& page : survey.pages) by_url.emplace(page.entry.url, &page);
    std::vector<Column> columns;
    std::map<const SurveyedPage*, std::size_t> places;
    for (const SurveyedPage& page : survey.pages) {
        if (page.entry.outcome != model::Outcome::fetched) continue;
        const SurveyedPage* const first = first_page_of(&page, by_url);
        if (first == nullptr) continue;
        const auto [place, is_new] = places.emplace(first, columns.size());
        if (is_new) columns.push_back({first});
        Column& column = columns[place->second];
        column.reports += page.count(PageKind::report);
        column.files += page.count(PageKind::attachment);
        if (is_further(page)) ++column.further_pages;
    }
    std::erase_if(columns, [](const Column& column) { return column.reports + column.files < (column.page->is_column ? 1U : 3U); });
    std::stable_sort(columns.begin(), columns.end(), [](const Column& a, const Column& b) { return a.reports > b.reports; });
    return columns;
}

std::string first_of(const Survey& survey, std::string crawler::PageTags::*tag) {
    for (const SurveyedPage& page : survey.pages)
        if (!(page.tags.*tag).empty()) return page.tags.*tag;
    return "";
}

std::string hosts_lines(const Survey& survey, const std::string& own) {
    std::map<std::string, int> others;
    for (const SurveyedPage& page : survey.pages)
        for (const model::FrontierEntry& entry : page.found.entries)
            if (const std::string host = host_of(entry.url); entry.kind == PageKind::report && host != own) ++others[host];
    if (others.empty()) return "";
    std::string lines = "\n# Reports that the lists lead to on other hosts. Take in those that are the publisher's own.\n# hosts = [";
    for (const auto& [host, count] : others) lines += (lines.back() == '[' ? "" : ", ") + quoted(host);
    return lines + "]\n";
}

}  // namespace

std::size_t SurveyedPage::count(PageKind kind) const {
    return static_cast<std::size_t>(std::count_if(found.entries.begin(), found.entries.end(),
                                                  [kind](const model::FrontierEntry& one) { return one.kind == kind && one.priority != crawler::further_page_priority; }));
}

std::size_t SurveyedPage::further_pages() const {
    return static_cast<std::size_t>(
        std::count_if(found.entries.begin(), found.entries.end(), [](const model::FrontierEntry& one) { return one.priority == crawler::further_page_priority; }));
}

model::Result<Survey> survey(const crawler::Portal& portal, const SurveyOptions& options) {
    const std::vector<crawler::Portal> portals = {portal};
    crawler::CrawlOptions crawling;
    crawling.product = product;
    crawling.contact = options.contact;
    if (crawling.contact.empty() && !options.connect_to.empty()) crawling.contact = "a test on one machine";
    crawling.max_pages = options.max_pages;
    crawling.reach = crawler::Reach::lists;
    crawling.tries = 2;
    if (!options.connect_to.empty()) crawling.look_up = crawler::NameLookUp::none;
    auto transport = crawler::make_curl_transport(options.connect_to);
    if (!transport) return tl::unexpected(transport.error());
    crawler::MemoryFrontier frontier;
    crawler::NoArchive archive;
    crawler::SystemClock clock;
    Survey survey;
    Surveyor surveyor(portal, survey);
    auto summary = crawler::crawl(portals, crawling, {frontier, archive, **transport, clock, surveyor, decode_payload}, interruption());
    if (!summary) return tl::unexpected(summary.error());
    survey.summary = *summary;
    return survey;
}

std::string suggested_portal(const Survey& survey, const model::Url& start, const std::string& contact) {
    const std::vector<Column> columns = columns_of(survey);
    if (columns.empty()) return "";
    const std::string site = first_of(survey, &crawler::PageTags::site_name);
    const std::string code = first_of(survey, &crawler::PageTags::site_id_code).substr(0, 6);
    std::string file = "# What `nianbao portals new` found; docs/portals.md explains every key.\n";
    file += "id = " + quoted(start.origin().substr(start.origin().find("//") + 2)) + "\n";
    if (!site.empty()) file += "name = " + quoted(site) + "\n";
    file += (contact.empty() ? "# contact = \"https://…\"   # who crawls: a web page or a mail address, sent with every request\n" : "contact = " + quoted(contact) + "\n");
    file += "start = [\n";
    std::set<std::string> said;
    for (const Column& column : columns) {
        if (said.size() >= 50 || !said.insert(column.page->entry.url).second) continue;
        file += "    " + quoted(column.page->entry.url) + ",  # " + std::to_string(column.reports) + " reports";
        if (column.files > 0) file += ", " + std::to_string(column.files) + " files";
        if (column.further_pages > 0) file += ", " + std::to_string(column.further_pages) + " further pages";
        file += (column.page->system.empty() ? "" : "; " + column.page->system) + "\n";
    }
    file += "]\n";
    if (!site.empty()) file += "publisher = " + quoted(publisher_of(site)) + "\n";
    if (code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) file += "division_code = " + quoted(code) + "  # of the SiteIDCode\n";
    if (start.is_loopback()) file += "allow_private_addresses = true\ndelay_seconds = 0\n";
    return file + hosts_lines(survey, host_of(columns.front().page->entry.url));
}

}  // namespace nianbao::cli
