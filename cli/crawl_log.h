#pragma once
// log/crawl.jsonl: a line for each URL that was finished, each robots.txt, each finding about a run.

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "cli/talk.h"
#include "crawler/crawl.h"
#include "out/json_writer.h"

namespace nianbao::cli {

// The archive is the evidence; a log that cannot be written is said once and does not end the crawl.
class CrawlLog final : public crawler::Observer {
public:
    CrawlLog(const std::string& workspace, Talk& talk);
    ~CrawlLog() override { committed(); }
    CrawlLog(const CrawlLog&) = delete;
    CrawlLog& operator=(const CrawlLog&) = delete;

    void finished(const crawler::CrawlEvent& event) override;
    void robots(const std::string& origin, const std::string& what) override;
    void committed() override;

private:
    void begin(std::string_view event, std::string_view url);
    void field(std::string_view name, std::string_view value);
    void number(std::string_view name, std::int64_t value);
    void end();

    std::string path_;
    std::ofstream file_;
    Talk& talk_;
    crawler::SystemClock clock_;
    out::JsonWriter json_;
    std::int64_t pages_ = 0;
    std::string lines_;  // that wait for the next commit, whole: a kill leaves no half ones
    bool said_ = false;
};

// A finding about the run itself, as a line of the log.
void log_finding(const std::string& workspace, const std::string& portal, const std::string& rule, const std::string& text, std::int64_t expected,
                 std::int64_t actual);

}  // namespace nianbao::cli
