// Servers that misbehave: redirects without end, broken answers, floods, walls and traps.

#include <zlib.h>

#include "tests/crawler/crawl_fixture.h"

using namespace nianbao;
using namespace nianbao::crawler;
using namespace nianbao::tests;
using model::Outcome;

namespace {

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

TEST_CASE_METHOD(CrawlFixture, "redirects are entries of their own, each through scope and robots.txt") {
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

TEST_CASE_METHOD(CrawlFixture, "redirect loops and chains end") {
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

TEST_CASE_METHOD(CrawlFixture, "a passing fault is tried again, a lasting one is recorded") {
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

TEST_CASE_METHOD(CrawlFixture, "limits hold") {
    SECTION("an endless body is cut at the cap, and kept") {
        options.limits.max_body = 1 << 20;
        server.on("/list/", [](Connection& connection, const SeenRequest&) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while (connection.send(std::string(65536, 'x'))) {}
        });
        run();
        CHECK(outcome("/list/") == "too_large");
        CHECK(archive.exchanges.back().body_size() == 1 << 20);
        CHECK(frontier.captures.back().truncated);
        CHECK(server.count("/list/") == 1);
    }
    SECTION("the default cap is 50 MiB") {
        server.on("/list/", [](Connection& connection, const SeenRequest&) {
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            while (connection.send(std::string(1 << 20, 'x'))) {}
        });
        run();
        CHECK(outcome("/list/") == "too_large");
        CHECK(archive.exchanges.back().body_size() == 50U << 20);
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

TEST_CASE_METHOD(CrawlFixture, "gzip and chunked are undone for reading and kept for the archive") {
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

TEST_CASE_METHOD(CrawlFixture, "a private address is refused unless the portal allows it") {
    server.page("/list/", "x");
    portal().private_addresses = PrivateAddresses::refuse;
    run();
    CHECK(server.requests().empty());
    CHECK(outcome("/list/") == "private_address");
    CHECK(entry("/list/").detail.find("allow_private_addresses") != std::string::npos);
}

TEST_CASE_METHOD(CrawlFixture, "budgets, traps and depth") {
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

TEST_CASE_METHOD(CrawlFixture, "a wall is recorded and not tried again") {
    server.sequence("/list/", {response("521 Origin Down", html_type, "<script>document.cookie='__jsl_clearance=1'</script>")});
    run();
    CHECK(outcome("/list/") == "wall");
    CHECK(entry("/list/").detail == "wall: jsl");
    CHECK(server.count("/list/") == 1);
}

