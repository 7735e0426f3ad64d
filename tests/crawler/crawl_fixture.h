#pragma once
// A crawl through the real transport against a scripted server. Time is a fake clock's: no test sleeps.

#include <memory>
#include <string>
#include <vector>

#include "crawler/crawl.h"
#include "tests/server/scripted_server.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_frontier.h"

namespace nianbao::tests {

struct CrawlLog final : crawler::Observer {
    void finished(const crawler::CrawlEvent& event) override { events.push_back(event.entry.url + " " + std::string(model::name_of(event.entry.outcome))); }
    void robots(const std::string&, const std::string& what) override { robots_events.push_back(what); }
    std::vector<std::string> events;
    std::vector<std::string> robots_events;
};

inline const std::string html_type = "Content-Type: text/html\r\n";
inline const std::string a_report = "<p>一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况</p>";

// A site with a list, and a crawl of it.
struct CrawlFixture {
    CrawlFixture() {
        options.limits.total_time = crawler::milliseconds(10'000);
        server.page("/robots.txt", "User-agent: *\nDisallow: /secret\n");
        add_portal("/list/");
    }

    void add_portal(const std::string& start) {
        portals.clear();
        portals.push_back(crawler::portal_of(*model::Url::parse(server.url(start))));
    }
    crawler::Portal& portal() { return portals[0]; }

    crawler::CrawlParts parts() {
        if (!transport) transport = std::move(*crawler::make_curl_transport());
        return {frontier, archive, *transport, clock, log, [](const crawler::Exchange& exchange) { return std::string(exchange.payload()); }};
    }
    crawler::CrawlSummary run() {
        const auto summary = crawler::crawl(portals, options, parts(), stop);
        if (!summary) FAIL(summary.error().where + ": " + summary.error().what);
        return *summary;
    }

    static std::string link(const std::string& path, const std::string& text) { return "<a href=\"" + path + "\">" + text + "</a>"; }
    void list(const std::string& links) { server.page("/list/", "<html><body><h1>政府信息公开年报</h1>" + links + "</body></html>"); }
    const model::FrontierEntry& entry(const std::string& path) {
        const auto found = frontier.entries.find(server.url(path));
        INFO(path);
        REQUIRE(found != frontier.entries.end());
        return found->second;
    }
    std::string outcome(const std::string& path) { return std::string(model::name_of(entry(path).outcome)); }

    ScriptedServer server;
    FakeClock clock;
    MemoryFrontier frontier;
    MemoryArchive archive;
    CrawlLog log;
    std::vector<crawler::Portal> portals;
    crawler::CrawlOptions options;
    std::atomic<bool> stop{false};
    std::unique_ptr<crawler::Transport> transport;
};

}  // namespace nianbao::tests
