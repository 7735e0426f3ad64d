#pragma once
// A look at a portal that leaves nothing behind: its lists are asked for as a crawl would, its reports are not.

#include <string>
#include <vector>

#include "crawler/crawl.h"
#include "crawler/discovery.h"
#include "crawler/links.h"
#include "crawler/portal_file.h"
#include "model/result.h"

namespace nianbao::cli {

// What one page was, and where it leads.
struct SurveyedPage {
    model::FrontierEntry entry;
    std::string system;    // of its lists: "TRS WCM", "JCMS", "UCAP", "gkmlpt", "VSB", "sitemap", "JSON", or ""
    crawler::PageTags tags;
    std::string title;
    bool is_column = false;  // of annual reports
    crawler::Discovery found;

    [[nodiscard]] std::size_t count(model::PageKind kind) const;  // of what it leads to
    [[nodiscard]] std::size_t further_pages() const;
};

struct Survey {
    std::vector<SurveyedPage> pages;  // in the order in which they came
    std::vector<std::string> robots;  // "https://host: rules"
    crawler::CrawlSummary summary;
};

struct SurveyOptions {
    std::string contact;
    std::string connect_to;  // host:port of --base-url; "" for none
    int max_pages = 60;
};

// Error: no contact, or libcurl.
[[nodiscard]] model::Result<Survey> survey(const crawler::Portal& portal, const SurveyOptions& options);

// The portal file that the survey suggests; "" when no column was found. `contact` may be "".
[[nodiscard]] std::string suggested_portal(const Survey& survey, const model::Url& start, const std::string& contact);

}  // namespace nianbao::cli
