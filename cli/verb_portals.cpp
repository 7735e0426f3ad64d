// nianbao portals new HOST|URL, nianbao portals test FILE...: where a publisher keeps its reports, and what a portal file yields.

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "cli/crawl_run.h"
#include "cli/interrupt.h"
#include "cli/portal_survey.h"
#include "cli/verb.h"
#include "out/output_file.h"

namespace nianbao::cli {
namespace {

using model::PageKind;

constexpr Option options[] = {
    contact_option,
    base_url_option,
    {.name = "output", .letter = 'o', .kind = Kind::text, .value = "FILE", .description = "where new writes the portal file (default: stdout)"},
    {.name = "max-pages", .kind = Kind::integer, .value = "N", .description = "requests to make", .otherwise = "60", .least = 1, .most = 5000},
};

model::Result<SurveyOptions> options_of(const Arguments& arguments) {
    SurveyOptions asked;
    asked.contact = arguments.text("contact");
    asked.max_pages = static_cast<int>(arguments.integer("max-pages"));
    if (!arguments.has("base-url")) return asked;
    const auto base = model::Url::parse(arguments.text("base-url"));
    if (!base) return model::fail("--base-url " + arguments.text("base-url"), base.error().what);
    asked.connect_to = base->host() + ":" + std::to_string(base->port());
    return asked;
}

bool is_anything_had(const Survey& survey) {
    return std::any_of(survey.pages.begin(), survey.pages.end(), [](const SurveyedPage& page) { return page.entry.outcome == model::Outcome::fetched; });
}

// Why nothing was had, for people.
void say_outcomes(const Survey& survey, Talk& talk) {
    for (const SurveyedPage& page : survey.pages)
        if (page.entry.outcome != model::Outcome::fetched) talk.line(page.entry.url + ": " + std::string(model::name_of(page.entry.outcome)) + (page.entry.detail.empty() ? "" : ", " + page.entry.detail));
}

// "www.example.gov.cn" may answer on https, on http, or on both.
model::Result<std::vector<model::Url>> starts_of(const std::string& name) {
    const bool has_scheme = name.find("://") != std::string::npos;
    std::vector<model::Url> starts;
    for (const char* scheme : {"https://", "http://"}) {
        auto url = model::Url::parse(has_scheme ? name : scheme + name);
        if (!url) return model::fail(name, url.error().what + "; name a host (www.example.gov.cn) or a URL");
        if (!has_scheme && url->is_loopback() && url->scheme() == "https") continue;
        starts.push_back(std::move(*url));
        if (has_scheme) break;
    }
    return starts;
}

model::Result<void> write(const std::string& path, const std::string& content, std::ostream& out) {
    if (path.empty()) {
        out << content;
        return {};
    }
    auto file = out::OutputFile::create(path, out::Existing::refuse);
    if (!file) return tl::unexpected(file.error());
    return file->write(content).and_then([&] { return file->commit(); });
}

model::Result<ExitCode> make(const std::string& name, const Arguments& arguments, Console& console) {
    const auto asked = options_of(arguments);
    if (!asked) return tl::unexpected(asked.error());
    const auto starts = starts_of(name);
    if (!starts) return tl::unexpected(starts.error());
    // Before anything is asked for: a portal file is edited by hand.
    std::error_code ignored;
    if (std::filesystem::is_regular_file(arguments.text("output"), ignored)) return model::fail(arguments.text("output"), "exists; name another place");
    if (!starts->front().is_loopback() && !starts->front().host().ends_with(".gov.cn"))
        console.talk.line(starts->front().host() + " is not under .gov.cn: make sure that it is the publisher's own, copies of reports lie on other hosts");
    for (const model::Url& start : *starts) {
        crawler::Portal portal = crawler::portal_of(start);
        portal.explores = true;
        portal.max_depth = 5;
        if (!asked->connect_to.empty()) {
            portal.private_addresses = crawler::PrivateAddresses::allow;
            portal.delay = 0;
        }
        const auto found = survey(portal, *asked);
        if (!found) return tl::unexpected(found.error());
        if (interruption()) return ExitCode::interrupted;
        if (!is_anything_had(*found) && &start != &starts->back()) continue;
        const std::string file = suggested_portal(*found, start, asked->contact);
        if (file.empty()) {
            say_outcomes(*found, console.talk);
            console.talk.error({name, "no column of annual reports was found in " + std::to_string(found->summary.requests) + " requests; name the address of the column, or allow more with --max-pages"});
            return ExitCode::no;
        }
        return write(arguments.text("output"), file, console.out).map([] { return ExitCode::done; });
    }
    return ExitCode::no;
}

void print(const SurveyedPage& page, std::ostream& out) {
    const auto& found = page.found;
    out << page.entry.url << '\n' << "  " << model::name_of(page.entry.outcome) << (page.entry.detail.empty() ? "" : ", " + page.entry.detail);
    if (!page.system.empty()) out << ", " << page.system;
    if (page.is_column) out << ", a column of annual reports";
    out << '\n';
    if (page.entry.outcome != model::Outcome::fetched) return;
    out << "  " << page.count(PageKind::report) << " reports, " << page.count(PageKind::attachment) << " files, " << page.count(PageKind::list) << " lists, " << page.further_pages() << " further pages\n";
    for (std::size_t i = 0; i < found.entries.size(); ++i) {
        const model::FrontierEntry& entry = found.entries[i];
        const bool is_page = entry.priority == crawler::further_page_priority;
        out << "    " << (is_page ? "page" : model::name_of(entry.kind)) << '\t' << entry.url << '\t' << found.reasons[i] << (entry.anchor.empty() ? "" : "\t" + entry.anchor) << '\n';
    }
}

// A page may lead to reports, or to further pages alone: its list is in JSON. The last further page may lead to nothing.
bool yields_nothing(const SurveyedPage& page) {
    if (page.entry.outcome != model::Outcome::fetched) return true;
    return page.found.leads == 0 && page.further_pages() == 0 && page.entry.priority != crawler::further_page_priority;
}

model::Result<ExitCode> test(const std::vector<std::string>& files, const Arguments& arguments, Console& console) {
    const auto asked = options_of(arguments);
    if (!asked) return tl::unexpected(asked.error());
    bool is_sound = true;
    for (const std::string& file : files) {
        auto portal = crawler::load_portal(file);
        if (!portal) return tl::unexpected(portal.error());
        if (!asked->connect_to.empty()) portal->private_addresses = crawler::PrivateAddresses::allow;
        const auto found = survey(*portal, *asked);
        if (!found) return tl::unexpected(found.error());
        if (interruption()) return ExitCode::interrupted;
        std::size_t reports = 0, barren = 0;
        for (const std::string& line : found->robots) console.out << "robots.txt of " << line << '\n';
        for (const SurveyedPage& page : found->pages) {
            print(page, console.out);
            reports += page.count(PageKind::report) + page.count(PageKind::attachment);
            if (yields_nothing(page)) ++barren;
        }
        console.out << file << ": " << found->pages.size() << " pages, " << reports << " links to reports and files, " << barren << " pages that yield nothing\n";
        is_sound = is_sound && reports > 0 && barren == 0;
    }
    return is_sound ? ExitCode::done : ExitCode::no;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    std::vector<std::string> words = arguments.positional();
    const std::string action = words.empty() ? "" : words.front();
    if (!words.empty()) words.erase(words.begin());
    if (action == "new" && words.size() == 1) return make(words.front(), arguments, console);
    if (action == "test" && !words.empty()) return test(words, arguments, console);
    return model::fail("portals", "takes `new HOST|URL` or `test FILE...`");
}

}  // namespace

extern const Verb portals_verb;
constinit const Verb portals_verb = {
    .name = "portals",
    .summary = "make a portal file, or see what one would yield",
    .example = "nianbao portals new www.example.gov.cn -o example.toml\nnianbao portals test example.toml",
    .usage = "new HOST|URL | test FILE...",
    .options = options,
    .remarks = "Both ask for lists only, as politely as a harvest, and keep nothing.\n"
               "test prints every page with what it leads to and why; exit code 1 when a page\n"
               "yields nothing or could not be had.",
    .run = run,
};

}  // namespace nianbao::cli
