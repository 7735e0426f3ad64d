#include "crawler/robots.h"

#include "tests/support/catch.h"
#include "tests/support/table_file.h"

using namespace nianbao::crawler;

TEST_CASE("robots.txt: who may go where, and by which line") {
    const auto rows = nianbao::tests::read_table("text/robots.tsv");
    REQUIRE(rows.size() > 90);
    for (const auto& row : rows) {
        INFO("fixtures/text/robots.tsv:" << row.line);
        REQUIRE(row.fields.size() == 4);
        const Permission permission = allowed(parse_robots(row.fields[0]), row.fields[1], target_of(row.fields[2]));
        const std::string answer = (permission.allowed ? "+" : "-") + (permission.line == 0 ? "" : std::to_string(permission.line));
        CHECK(answer == row.fields[3]);
    }
}

TEST_CASE("robots.txt: the deciding line is given as it stands") {
    const Permission permission = allowed(parse_robots("User-agent: *\n  Disallow: /年报/*  # not here\n"), "nianbao", "/%E5%B9%B4%E6%8A%A5/1");
    CHECK_FALSE(permission.allowed);
    CHECK(permission.line == 2);
    CHECK(permission.text == "Disallow: /年报/*  # not here");
}

TEST_CASE("robots.txt: what an address holds only encoded is encoded in a rule") {
    const Robots robots = parse_robots("User-agent: *\nDisallow: /a b/\nDisallow: /c%20d\nDisallow: /x<y>\n");
    for (const char* target : {"/a%20b/1", "/c%20d", "/x%3Cy%3E", "/x%3cy%3e"}) CHECK_FALSE(allowed(robots, "nianbao", target).allowed);
    for (const char* target : {"/a", "/ab/", "/c", "/x"}) CHECK(allowed(robots, "nianbao", target).allowed);
}

TEST_CASE("robots.txt: Crawl-delay") {
    const auto delay = [](const char* body) { return crawl_delay(parse_robots(body), "nianbao").value_or(-1); };
    CHECK(delay("User-agent: *\nCrawl-delay: 10\n") == 10);
    CHECK(delay("User-agent: *\nCrawl-delay: 0.5\n") == 0.5);
    CHECK(delay("User-agent: *\nDisallow: /a\ncrawl-delay:86400\n") == 86400);
    CHECK(delay("User-agent: *\nCrawl-delay: 10\nUser-agent: nianbao\nDisallow: /a\n") == -1);
    CHECK(delay("User-agent: *\nDisallow: /b\nCrawl-delay: 10\nUser-agent: nianbao\nDisallow: /a\n") == -1);
    CHECK(delay("User-agent: other\nCrawl-delay: 10\n") == -1);
    CHECK(delay("User-agent: other\nCrawl-delay: 10\nUser-agent: nianbao\nDisallow: /\n") == -1);
    CHECK(delay("User-agent: nianbao\nDisallow: /\nCrawl-delay: 3\nUser-agent: nianbao\nDisallow: /\nCrawl-delay: 7\n") == 7);
    for (const char* bad : {"ten", "-1", "", "nan", "inf"}) CHECK(delay((std::string("User-agent: *\nDisallow: /x\nCrawl-delay: ") + bad + "\n").c_str()) == -1);
    CHECK(delay("Crawl-delay: 10\n") == -1);
}

TEST_CASE("robots.txt: sitemaps belong to nobody") {
    const Robots robots = parse_robots("Sitemap: http://a.cn/1.xml\nUser-agent: x\nDisallow: /\nSITEMAP: http://a.cn/2.xml\n");
    CHECK(robots.sitemaps == std::vector<std::string>{"http://a.cn/1.xml", "http://a.cn/2.xml"});
}

TEST_CASE("robots.txt: 500 KiB are read, and what stands beyond is not") {
    std::string body = "User-agent: *\n";
    while (body.size() < 500 * 1024) body += "Disallow: /filler/" + std::to_string(body.size()) + "\n";
    CHECK_FALSE(allowed(parse_robots(body + "Disallow: /last\n"), "nianbao", "/last").allowed);
    body.resize(Robots::max_size, '#');
    CHECK(allowed(parse_robots(body + "\nDisallow: /last\n"), "nianbao", "/last").allowed);
}

TEST_CASE("robots.txt: a hostile file costs little") {
    std::string body = "User-agent: *\n";
    while (body.size() < Robots::max_size) body += "Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b\n";
    CHECK(allowed(parse_robots(body), "nianbao", "/" + std::string(2000, 'a')).allowed);
}
