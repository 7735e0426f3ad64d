#include "crawler/portal_file.h"

#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::crawler;

namespace {

std::string error_of(const std::string& content) {
    const auto portal = parse_portal(content, "p.toml");
    return portal ? "" : portal.error().where + ": " + portal.error().what;
}
model::Url url(const char* text) { return model::Url::parse(text).value(); }

}  // namespace

TEST_CASE("a portal file with nothing but a start is a portal") {
    const Portal portal = parse_portal("start = [\"https://www.example.gov.cn/zfxxgknb/\"]", "data/portals/jiaoqu.toml").value();
    CHECK(portal.id == "jiaoqu");
    CHECK(portal.name == "jiaoqu");
    CHECK(portal.hosts == std::vector<std::string>{"www.example.gov.cn"});
    CHECK_FALSE(portal.delay);
    CHECK(portal.private_addresses == PrivateAddresses::refuse);
    CHECK(portal.covers(url("https://www.example.gov.cn/art/1.html")));
    CHECK(portal.covers(url("http://www.example.gov.cn/art/1.html")));
    CHECK_FALSE(portal.covers(url("https://example.gov.cn/")));
    CHECK_FALSE(portal.covers(url("https://www.example.gov.cn:8443/")));
    CHECK_FALSE(portal.covers(url("https://www.example.gov.cn.evil.cn/")));
}

TEST_CASE("every key of a portal file") {
    const Portal portal = parse_portal(R"(
id = "example"
name = "例市人民政府"
contact = "https://example.org/crawler"
start = ["https://www.example.gov.cn/zwgk/nb/", "http://xxgk.example.gov.cn:8080/nb"]
hosts = ["*.example.gov.cn", "Other.CN"]
scope = ["https://www.example.gov.cn/zwgk/", "https://other.cn/"]
list = ["/nb/"]
report = ["年度报告", "^https://www.example.gov.cn/*/t20*.html$"]
ignore = ["指南"]
pagination = ["script"]
delay_seconds = 1.5
max_pages = 100
max_depth = 2
publisher = "例市人民政府"
division_code = "999900"
allow_private_addresses = true
[[place]]
prefix = "https://www.example.gov.cn/zwgk/caizheng/"
publisher = "例市财政局"
[[place]]
prefix = "/zwgk/caizheng/qu/"
publisher = "例区财政局"
division_code = "999901"
)", "x.toml").value();
    CHECK(portal.id == "example");
    CHECK(portal.contact == "https://example.org/crawler");
    CHECK(portal.start.size() == 2);
    CHECK(portal.hosts == std::vector<std::string>{"*.example.gov.cn", "other.cn", "www.example.gov.cn", "xxgk.example.gov.cn:8080"});
    CHECK(portal.report_patterns.size() == 2);
    CHECK_FALSE(portal.pagination.links);
    CHECK(portal.pagination.script);
    CHECK(portal.delay == 1.5);
    CHECK(portal.max_pages == 100);
    CHECK(portal.max_depth == 2);
    CHECK(portal.private_addresses == PrivateAddresses::allow);
    CHECK(portal.covers(url("https://www.example.gov.cn/zwgk/x.html")));
    CHECK(portal.covers(url("http://xxgk.example.gov.cn:8080/nb")));
    CHECK_FALSE(portal.covers(url("https://www.example.gov.cn/news/")));
    CHECK_FALSE(portal.covers(url("https://sub.example.gov.cn/zwgk/")));
    CHECK(portal.place_of(url("https://www.example.gov.cn/zwgk/x.html")).publisher == "例市人民政府");
    CHECK(portal.place_of(url("https://www.example.gov.cn/zwgk/caizheng/x.html")).publisher == "例市财政局");
    CHECK(portal.place_of(url("https://www.example.gov.cn/zwgk/caizheng/x.html")).division_code == "999900");
}

TEST_CASE("the longest prefix names the publisher") {
    const Portal portal = parse_portal("start = [\"http://a.cn/\"]\npublisher = \"甲\"\n[[place]]\nprefix = \"/x/\"\npublisher = \"乙\"\n[[place]]\nprefix = \"/x/y/\"\npublisher = \"丙\"\n", "p.toml").value();
    CHECK(portal.place_of(url("http://a.cn/z")).publisher == "甲");
    CHECK(portal.place_of(url("http://a.cn/x/1")).publisher == "乙");
    CHECK(portal.place_of(url("http://a.cn/x/y/1")).publisher == "丙");
}

