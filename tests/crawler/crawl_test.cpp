// The crawl loop: what is fetched, in what order, and what a second run does.

#include "tests/crawler/crawl_fixture.h"

using namespace nianbao;
using namespace nianbao::crawler;
using namespace nianbao::tests;
using model::Outcome;

TEST_CASE_METHOD(CrawlFixture, "a crawl reads the list, its further pages, its reports and their attachments") {
    list(link("t20200101_1001.html", "2019年政府信息公开工作年度报告") + link("/about.html", "机构职能") + link("index_1.html", "下一页"));
    server.page("/list/index_1.html", link("./t20190101_1002.html", "2018年政府信息公开工作年度报告"));
    server.page("/list/t20200101_1001.html", a_report + link("P020200101.pdf", "附件"));
    server.page("/list/t20190101_1002.html", a_report);
    server.page("/list/P020200101.pdf", "%PDF-1.4");
    const CrawlSummary summary = run();
    CHECK(summary.end == CrawlEnd::complete);
    CHECK(summary.requests == 5);
    CHECK(summary.robots_requests == 1);
    CHECK(summary.outcomes[static_cast<std::size_t>(Outcome::fetched)] == 5);
    CHECK(frontier.entries.size() == 5);
    CHECK(entry("/list/index_1.html").kind == model::PageKind::list);
    CHECK(entry("/list/t20190101_1002.html").kind == model::PageKind::report);
    CHECK(entry("/list/t20190101_1002.html").referrer == server.url("/list/index_1.html"));
    CHECK(entry("/list/P020200101.pdf").kind == model::PageKind::attachment);
    CHECK(server.requests()[0].target == "/robots.txt");
    CHECK(server.count("/about.html") == 0);
    CHECK(archive.exchanges.size() == 6);
}

TEST_CASE_METHOD(CrawlFixture, "a second crawl asks on a condition, and knows what has not changed") {
    server.on("/list/", [&](Connection& connection, const SeenRequest& request) {
        const bool is_known = request.has("If-None-Match: \"v1\"");
        connection.send(is_known ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"
                                 : response("200 OK", html_type + "ETag: \"v1\"\r\n", link("r2019.html", "2019年政府信息公开年报") + link("r2018.html", "2018年政府信息公开年报")));
    });
    server.on("/list/r2019.html", [&](Connection& connection, const SeenRequest& request) {
        const bool is_known = request.has("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT");
        connection.send(is_known ? "HTTP/1.1 304 Not Modified\r\n\r\n" : response("200 OK", html_type + "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n", a_report));
    });
    server.page("/list/r2018.html", a_report);
    run();
    CHECK(outcome("/list/r2019.html") == "fetched");
    clock.advance(std::chrono::hours(1));
    const CrawlSummary summary = run();
    CHECK(summary.robots_requests == 0);  // the copy is younger than a day
    CHECK(outcome("/list/") == "unchanged");
    CHECK(outcome("/list/r2019.html") == "unchanged");
    CHECK(outcome("/list/r2018.html") == "same_content");
    clock.advance(std::chrono::hours(24));
    CHECK(run().robots_requests == 1);
}

TEST_CASE_METHOD(CrawlFixture, "a page that was gone and comes back as it was is there again") {
    list(link("r2019.html", "2019年政府信息公开年报"));
    bool is_gone = false;
    server.on("/list/r2019.html", [&](Connection& connection, const SeenRequest& request) {
        const bool is_known = request.has("If-None-Match: \"v1\"");
        connection.send(is_gone    ? response("404 Not Found", html_type, "404")
                        : is_known ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"
                                   : response("200 OK", html_type + "ETag: \"v1\"\r\n", a_report));
    });
    for (const auto& [gone, expected] : std::vector<std::pair<bool, std::string>>{{false, "fetched"}, {true, "gone"}, {false, "unchanged"}}) {
        is_gone = gone;
        run();
        CHECK(outcome("/list/r2019.html") == expected);
        clock.advance(std::chrono::hours(24 * 400));
    }
}

TEST_CASE_METHOD(CrawlFixture, "told to stop, it finishes what is under way, and the next run takes up the rest") {
    list(link("r2019.html", "2019年政府信息公开年报") + link("r2018.html", "2018年政府信息公开年报"));
    server.page("/list/r2018.html", a_report);
    server.on("/list/r2019.html", [this](Connection& connection, const SeenRequest&) {
        stop = true;
        connection.send(response("200 OK", html_type, a_report));
    });
    CHECK(run().end == CrawlEnd::stopped);
    const int left = static_cast<int>(std::count_if(frontier.entries.begin(), frontier.entries.end(), [](const auto& one) { return one.second.outcome == Outcome::due; }));
    CHECK(outcome("/list/r2019.html") == "fetched");
    stop = false;
    CHECK(run().requests == left);
    CHECK(server.count("/list/") == 1);
    CHECK(outcome("/list/r2018.html") == "fetched");
}

TEST_CASE_METHOD(CrawlFixture, "an error of the frontier ends the crawl with that error") {
    server.page("/list/", "x");
    frontier.fail_finish = true;
    const auto summary = crawl(portals, options, parts(), stop);
    REQUIRE_FALSE(summary);
    CHECK(summary.error().what == "no space left on device");
}

