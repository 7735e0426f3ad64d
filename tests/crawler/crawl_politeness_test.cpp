// The manners of a crawl: robots.txt, pauses, hosts that ask for rest, and saying who asks.

#include "tests/crawler/crawl_fixture.h"

using namespace nianbao;
using namespace nianbao::crawler;
using namespace nianbao::tests;
using model::Outcome;

TEST_CASE_METHOD(CrawlFixture, "robots.txt is obeyed, and the ledger names the line") {
    list(link("/secret/2019.html", "2019年政府信息公开年报") + link("/open/2019.html", "2019年政府信息公开年报"));
    server.page("/open/2019.html", a_report);
    run();
    CHECK(outcome("/secret/2019.html") == "robots_disallowed");
    CHECK(entry("/secret/2019.html").detail == "line 2: Disallow: /secret");
    CHECK(outcome("/open/2019.html") == "fetched");
    CHECK(server.count("/secret/2019.html") == 0);
}

TEST_CASE_METHOD(CrawlFixture, "a robots.txt that cannot be had defers the host, and a 404 allows all") {
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
    SECTION("a redirect to a private address that is not the portal's is not followed") {
        // The portal's own host may be 127.0.0.1; another name for it may not.
        const std::string address = server.url("/inner");
        server.sequence("/robots.txt", {response("302 Found", "Location: http://localhost" + address.substr(address.rfind(':')) + "\r\n", "")});
        server.page("/inner", "");
        run();
        CHECK(outcome("/list/") == "robots_unreachable");
        CHECK(entry("/list/").detail.find("redirected to http://localhost") != std::string::npos);
        CHECK(server.count("/inner") == 0);
    }
    SECTION("what is wrong with an answer is said") {
        server.sequence("/robots.txt", {response("200 OK", "Content-Encoding: gzip\r\n", "no gzip")});
        run();
        CHECK(outcome("/list/") == "robots_unreachable");
        CHECK(entry("/list/").detail == "robots.txt: 200 OK, the body is not in the coding that its head announces: gzip");
    }
}

TEST_CASE_METHOD(CrawlFixture, "429 and 503 speak of the host") {
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
    SECTION("a rest of decades is a mistake: a month of it is believed") {
        server.sequence("/list/", {response("503 Service Unavailable", "Retry-After: 99999999999\r\n", ""), response("200 OK", html_type, "here")});
        run();
        clock.advance(std::chrono::hours(29 * 24));
        run();
        CHECK(server.count("/list/") == 1);
        clock.advance(std::chrono::hours(2 * 24));
        run();
        CHECK(outcome("/list/") == "fetched");
    }
}

TEST_CASE_METHOD(CrawlFixture, "the pause between requests") {
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
        CHECK(frontier.hosts.begin()->second.next_allowed >= clock.now().time_since_epoch().count());
    }
}

