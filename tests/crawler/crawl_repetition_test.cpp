// Sites that go on for ever or say the same to every address: traps, soft 404s, front pages; and walls by kind.

#include <algorithm>

#include "crawler/repetition.h"
#include "crawler/trap.h"
#include "tests/crawler/crawl_fixture.h"

using namespace nianbao;
using namespace nianbao::crawler;
using namespace nianbao::tests;
using model::Outcome;

namespace {

std::string answer(const std::string& body, const std::string& fields = html_type) { return response("200 OK", fields, body); }

}  // namespace

TEST_CASE_METHOD(CrawlFixture, "a list whose next pages bring nothing new ends, and the ledger says why") {
    add_portal("/list_1.html");
    for (int page = 1; page <= 60; ++page) {
        const std::string next = "/list_" + std::to_string(page + 1) + ".html";
        server.page("/list_" + std::to_string(page) + ".html", link("/r2019.html", "2019年政府信息公开年报") + link(next, "下一页"));
    }
    server.page("/r2019.html", a_report);
    const CrawlSummary summary = run();
    CHECK(summary.requests < 12);
    CHECK(summary.outcomes[static_cast<std::size_t>(Outcome::trap)] == 1);
    bool is_said = false;
    for (const auto& [url, entry] : frontier.entries) is_said = is_said || entry.detail.find("brought nothing new") != std::string::npos;
    CHECK(is_said);
}

TEST_CASE_METHOD(CrawlFixture, "lists that only lead to their own kind end, whatever their links say") {
    // A calendar by day, and facets that add parameters: each page names new addresses, with the words of a column.
    add_portal("/list/");
    portal().max_pages = 2000;
    list(link("/zfxxgknb/day-0", "政府信息公开年报") + link("/zfxxgknb/facet", "政府信息公开年报") + link("t20200101.html", "2019年政府信息公开年报"));
    server.page("/list/t20200101.html", a_report);
    server.otherwise([](const std::string& target) -> std::string {
        if (const auto dash = target.find("day-"); dash != std::string::npos) {
            const int day = std::stoi(target.substr(dash + 4));
            return answer(link("day-" + std::to_string(day + 1), "下一页") + link("day-" + std::to_string(day + 2), "政府信息公开年报"));
        }
        if (target.find("facet") == std::string::npos) return response("404 Not Found", "", "");
        std::string links;
        for (const std::string name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "k"})
            if (target.find(name + "=") == std::string::npos) links += link(target + (target.find('?') == std::string::npos ? "?" : "&") + name + "=1", "政府信息公开年报");
        return answer(links);
    });
    const CrawlSummary summary = run();
    CHECK(summary.requests < 100);
    CHECK(summary.outcomes[static_cast<std::size_t>(Outcome::trap)] >= 2);
    CHECK(outcome("/list/t20200101.html") == "fetched");
    bool is_said = false;
    for (const auto& [url, entry] : frontier.entries) is_said = is_said || entry.detail.find("led only to each other") != std::string::npos;
    CHECK(is_said);
}

TEST_CASE_METHOD(CrawlFixture, "a list without end keeps no report waiting, and its false reports end it") {
    add_portal("/list/");
    portal().max_pages = 5000;
    list(link("/endless/list_1.html", "政府信息公开年报") + link("t20200101.html", "2019年政府信息公开年报"));
    server.page("/list/t20200101.html", a_report);
    server.otherwise([](const std::string& target) -> std::string {
        const auto mark = target.find("list_");
        if (mark == std::string::npos) return answer("<title>" + target + "</title><p>今天天气很好，适合外出活动，不要忘记带伞。</p>" + target);
        const std::string number = std::to_string(std::stoi(target.substr(mark + 5)) + 1);
        return answer(link("list_" + number + ".html", "下一页") + link("/art/" + number + ".html", "2019年政府信息公开工作年度报告"));
    });
    const CrawlSummary summary = run();
    CHECK(summary.requests < 1000);
    CHECK(summary.outcomes[static_cast<std::size_t>(Outcome::trap)] >= 1);
    const auto seen = server.requests();
    const auto at = std::find_if(seen.begin(), seen.end(), [](const SeenRequest& request) { return request.target == "/list/t20200101.html"; });
    CHECK(at - seen.begin() < 2 * Repetition::early_pages);
}

