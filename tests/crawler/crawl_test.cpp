// The crawl loop through the real transport against a scripted server. Time is a fake clock's: no test sleeps.

#include <zlib.h>

#include "crawler/crawl.h"
#include "tests/server/scripted_server.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_frontier.h"

using namespace nianbao;
using namespace nianbao::crawler;
using model::Outcome;
using tests::Connection;
using tests::response;
using tests::ScriptedServer;
using tests::SeenRequest;

namespace {

struct Log final : Observer {
    void finished(const CrawlEvent& event) override { events.push_back(event.entry.url + " " + std::string(model::name_of(event.entry.outcome))); }
    void robots(const std::string&, const std::string& what) override { robots_events.push_back(what); }
    std::vector<std::string> events;
    std::vector<std::string> robots_events;
};

const std::string html_type = "Content-Type: text/html\r\n";
const std::string a_report = "<p>二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况</p>";

// A site with a list of two reports, and a crawl of it.
struct Fixture {
    Fixture() {
        options.limits.total_time = milliseconds(10'000);
        server.page("/robots.txt", "User-agent: *\nDisallow: /secret\n");
        add_portal("/list/");
    }

    void add_portal(const std::string& start) {
        portals.clear();
        portals.push_back(portal_of(*model::Url::parse(server.url(start))));
    }
    Portal& portal() { return portals[0]; }

    CrawlSummary run() {
        if (!transport) transport = std::move(*make_curl_transport());
        const CrawlParts parts{frontier, archive, *transport, clock, log, [](const Exchange& exchange) { return std::string(exchange.payload()); }};
        const auto summary = crawl(portals, options, parts, stop);
        if (!summary) FAIL(summary.error().where + ": " + summary.error().what);
        return *summary;
    }

    std::string link(const std::string& path, const std::string& text) { return "<a href=\"" + path + "\">" + text + "</a>"; }
    void list(const std::string& links) { server.page("/list/", "<html><body><h1>政府信息公开年报</h1>" + links + "</body></html>"); }
    const model::FrontierEntry& entry(const std::string& path) {
        const auto found = frontier.entries.find(server.url(path));
        INFO(path);
        REQUIRE(found != frontier.entries.end());
        return found->second;
    }
    std::string outcome(const std::string& path) { return std::string(model::name_of(entry(path).outcome)); }

    ScriptedServer server;
    tests::FakeClock clock;
    tests::MemoryFrontier frontier;
    tests::MemoryArchive archive;
    Log log;
    std::vector<Portal> portals;
    CrawlOptions options;
    std::atomic<bool> stop{false};
    std::unique_ptr<Transport> transport;
};

std::string gzipped(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a crawl reads the list, its further pages, its reports and their attachments") {
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

TEST_CASE_METHOD(Fixture, "a second crawl asks on a condition, and knows what has not changed") {
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

TEST_CASE_METHOD(Fixture, "robots.txt is obeyed, and the ledger names the line") {
    list(link("/secret/2019.html", "2019年政府信息公开年报") + link("/open/2019.html", "2019年政府信息公开年报"));
    server.page("/open/2019.html", a_report);
    run();
    CHECK(outcome("/secret/2019.html") == "robots_disallowed");
    CHECK(entry("/secret/2019.html").detail == "line 2: Disallow: /secret");
    CHECK(outcome("/open/2019.html") == "fetched");
    CHECK(server.count("/secret/2019.html") == 0);
}

TEST_CASE_METHOD(Fixture, "a robots.txt that cannot be had defers the host, and a 404 allows all") {
    server.page("/list/", "x");
    SECTION("503 again and again") {
        server.page("/robots.txt", "");
        server.sequence("/robots.txt", {response("503 Service Unavailable", "", "")});
        run();
        CHECK(outcome("/list/") == "robots_unreachable");
        CHECK(entry("/list/").detail == "robots.txt: 503 Service Unavailable");
        CHECK(server.count("/robots.txt") == 3);
        CHECK(server.count("/list/") == 0);
    }
    SECTION("the connection drops") {
        server.on("/robots.txt", [](Connection& connection, const SeenRequest&) { connection.reset(); });
        run();
        CHECK(outcome("/list/") == "robots_unreachable");
        CHECK(server.count("/list/") == 0);
    }
    SECTION("500 once, then rules") {
        server.sequence("/robots.txt", {response("500 Oops", "", ""), response("200 OK", "", "User-agent: nianbao\nDisallow: /list/\n")});
        run();
        CHECK(outcome("/list/") == "robots_disallowed");
    }
    SECTION("a stale copy is used while it cannot be reached") {
        server.sequence("/robots.txt", {response("200 OK", "", "User-agent: *\nDisallow: /x\n"), response("500 Oops", "", "")});
        run();
        clock.advance(std::chrono::hours(25));
        run();
        CHECK(server.count("/robots.txt") == 4);
        CHECK(outcome("/list/") == "same_content");
    }
    SECTION("404") {
        server.sequence("/robots.txt", {response("404 Not Found", html_type, "User-agent: *\nDisallow: /\n")});
        run();
        CHECK(outcome("/list/") == "fetched");
    }
    SECTION("five redirects are followed, six are too many") {
        for (int i = 0; i < 6; ++i)
            server.sequence(i == 0 ? "/robots.txt" : "/r" + std::to_string(i), {response("302 Found", "Location: /r" + std::to_string(i + 1) + "\r\n", "")});
        server.page("/r6", "User-agent: *\nDisallow: /\n");
        run();
        CHECK(server.count("/r5") == 1);
        CHECK(server.count("/r6") == 0);
        CHECK(outcome("/list/") == "fetched");
    }
    SECTION("rules behind a redirect count") {
        server.sequence("/robots.txt", {response("301 Moved Permanently", "Location: /elsewhere.txt\r\n", "")});
        server.page("/elsewhere.txt", "User-agent: *\nDisallow: /list\n");
        run();
        CHECK(outcome("/list/") == "robots_disallowed");
    }
}

TEST_CASE_METHOD(Fixture, "redirects are entries of their own, each through scope and robots.txt") {
    server.sequence("/list/", {response("302 Found", "Location: /new/\r\n", "")});
    server.sequence("/new/", {response("301 Moved Permanently", "Location: http://127.0.0.1:1/away\r\n", "")});
    run();
    CHECK(outcome("/list/") == "fetched");
    CHECK(outcome("/new/") == "fetched");
    CHECK(entry("/new/").referrer == server.url("/list/"));
    CHECK(frontier.entries.at("http://127.0.0.1:1/away").outcome == Outcome::out_of_scope);
    CHECK(frontier.captures[0].location == server.url("/new/"));
    SECTION("to a forbidden place") {
        server.sequence("/list/", {response("302 Found", "Location: /secret/\r\n", "")});
        run();
        CHECK(outcome("/secret/") == "robots_disallowed");
    }
}

TEST_CASE_METHOD(Fixture, "redirect loops and chains end") {
    SECTION("a loop of two") {
        server.sequence("/list/", {response("302 Found", "Location: /b\r\n", "")});
        server.sequence("/b", {response("302 Found", "Location: /list/\r\n", "")});
        run();
        CHECK(outcome("/b") == "trap");
        CHECK(entry("/b").detail.find("redirect loop") != std::string::npos);
        CHECK(server.requests().size() == 3);
    }
    SECTION("a chain without end") {
        add_portal("/0");
        for (int i = 0; i < 10; ++i) server.sequence("/" + std::to_string(i), {response("302 Found", "Location: /" + std::to_string(i + 1) + "\r\n", "")});
        run();
        CHECK(outcome("/5") == "trap");
        CHECK(server.count("/6") == 0);
    }
    SECTION("to itself with a cookie is a wall") {
        server.sequence("/list/", {response("302 Found", "Location: /list/\r\nSet-Cookie: a=b\r\n", "")});
        run();
        CHECK(outcome("/list/") == "wall");
        CHECK(server.count("/list/") == 1);
    }
}

TEST_CASE_METHOD(Fixture, "a passing fault is tried again, a lasting one is recorded") {
    SECTION("dropped once") {
        // On a fresh connection: of a kept one that turns out to be closed libcurl makes nothing.
        server.on("/robots.txt", [](Connection& connection, const SeenRequest&) {
            connection.send(response("404 Not Found", "Connection: close\r\n", ""));
            connection.close();
        });
        int seen = 0;
        server.on("/list/", [&seen](Connection& connection, const SeenRequest&) {
            if (seen++ == 0) return connection.reset();
            connection.send(response("200 OK", html_type, "here"));
        });
        run();
        CHECK(outcome("/list/") == "fetched");
        CHECK(entry("/list/").attempts == 0);
        CHECK(log.events[0] == server.url("/list/") + " due");
    }
    SECTION("dropped in the middle of the body, always") {
        server.on("/list/", [](Connection& connection, const SeenRequest&) {
            connection.send("HTTP/1.1 200 OK\r\n" + html_type + "Content-Length: 1000\r\n\r\n<html>half");
            connection.close();
        });
        run();
        CHECK(outcome("/list/") == "truncated");
        CHECK(server.count("/list/") == 3);
        CHECK(frontier.captures.back().truncated);
        CHECK(archive.exchanges.back().body == "<html>half");
    }
    SECTION("nobody listens") {
        add_portal("/list/");
        portal() = portal_of(*model::Url::parse("http://127.0.0.1:1/"));
        run();
        CHECK(frontier.entries.at("http://127.0.0.1:1/").outcome == Outcome::robots_unreachable);
    }
    SECTION("a slow server runs into the total time") {
        options.limits.total_time = milliseconds(150);
        options.tries = 1;
        server.on("/list/", [](Connection& connection, const SeenRequest&) {
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            connection.hang();
        });
        run();
        CHECK(outcome("/list/") == "timeout");
    }
    SECTION("500 three times") {
        server.sequence("/list/", {response("500 Internal Server Error", "", "")});
        run();
        CHECK(outcome("/list/") == "http_5xx");
        CHECK(server.count("/list/") == 3);
        CHECK(entry("/list/").attempts == 3);
    }
    SECTION("404 once") {
        server.sequence("/list/", {response("404 Not Found", "", "")});
        run();
        CHECK(outcome("/list/") == "gone");
        CHECK(server.count("/list/") == 1);
    }
}

TEST_CASE_METHOD(Fixture, "429 and 503 speak of the host") {
    list(link("r2019.html", "2019年政府信息公开年报"));
    server.page("/list/r2019.html", a_report);
    const Time begun = clock.now();
    SECTION("Retry-After in seconds") {
        server.sequence("/list/", {response("503 Service Unavailable", "Retry-After: 120\r\n", ""), response("200 OK", html_type, "here")});
        run();
        CHECK(outcome("/list/") == "fetched");
        CHECK(clock.now() - begun >= std::chrono::seconds(120));
        CHECK(clock.now() - begun < std::chrono::seconds(125));
    }
    SECTION("Retry-After as a date") {
        // The fake clock begins at 1,600,000,000: Sun, 13 Sep 2020 12:26:40 GMT.
        server.sequence("/list/", {response("429 Too Many Requests", "Retry-After: Sun, 13 Sep 2020 12:27:40 GMT\r\n", ""), response("200 OK", html_type, "here")});
        run();
        CHECK(outcome("/list/") == "fetched");
        CHECK(clock.now() - begun >= std::chrono::seconds(60));
        CHECK(clock.now() - begun < std::chrono::seconds(65));
    }
    SECTION("without it the rest doubles") {
        server.sequence("/list/", {response("503 Service Unavailable", "", ""), response("503 Service Unavailable", "", ""), response("200 OK", html_type, "here")});
        run();
        CHECK(outcome("/list/") == "fetched");
        CHECK(clock.now() - begun >= std::chrono::seconds(30));
        CHECK(clock.now() - begun < std::chrono::seconds(45));
    }
    SECTION("more rest than a run gives: left for a later run, over a restart too") {
        server.sequence("/list/", {response("503 Service Unavailable", "Retry-After: 7200\r\n", ""), response("200 OK", html_type, "here")});
        CHECK(run().hosts_left == 1);
        CHECK(outcome("/list/") == "due");
        CHECK(server.count("/list/") == 1);
        add_portal("/other/");  // another page of the same host
        CHECK(run().hosts_left == 1);
        CHECK(server.count("/list/") + server.count("/other/") == 1);
        clock.advance(std::chrono::hours(2));
        add_portal("/list/");
        run();
        CHECK(server.count("/list/") == 2);
        CHECK(outcome("/list/") == "fetched");
    }
}

TEST_CASE_METHOD(Fixture, "the pause between requests") {
    list(link("r2019.html", "2019年政府信息公开年报") + link("r2018.html", "2018年政府信息公开年报"));
    server.page("/list/r2019.html", a_report);
    server.page("/list/r2018.html", a_report);
    const Time begun = clock.now();
    SECTION("the portal's delay") {
        portal().delay = 7;
        run();
        CHECK(clock.now() - begun >= std::chrono::seconds(3 * 7));  // robots.txt and two pages before the last
        CHECK(clock.now() - begun < std::chrono::seconds(5 * 7));
    }
    SECTION("Crawl-delay, when it is longer") {
        server.page("/robots.txt", "User-agent: *\nCrawl-delay: 100\n");
        portal().delay = 7;
        run();
        CHECK(clock.now() - begun >= std::chrono::seconds(3 * 100));
    }
    SECTION("three seconds when nobody says") {
        portal().delay.reset();
        run();
        CHECK(clock.now() - begun >= std::chrono::seconds(3 * 3));
        CHECK(clock.now() - begun < std::chrono::seconds(3 * 3 + 6));
    }
    SECTION("it is kept over a restart") {
        portal().delay = 50;
        run();
        CHECK(frontier.origins.begin()->second.next_allowed_at >= seconds_down(clock.now()));
    }
}

TEST_CASE_METHOD(Fixture, "limits hold") {
    SECTION("an endless body is cut at the cap, and kept") {
        options.limits.max_body = 1 << 20;
        server.on("/list/", [](Connection& connection, const SeenRequest&) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while (connection.send(std::string(65536, 'x'))) {}
        });
        run();
        CHECK(outcome("/list/") == "too_large");
        CHECK(archive.exchanges.back().body.size() == 1 << 20);
        CHECK(frontier.captures.back().truncated);
        CHECK(server.count("/list/") == 1);
    }
    SECTION("the default cap is 32 MiB") {
        server.on("/list/", [](Connection& connection, const SeenRequest&) {
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            while (connection.send(std::string(1 << 20, 'x'))) {}
        });
        run();
        CHECK(outcome("/list/") == "too_large");
        CHECK(archive.exchanges.back().body.size() == 32U << 20);
    }
    SECTION("headers without end") {
        server.on("/list/", [](Connection& connection, const SeenRequest&) {
            connection.send("HTTP/1.1 200 OK\r\n");
            while (connection.send("X-Filler: " + std::string(1000, 'x') + "\r\n")) {}
        });
        run();
        CHECK(outcome("/list/") == "too_large");
        CHECK(archive.exchanges.size() == 1);  // robots.txt: a head without an end is no answer
    }
    SECTION("a small body that unpacks to a large one") {
        server.sequence("/list/", {response("200 OK", html_type + "Content-Encoding: gzip\r\n", gzipped(std::string(40 << 20, '0')))});
        run();
        CHECK(outcome("/list/") == "too_large");
        CHECK(archive.exchanges.back().payload().size() <= options.limits.max_payload);
    }
}

TEST_CASE_METHOD(Fixture, "gzip and chunked are undone for reading and kept for the archive") {
    const std::string page = link("r2019.html", "2019年政府信息公开年报");
    const std::string packed = gzipped(page);
    char size[16];
    std::snprintf(size, sizeof size, "%zx", packed.size());
    const std::string body = std::string(size) + ";ext=1\r\n" + packed + "\r\n0\r\nTrailer: x\r\n\r\n";
    server.sequence("/list/", {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + body});
    server.page("/list/r2019.html", a_report);
    run();
    CHECK(outcome("/list/r2019.html") == "fetched");
    const Exchange& exchange = archive.exchanges[1];
    CHECK(exchange.entity() == packed);
    CHECK(exchange.payload() == page);
    CHECK(exchange.body.starts_with(std::string(size) + ";ext=1\r\n"));
    CHECK(exchange.response_head.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    CHECK(exchange.request_head.starts_with("GET /list/ HTTP/1.1\r\nHost: 127.0.0.1:"));
    CHECK(exchange.address == "127.0.0.1");
}

TEST_CASE_METHOD(Fixture, "a private address is refused unless the portal allows it") {
    server.page("/list/", "x");
    portal().private_addresses = PrivateAddresses::refuse;
    run();
    CHECK(server.requests().empty());
    CHECK(outcome("/list/") == "private_address");
    CHECK(entry("/list/").detail.find("allow_private_addresses") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "budgets, traps and depth") {
    SECTION("the portal's budget") {
        std::string links;
        for (int i = 0; i < 20; ++i) links += link("r" + std::to_string(i) + ".html", "2019年政府信息公开年报");
        list(links);
        portal().max_pages = 5;
        const CrawlSummary summary = run();
        CHECK(summary.requests == 5);
        CHECK(summary.outcomes[static_cast<std::size_t>(Outcome::over_budget)] == 16);
    }
    SECTION("an address that repeats itself") {
        // Each page leads one directory deeper.
        std::string path = "/list/";
        for (int i = 0; i < 8; ++i, path += "a/") server.page(path, link(path + "a/", "政府信息公开年报"));
        run();
        CHECK(outcome("/list/a/a/a/") == "fetched");
        CHECK(outcome("/list/a/a/a/a/") == "trap");
        CHECK(frontier.entries.size() == 5);
    }
    SECTION("depth") {
        for (int i = 0; i < 6; ++i) server.page(i == 0 ? "/list/" : "/d" + std::to_string(i), link("/d" + std::to_string(i + 1), "政府信息公开年报"));
        portal().max_depth = 3;
        run();
        CHECK(outcome("/d3") == "fetched");
        CHECK(outcome("/d4") == "trap");
    }
}

TEST_CASE_METHOD(Fixture, "a wall is recorded and not tried again") {
    server.sequence("/list/", {response("521 Origin Down", html_type, "<script>document.cookie='__jsl_clearance=1'</script>")});
    run();
    CHECK(outcome("/list/") == "wall");
    CHECK(entry("/list/").detail == "wall: jsl");
    CHECK(server.count("/list/") == 1);
}

TEST_CASE_METHOD(Fixture, "told to stop, it finishes what is under way, and the next run takes up the rest") {
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

TEST_CASE_METHOD(Fixture, "many hosts at once, one request a host") {
    ScriptedServer other;
    std::atomic<int> under_way{0};
    std::atomic<int> most{0};
    const auto watch = [&](Connection& connection, const SeenRequest&) {
        most = std::max<int>(most, ++under_way);
        --under_way;
        connection.send(response("200 OK", html_type, "x"));
    };
    std::string links;
    for (int i = 0; i < 10; ++i) {
        server.on("/list/r" + std::to_string(i) + ".html", watch);
        links += link("r" + std::to_string(i) + ".html", "2019年政府信息公开年报");
    }
    list(links);
    other.page("/", "x");
    portals.push_back(portal_of(*model::Url::parse(other.url("/"))));
    const CrawlSummary summary = run();
    CHECK(summary.requests == 12);
    CHECK(most == 1);
}

TEST_CASE_METHOD(Fixture, "an error of the frontier ends the crawl with that error") {
    server.page("/list/", "x");
    frontier.fail_finish = true;
    transport = std::move(*make_curl_transport());
    const CrawlParts parts{frontier, archive, *transport, clock, log, [](const Exchange& exchange) { return std::string(exchange.payload()); }};
    const auto summary = crawl(portals, options, parts, stop);
    REQUIRE_FALSE(summary);
    CHECK(summary.error().what == "no space left on device");
}

TEST_CASE_METHOD(Fixture, "a portal beyond loopback needs a contact") {
    portals = {portal_of(*model::Url::parse("https://www.example.gov.cn/"))};
    transport = std::move(*make_curl_transport());
    const CrawlParts parts{frontier, archive, *transport, clock, log, [](const Exchange&) { return std::string(); }};
    const auto summary = crawl(portals, options, parts, stop);
    REQUIRE_FALSE(summary);
    CHECK(summary.error().what.find("contact") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "the User-Agent says who asks") {
    server.page("/list/", "x");
    portal().contact = "https://example.org/about";
    run();
    CHECK(server.requests()[0].has("User-Agent: nianbao/0.1 (+https://example.org/about)\r\n"));
}