TEST_CASE_METHOD(CrawlFixture, "many hosts at once, one request a host") {
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

TEST_CASE_METHOD(CrawlFixture, "a portal beyond loopback needs a contact") {
    portals = {portal_of(*model::Url::parse("https://www.example.gov.cn/"))};
    const auto summary = crawl(portals, options, parts(), stop);
    REQUIRE_FALSE(summary);
    CHECK(summary.error().what.find("contact") != std::string::npos);
}

TEST_CASE_METHOD(CrawlFixture, "the User-Agent says who asks") {
    server.page("/list/", "x");
    portal().contact = "https://example.org/about";
    run();
    CHECK(server.requests()[0].has("User-Agent: nianbao/0.1 (+https://example.org/about)\r\n"));
}

TEST_CASE_METHOD(CrawlFixture, "hosts of one address take turns when the portal asks for it") {
    ScriptedServer other;
    for (ScriptedServer* one : {&server, &other}) {
        one->page("/robots.txt", "");
        one->page("/list/", link("r2019.html", "2019年政府信息公开年报"));
        one->page("/list/r2019.html", a_report);
    }
    portals.push_back(portal_of(*model::Url::parse(other.url("/list/"))));
    const Time begun = clock.now();
    SECTION("each for itself without it") {
        for (Portal& one : portals) one.delay = 10;
        run();
        CHECK(clock.now() - begun >= std::chrono::seconds(2 * 10));
        CHECK(clock.now() - begun <= std::chrono::seconds(3 * 10));
    }
    SECTION("with a pause of the address") {
        for (Portal& one : portals) {
            one.delay = 10;
            one.address_delay = 20;
        }
        run();
        // Six requests, the last of which is over when its pause begins; the address stands in the URLs.
        CHECK(clock.now() - begun >= std::chrono::seconds(5 * 20));
        CHECK(clock.now() - begun <= std::chrono::seconds(6 * 20));
    }
    CHECK(server.requests().size() == 3);
    CHECK(other.requests().size() == 3);
}

TEST_CASE_METHOD(CrawlFixture, "hosts of one address take turns from the first request on, once their names are looked up") {
    ScriptedServer other;
    const auto by_name = [](const ScriptedServer& one) {
        Portal portal = portal_of(*model::Url::parse("http://localhost" + one.url("/").substr(std::string("http://127.0.0.1").size())));
        portal.delay = 0;
        portal.address_delay = 20;
        return portal;
    };
    for (ScriptedServer* one : {&server, &other}) {
        one->page("/robots.txt", "");
        one->page("/", "x");
    }
    portals = {by_name(server), by_name(other)};
    const Time begun = clock.now();
    CHECK(run().requests == 2);
    // Four requests, robots.txt twice: three pauses between them.
    CHECK(clock.now() - begun >= std::chrono::seconds(3 * 20));
    CHECK(server.requests().size() == 2);
    CHECK(other.requests().size() == 2);
}

TEST_CASE_METHOD(CrawlFixture, "outside the hours of its portal a host is left alone") {
    server.page("/list/", "x");
    portal().hours = parse_hours("03:00-05:00");  // the fake clock begins at 20:26 in China
    CHECK(run().hosts_closed == 1);
    CHECK(server.requests().empty());
    CHECK(outcome("/list/") == "due");
    clock.advance(std::chrono::hours(7));
    CHECK(run().hosts_closed == 0);
    CHECK(outcome("/list/") == "fetched");
}

TEST_CASE_METHOD(CrawlFixture, "after a run that was cut, a host is not asked before its pause is over") {
    list(link("r2019.html", "2019年政府信息公开年报"));
    server.page("/list/r2019.html", a_report);
    portal().delay = 30;
    server.on("/robots.txt", [this](Connection& connection, const SeenRequest&) {
        stop = true;
        connection.send(response("404 Not Found", "", ""));
    });
    CHECK(run().end == CrawlEnd::stopped);
    stop = false;
    frontier.hosts.clear();  // killed before anything was written down
    const Time begun = clock.now();
    run();
    CHECK(clock.now() - begun >= std::chrono::seconds(30 + 30));
    CHECK(outcome("/list/r2019.html") == "fetched");
}

TEST_CASE_METHOD(CrawlFixture, "Retry-After counts with any error") {
    server.sequence("/list/", {response("403 Forbidden", "Retry-After: 60\r\n", ""), response("200 OK", html_type, "here")});
    const Time begun = clock.now();
    run();
    CHECK(outcome("/list/") == "fetched");
    CHECK(clock.now() - begun >= std::chrono::seconds(60));
}

TEST_CASE_METHOD(CrawlFixture, "pages are visited again when their time has come") {
    list(link("r2019.html", "2019年政府信息公开年报"));
    server.page("/list/r2019.html", a_report);
    portal().revisits = Revisits::learned;
    run();
    clock.advance(std::chrono::hours(24));
    CHECK(run().requests == 0);  // in September
    clock.advance(std::chrono::hours(24 * 7));
    CHECK(run().requests == 2);
    clock.advance(std::chrono::hours(24 * 7));
    CHECK(run().requests == 0);  // neither had changed
    options.revisits = Revisits::always;
    clock.advance(std::chrono::hours(24 * 7));
    CHECK(run().requests == 2);
    CHECK(run().requests == 2);
}

TEST_CASE_METHOD(CrawlFixture, "a host that another crawl holds is asked once its lease has run out") {
    list("");
    const std::string host = server.url("").substr(7);
    const Time begun = clock.now();
    const auto held_for = [&](std::chrono::seconds time) {
        frontier.leases[host] = {false, 5, std::chrono::duration_cast<milliseconds>((begun + time).time_since_epoch()).count()};
    };
    SECTION("soon") {
        held_for(std::chrono::seconds(60));
        run();
        CHECK(outcome("/list/") == "fetched");
        CHECK(clock.now() - begun >= std::chrono::seconds(60));
        CHECK(frontier.hosts[host].lease == 6);
        CHECK(frontier.leases.empty());  // given back
    }
    SECTION("not in this run") {
        held_for(std::chrono::hours(2));
        CHECK(run().hosts_left == 1);
        CHECK(outcome("/list/") == "due");
        CHECK(server.requests().empty());
        CHECK(frontier.leases[host].token == 5);
    }
}

TEST_CASE_METHOD(CrawlFixture, "what comes back under a lease that was lost is refused") {
    server.on("/list/", [this](Connection& connection, const SeenRequest&) {
        for (auto& [host, lease] : frontier.leases) ++lease.token;  // another crawl took the host meanwhile
        connection.send(response("200 OK", html_type, "x"));
    });
    const auto summary = crawl(portals, options, parts(), stop);
    REQUIRE_FALSE(summary);
    CHECK(summary.error().what.find("another crawl") != std::string::npos);
}