TEST_CASE_METHOD(CrawlFixture, "a list without end that leads to ever new lists and to no report ends") {
    portal().max_pages = 5000;
    server.otherwise([](const std::string& target) -> std::string {
        const int number = target.starts_with("/more/") ? std::stoi(target.substr(6)) : 0;
        return answer(link("/more/" + std::to_string(number + 1) + ".html", "下一页") + link("/x/" + std::to_string(number) + "/", "政府信息公开年报") + link("/y/", "新闻"));
    });
    list(link("/more/1.html", "下一页"));
    CHECK(run().requests < 3 * Repetition::most_barren_lists);
    CHECK(frontier.entries.size() > Repetition::most_barren_lists);
}

TEST_CASE_METHOD(CrawlFixture, "pages that jump on and on end like redirects") {
    add_portal("/list/");
    list(link("/jump/1.html", "2019年政府信息公开年报") + link("/leap/1.html", "2018年政府信息公开年报"));
    server.otherwise([](const std::string& target) -> std::string {
        const bool is_jump = target.starts_with("/jump/");
        if (!is_jump && !target.starts_with("/leap/")) return response("404 Not Found", "", "");
        const std::string next = target.substr(0, 6) + std::to_string(std::stoi(target.substr(6)) + 1) + ".html";
        return answer(is_jump ? "<meta http-equiv=refresh content='0; url=" + next + "'>" : "<script>location.href='" + next + "';</script>");
    });
    const CrawlSummary summary = run();
    CHECK(summary.requests < 20);
    CHECK(outcome("/jump/6.html") == "trap");
    CHECK(entry("/leap/6.html").detail.find("more than five redirects") != std::string::npos);
}

TEST_CASE_METHOD(CrawlFixture, "a long list with something new on each page is read to its end") {
    add_portal("/list_1.html");
    for (int page = 1; page <= 20; ++page) {
        const std::string next = "/list_" + std::to_string(page + 1) + ".html";
        server.page("/list_" + std::to_string(page) + ".html", link("/r" + std::to_string(1000 + page) + ".html", "2019年政府信息公开年报") + (page < 20 ? link(next, "下一页") : ""));
        server.page("/r" + std::to_string(1000 + page) + ".html", a_report + std::to_string(page));
    }
    CHECK(run().outcomes[static_cast<std::size_t>(Outcome::fetched)] == 40);
}

TEST_CASE_METHOD(CrawlFixture, "one page under many addresses is a soft 404, of all of them") {
    std::string links;
    for (int i = 0; i < 6; ++i) {
        const std::string name = "t2020010" + std::to_string(i) + ".html";
        links += link(name, "201" + std::to_string(i) + "年政府信息公开年报");
        server.page("/list/" + name, "<title>提示</title><p>您要找的内容正在维护，请稍后再来看一看吧。</p>");
    }
    list(links + link("t20200109.html", "2009年政府信息公开年报"));
    server.page("/list/t20200109.html", a_report);
    run();
    for (int i = 0; i < 6; ++i) CHECK(outcome("/list/t2020010" + std::to_string(i) + ".html") == "soft_404");
    CHECK(outcome("/list/t20200109.html") == "fetched");
    CHECK(entry("/list/t20200100.html").detail.find("other addresses") != std::string::npos);
}

TEST_CASE_METHOD(CrawlFixture, "the front page in the place of a report") {
    std::string front = "<meta name=SiteName content=例市人民政府><title>例市人民政府</title>";
    for (int i = 0; i < 50; ++i) front += link("/n" + std::to_string(i), "要闻");
    list(link("t20200101.html", "2019年政府信息公开年报") + link("t20200102.html", "2018年政府信息公开年报") + link("t20200103.html", "2017年政府信息公开年报"));
    server.page("/list/t20200101.html", front);
    server.sequence("/list/t20200102.html", {response("302 Found", "Location: /\r\n", "")});
    server.page("/list/t20200103.html", " <p> </p> ");
    run();
    CHECK(outcome("/list/t20200101.html") == "soft_404");
    CHECK(outcome("/list/t20200102.html") == "soft_404");
    CHECK(server.count("/") == 0);
    CHECK(outcome("/list/t20200103.html") == "soft_404");
    CHECK(entry("/list/t20200103.html").detail.find("nearly empty") != std::string::npos);
    server.page("/list/t20200103.html", "");
    run();
    CHECK(entry("/list/t20200103.html").detail == "the page is empty");
}

