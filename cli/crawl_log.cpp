#include "cli/crawl_log.h"

#include <filesystem>
#include <utility>

#include "cli/workspace.h"

namespace nianbao::cli {
namespace {

std::string path_of_log(const std::string& workspace) { return (std::filesystem::path(workspace) / "log" / "crawl.jsonl").string(); }

}  // namespace

CrawlLog::CrawlLog(const std::string& workspace, Talk& talk) : path_(path_of_log(workspace)), file_(path_, std::ios::app), talk_(talk) {}

void CrawlLog::finished(const crawler::CrawlEvent& event) {
    const model::FrontierEntry& entry = event.entry;
    begin("page", entry.url);
    field("outcome", model::name_of(entry.outcome));
    field("kind", model::name_of(entry.kind));
    if (!entry.detail.empty()) field("detail", entry.detail);
    if (event.exchange != nullptr) {
        number("status", event.exchange->status);
        number("bytes", static_cast<std::int64_t>(event.exchange->body_size()));
        number("milliseconds", event.exchange->duration);
    }
    if (event.capture != nullptr) field("warc", event.capture->warc_file + ":" + std::to_string(event.capture->warc_offset));
    number("links", static_cast<std::int64_t>(event.discovered));
    end();
    talk_.progress(std::to_string(++pages_) + " pages, " + entry.url);
}

void CrawlLog::robots(const std::string& origin, const std::string& what) {
    begin("robots", origin + "/robots.txt");
    field("detail", what);
    end();
}

void CrawlLog::committed() {
    if (!lines_.empty()) file_ << std::exchange(lines_, {}) << std::flush;
    if (!file_ && !said_) talk_.error({path_, "cannot be written; the crawl goes on without a log"});
    said_ = said_ || !file_;
}

void CrawlLog::begin(std::string_view event, std::string_view url) {
    json_.clear();
    json_.begin_object();
    field("time", iso_time(crawler::seconds_down(clock_.now())));
    field("event", event);
    field("url", url);
}

void CrawlLog::field(std::string_view name, std::string_view value) {
    json_.key(name);
    json_.text(value);
}

void CrawlLog::number(std::string_view name, std::int64_t value) {
    json_.key(name);
    json_.integer(value);
}

void CrawlLog::end() {
    json_.end_object();
    lines_.append(json_.view()).append("\n");
}

void log_finding(const std::string& workspace, const std::string& portal, const std::string& rule, const std::string& text, std::int64_t expected,
                 std::int64_t actual) {
    out::JsonWriter json;
    json.begin_object();
    for (const auto& [name, value] : {std::pair<std::string, std::string>("time", iso_time(crawler::seconds_down(crawler::SystemClock().now()))), {"event", "finding"}, {"rule", rule},
                                      {"severity", "doubt"}, {"portal", portal}, {"text", text}}) {
        json.key(name);
        json.text(value);
    }
    json.key("expected");
    json.integer(expected);
    json.key("actual");
    json.integer(actual);
    json.end_object();
    std::ofstream(path_of_log(workspace), std::ios::app) << json.view() << '\n';
}

}  // namespace nianbao::cli