TEST_CASE("a portal file with a mistake names its place") {
    const std::string start = "start = [\"http://a.cn/\"]\n";
    struct Case {
        std::string content;
        const char* where;
        const char* what;  // part of it
    };
    const Case cases[] = {
        {"", "p.toml", "start"},
        {"start = []", "p.toml:1", "needs `start`"},
        {"start = [\"a.cn\"]", "p.toml:1", "not an absolute URL"},
        {"start = \"http://a.cn/\"", "p.toml:1", ""},
        {start + "strat = 1", "p.toml:2:1", "strat"},
        {start + "robots = false", "p.toml:2:1", "robots"},
        {start + "id = \"a b\"", "p.toml:2", "id"},
        {start + "delay_seconds = -1", "p.toml:2", ""},
        {start + "max_pages = 0", "p.toml:2", ""},
        {start + "max_depth = \"x\"", "p.toml:2", ""},
        {start + "division_code = \"12345\"", "p.toml:2", "six digits"},
        {start + "pagination = [\"guess\"]", "p.toml:2", "pagination"},
        {start + "hosts = [\"http://a.cn/\"]", "p.toml:2", "not a host"},
        {start + "scope = [\"/x/\"]", "p.toml:2", ""},
        {start + "list = [\"\"]", "p.toml:2", "empty pattern"},
        {start + "contact = \"中文\"", "p.toml:2", "contact"},
        {start + "contact = \"somebody\"", "p.toml:2", "contact"},
        {start + "contact = \"a\\r\\nX: y\"", "p.toml:2", "contact"},
        {start + "[[place]]\npublisher = \"x\"", "p.toml:2", "prefix"},
        {start + "[[place]]\nprefix = \"x\"", "p.toml:3", "prefix"},
        {start + "[[place]]\nprefix = \"/x\"\nnmae = \"x\"", "p.toml:4:1", "nmae"},
        {"start = [", "p.toml:1", ""},
    };
    for (const Case& one : cases) {
        INFO(one.content);
        const std::string error = error_of(one.content);
        INFO(error);
        CHECK(error.starts_with(one.where));
        CHECK(error.find(one.what) != std::string::npos);
    }
    CHECK_FALSE(load_portal("/nowhere/p.toml"));
}

TEST_CASE("a bare URL makes a portal") {
    const Portal portal = portal_of(url("https://www.example.gov.cn/nb/index.html"));
    CHECK(portal.id == "www.example.gov.cn");
    CHECK(portal.private_addresses == PrivateAddresses::refuse);
    CHECK_FALSE(portal.delay);
    CHECK(portal.covers(url("https://www.example.gov.cn/art/1.html")));
    const Portal local = portal_of(url("http://127.0.0.1:8080/"));
    CHECK(local.private_addresses == PrivateAddresses::allow);
    CHECK(local.delay == 0.0);
    CHECK_FALSE(local.covers(url("http://127.0.0.1:8081/")));
}

TEST_CASE("the example portal of the project is sound") {
    const auto portal = load_portal(std::string(NIANBAO_SOURCE_DIR) + "/data/portals/example.toml");
    INFO((portal ? "" : portal.error().where + ": " + portal.error().what));
    REQUIRE(portal);
    CHECK_FALSE(portal->contact.empty());
}

TEST_CASE("manners and discovery in a portal file") {
    const std::string start = "start = [\"https://www.example.gov.cn/nb/\"]\n";
    const Portal portal = parse_portal(start + R"(
address_delay_seconds = 7
hours = "22:00-06:00"
revisit = "always"
max_pages = 70
max_pages_per_host = 30
explore = true
sitemap = ["https://map.example.gov.cn/sitemap.xml"]
[[pages]]
address = "https://list.example.gov.cn/年报/list_{page}.html"
first = 2
last = 9
)", "p.toml").value();
    CHECK(portal.address_delay == 7.0);
    CHECK(portal.hours->from == 22 * 60);
    CHECK(portal.revisits == Revisits::always);
    CHECK(portal.max_pages_per_host == 30);
    CHECK(portal.explores);
    CHECK(portal.sitemaps.size() == 1);
    REQUIRE(portal.templates.size() == 1);
    CHECK(portal.templates[0].address(2) == "https://list.example.gov.cn/%E5%B9%B4%E6%8A%A5/list_2.html");
    CHECK(portal.templates[0].number_of(portal.templates[0].address(31)) == 31);
    // What is asked for by name is in scope.
    CHECK(portal.covers(url("https://map.example.gov.cn/sitemap.xml")));
    CHECK(portal.covers(url("https://list.example.gov.cn/x")));
    CHECK(parse_portal(start, "p.toml")->max_pages_per_host == 5000);
    CHECK_FALSE(parse_portal(start, "p.toml")->explores);
    CHECK(parse_portal(start, "p.toml")->revisits == Revisits::learned);
    CHECK(parse_portal("start = [\"http://127.0.0.1:8080/nb/\"]", "p.toml")->revisits == Revisits::always);
    CHECK(parse_portal("start = [\"https://www.example.gov.cn/\", \"https://czj.example.gov.cn/index.html\"]", "p.toml")->explores);
    CHECK(error_of(start + "hours = \"22-6\"\n").starts_with("p.toml:2:9: "));
    CHECK(error_of(start + "revisit = \"daily\"\n").find("learned") != std::string::npos);
    CHECK(error_of(start + "[[pages]]\naddress = \"https://a.cn/list.html\"\n").find("{page}") != std::string::npos);
    CHECK(error_of(start + "[[pages]]\naddress = \"list_{page}.html\"\n").starts_with("p.toml:3:11: "));
}