TEST_CASE_METHOD(CrawlFixture, "a crawl records each wall by its kind") {
    struct Wall {
        const char* kind;
        std::string answer;
    };
    const std::string script = "<script>var a=1;</script>";
    const std::vector<Wall> walls = {
        {"jsl", response("521 Web Server Is Down", html_type + "Set-Cookie: __jsluid_s=1\r\n", "<script>document.cookie='__jsl_clearance=1'</script>")},
        {"ruishu", response("412 Precondition Failed", html_type, "<html><script>$_ts=window['$_ts'];</script></html>")},
        {"ruishu", response("202 Accepted", html_type, "<html><script>if($_ts.cd){}</script></html>")},
        {"wzws", answer("<script src=/wzwschallenge.js></script>请开启JavaScript并刷新该页")},
        {"acw", answer("<script>var arg1='X';setCookie('acw_sc__v2',x)</script>")},
        {"edgeone", answer("<script>document.cookie='EO_Bot_Ssid=1';location.reload()</script>")},
        {"cookie", response("302 Found", "Location: /list/\r\nSet-Cookie: a=b\r\n", "")},
        {"403 page", response("403 Forbidden", html_type, "<html><h1>403 Forbidden</h1></html>")},
        {"captcha", answer(script + "<title>安全验证</title>请输入验证码<img src=c.png>")},
        {"firewall", response("405 Not Allowed", html_type, "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被拒绝，您的请求可能…</p>")},
        {"script", answer("<script>document.cookie='c=1';location.reload();</script>")},
        {"wzws", answer("<noscript>请开启JavaScript并刷新该页</noscript><p>请开启JavaScript并刷新该页</p>")},
        {"captcha", answer("<title>安全验证</title><form>请输入验证码<input name=code><img src=c.png></form>")},
    };
    for (std::size_t i = 0; i < walls.size(); ++i) {
        DYNAMIC_SECTION(i << " " << walls[i].kind) {
            server.sequence("/list/", {walls[i].answer});
            run();
            CHECK(outcome("/list/") == "wall");
            CHECK(entry("/list/").detail == "wall: " + std::string(walls[i].kind));
            CHECK(server.count("/list/") == 1);
        }
    }
    SECTION("a 403 without a page is an answer of the server") {
        server.sequence("/list/", {response("403 Forbidden", "", "")});
        run();
        CHECK(outcome("/list/") == "http_4xx");
    }
    SECTION("a report that speaks of captchas is a report") {
        server.page("/list/", script + a_report + "<p>" + std::string(2000, 'x') + "请输入验证码 您的请求可能</p>");
        run();
        CHECK(outcome("/list/") == "fetched");
    }
}

TEST_CASE_METHOD(CrawlFixture, "a front page alone: the column is found, and the sitemap that robots.txt names is read") {
    add_portal("/");
    server.page("/robots.txt", "User-agent: *\nDisallow: /secret\nSitemap: " + server.url("/map.xml") + "\n");
    server.page("/", link("/zwgk/", "政务公开") + link("/news/", "新闻中心"));
    server.page("/zwgk/", link("/zwgk/nb/", "政府信息公开年报") + link("/zwgk/ml/", "信息公开目录"));
    server.page("/zwgk/ml/", "x");
    server.page("/zwgk/nb/", link("/zwgk/nb/t20200101_1.html", "2019年政府信息公开工作年度报告"));
    server.page("/zwgk/nb/t20200101_1.html", a_report);
    server.sequence("/map.xml", {response("200 OK", "Content-Type: application/xml\r\n", "<urlset><url><loc>" + server.url("/bm/zfxxgknb/t20210101_2.html") + "</loc></url></urlset>")});
    server.page("/bm/zfxxgknb/t20210101_2.html", a_report);
    run();
    CHECK(outcome("/zwgk/nb/t20200101_1.html") == "fetched");
    CHECK(outcome("/bm/zfxxgknb/t20210101_2.html") == "fetched");
    CHECK(server.count("/news/") == 0);
    // The report comes before the ways that lead nowhere.
    const auto position = [&](const std::string& path) {
        const auto seen = server.requests();
        return std::find_if(seen.begin(), seen.end(), [&](const SeenRequest& request) { return request.target == path; }) - seen.begin();
    };
    CHECK(position("/zwgk/nb/t20200101_1.html") < position("/zwgk/ml/"));
}

TEST_CASE("addresses that go on for ever") {
    const auto is_trap = [](const std::string& path) { return recognise_trap(model::Url::parse("http://a.cn" + path).value(), 2026).has_value(); };
    CHECK(is_trap("/calendar/2035/07/"));
    CHECK(is_trap("/events?year=2040&month=3"));
    CHECK(is_trap("/cal?y=2040&m=3"));
    CHECK(is_trap("/cal?date=1970-01-01"));
    CHECK_FALSE(is_trap("/cal?date=2024-02-29"));
    CHECK_FALSE(is_trap("/list?y=2040"));
    CHECK_FALSE(is_trap("/zfxxgknb/2023/01/t20230101.html"));
    CHECK_FALSE(is_trap("/zfxxgknb/2026/01/"));
    CHECK(is_trap("/list?a=1&a=2&a=3"));
    CHECK(without_session(model::Url::parse("http://a.cn/x.jsp;jsessionid=0A1B?id=3").value()).to_string() == "http://a.cn/x.jsp?id=3");
    CHECK(shape_of(model::Url::parse("http://a.cn/c100186/202602/0a1b2c3d4e5f60718293a4b5c6d7e8f9.shtml?page=12").value()) == "http://a.cn/c#/#/H.shtml?page=#");
    CHECK(shape_of(model::Url::parse("http://a.cn/art/x7Kq9Zp.html?s=3fa94c").value()) == "http://a.cn/art/H.html?s=H");
    const auto list = [](const std::string& path) { return list_shape_of(model::Url::parse("http://a.cn" + path).value()); };
    CHECK(list("/nb12/index_3.html") == list("/nb12/index_4.html"));
    CHECK(list("/nb12/index_3.html") != list("/nb13/index_3.html"));
    CHECK(list("/api?columnid=7&page=3") == list("/api?columnid=7&page=4"));
    CHECK(list("/api?columnid=7&page=3") != list("/api?columnid=8&page=3"));
    CHECK(list("/trap/7/") == list("/trap/8/"));
    Repetition repetition;
    model::FrontierEntry entry;
    entry.url = "http://a.cn/list?id=1&PHPSESSID=abc";
    CHECK_FALSE(repetition.closed(entry, model::Url::parse(entry.url).value()));
    CHECK_FALSE(repetition.closed(entry, model::Url::parse(entry.url).value()));
    entry.url = "http://a.cn/list?id=1&PHPSESSID=abd";
    CHECK(repetition.closed(entry, model::Url::parse(entry.url).value()));
    entry.url = "http://a.cn/list?id=2&PHPSESSID=abd";
    CHECK_FALSE(repetition.closed(entry, model::Url::parse(entry.url).value()));
}

TEST_CASE("what was seen again and again is remembered by a run that is taken up again") {
    const auto url = [](const std::string& path) { return model::Url::parse("http://a.cn" + path).value(); };
    const auto entry_of = [&](const std::string& path, model::PageKind kind) {
        model::FrontierEntry entry;
        entry.url = url(path).to_string();
        entry.origin = "http://a.cn";
        entry.kind = kind;
        entry.referrer = "http://a.cn/hollow/1.html";
        return entry;
    };
    const model::FrontierEntry session = entry_of("/list?id=1&PHPSESSID=abc", model::PageKind::list);
    Repetition before;
    CHECK_FALSE(before.closed(session, url("/list?id=1&PHPSESSID=abc")));
    before.note_list(url("/nb/list_1.html"), {entry_of("/r1.html", model::PageKind::report)});
    for (int page = 2; page <= 1 + Repetition::most_barren_pages; ++page) before.note_list(url("/nb/list_" + std::to_string(page) + ".html"), {entry_of("/r1.html", model::PageKind::report)});
    for (int page = 2; page < 2 + Repetition::most_hollow_pages; ++page) before.note_report(entry_of("/hollow/" + std::to_string(page) + ".html", model::PageKind::report), url("/hollow/" + std::to_string(page) + ".html"), Substance::nothing);
    CHECK(before.alike(entry_of("/a.html", model::PageKind::report), 100, "t").empty());

    Repetition after;
    after.restore(before.take_notes());
    CHECK(before.take_notes().empty());
    CHECK(after.closed(entry_of("/list?id=1&PHPSESSID=abd", model::PageKind::list), url("/list?id=1&PHPSESSID=abd")));
    CHECK(after.closed(entry_of("/nb/list_99.html", model::PageKind::list), url("/nb/list_99.html")));
    CHECK(after.closed(entry_of("/hollow/999.html", model::PageKind::report), url("/hollow/999.html")));
    CHECK(after.alike(entry_of("/b.html", model::PageKind::report), 100, "t") == std::vector<std::string>{"http://a.cn/a.html"});
    // What the list led to before is nothing new; something else is.
    after.note_list(url("/nb/list_7.html"), {entry_of("/r1.html", model::PageKind::report)});
    CHECK(after.closed(entry_of("/nb/list_99.html", model::PageKind::list), url("/nb/list_99.html")));
    after.note_list(url("/nb/list_8.html"), {entry_of("/r2.html", model::PageKind::report)});
    CHECK_FALSE(after.closed(entry_of("/nb/list_99.html", model::PageKind::list), url("/nb/list_99.html")));
}
