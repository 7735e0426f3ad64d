// The small readers behind an exchange: fields, dates, codings, addresses, walls, traps, delays.

#include "crawler/address.h"
#include "crawler/coding.h"
#include "crawler/politeness.h"
#include "crawler/response_head.h"
#include "crawler/trap.h"
#include "crawler/verdict.h"
#include "crawler/walls.h"
#include "crawler/wildcard.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::crawler;

namespace {

Exchange answer(int status, const std::string& fields, const std::string& body) {
    Exchange exchange;
    exchange.url = "http://a.cn/x";
    exchange.status = status;
    exchange.response_head = "HTTP/1.1 " + std::to_string(status) + " Words\r\n" + fields + "\r\n";
    exchange.headers = parse_fields(exchange.response_head);
    exchange.body = body;
    return exchange;
}

}  // namespace

TEST_CASE("fields of a head") {
    const Exchange exchange = answer(200, "Content-Type:text/html; charset=\"GBK\"\r\nETag: \"a\"\r\n \"b\"\r\nno colon\r\n: x\r\nSet-Cookie: a\r\nset-cookie: b\r\n", "");
    CHECK(exchange.header("content-type") == "text/html; charset=\"GBK\"");
    CHECK(exchange.header("ETAG") == "\"a\" \"b\"");
    CHECK(exchange.header("Set-Cookie") == "a");
    CHECK(exchange.header("Nothing").empty());
    CHECK(exchange.headers.size() == 4);
    CHECK(parse_media_type("Text/HTML; a=b; Charset='GB2312'").charset == "gb2312");
    CHECK(parse_media_type("Text/HTML ;x").essence == "text/html");
    CHECK(parse_media_type("").essence.empty());
}

TEST_CASE("HTTP dates and Retry-After") {
    for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) CHECK(parse_http_date(text) == 784111777);
    CHECK(parse_http_date("Sun, 13 Sep 2020 12:26:40 GMT") == 1'600'000'000);
    for (const char* text : {"", "tomorrow", "Sun, 31 Feb 2020 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Non 1994 08:49:37 GMT", "06 Nov 1994"}) {
        INFO(text);
        CHECK_FALSE(parse_http_date(text));
    }
    CHECK(parse_retry_after("120", 5) == 120);
    CHECK(parse_retry_after(" 0 ", 5) == 0);
    CHECK(parse_retry_after("99999999999999", 5) == 999'999'999);
    CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784111700) == 77);
    CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784111800) == 0);
    CHECK_FALSE(parse_retry_after("-5", 5));
    CHECK_FALSE(parse_retry_after("soon", 5));
}

TEST_CASE("a content coding that is not there is a fault of protocol") {
    Exchange exchange = answer(200, "Content-Encoding: gzip\r\n", "<html>plain</html>");
    undo_codings(exchange, 1000);
    CHECK(exchange.failure == Failure::protocol);
    Exchange odd = answer(200, "Content-Encoding: compress\r\n", "xyz");
    undo_codings(odd, 1000);
    CHECK(odd.failure == Failure::protocol);
    Exchange nested = answer(200, "Content-Encoding: gzip, gzip\r\nContent-Encoding: gzip, gzip, gzip\r\n", "\x1f\x8b");
    undo_codings(nested, 1000);
    CHECK(nested.failure != Failure::none);
    Exchange none = answer(200, "Content-Encoding: identity\r\n", "xyz");
    undo_codings(none, 1000);
    CHECK(none.failure == Failure::none);
    CHECK(none.payload() == "xyz");
}

TEST_CASE("addresses that no portal is served from") {
    for (const char* text : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
                             "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "x", ""}) {
        INFO(text);
        CHECK(is_private_address(text));
    }
    for (const char* text : {"8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "223.255.255.255", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
        INFO(text);
        CHECK_FALSE(is_private_address(text));
    }
}

TEST_CASE("walls by kind") {
    struct Case {
        int status;
        const char* fields;
        const char* body;
        const char* wall;  // "" for none
    };
    const Case cases[] = {
        {521, "Set-Cookie: __jsluid_s=1\r\n", "", "jsl"},
        {200, "", "<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>", "jsl"},
        {412, "", "<html><script>$_ts=window['$_ts'];</script></html>", "ruishu"},
        {202, "", "<html><script>$_ts=window['$_ts'];</script></html>", "ruishu"},
        {412, "", "Precondition Failed", ""},
        {200, "", "<script src='/WZWSREL'></script><p>请开启JavaScript并刷新该页.</p>", "wzws"},
        {200, "", "<script>var arg1='1'; function setCookie(){document.cookie='acw_sc__v2='+x}</script>", "acw"},
        {200, "", "<script>document.cookie='EO_Bot_Ssid=1'</script>", "edgeone"},
        {200, "", "<title>安全验证</title><script src=captcha.js></script>请输入验证码", "captcha"},
        {302, "Location: /x\r\nSet-Cookie: a=1\r\n", "", "cookie"},
        {302, "Location: /x\r\n", "", ""},
        {302, "Location: /y\r\nSet-Cookie: a=1\r\n", "", ""},
        {200, "", "<title>年报</title><p>report</p>", ""},
        {403, "", "Forbidden", ""},
    };
    for (const Case& one : cases) {
        INFO(one.status << one.body);
        CHECK(recognise_wall(answer(one.status, one.fields, one.body), one.body, scan_list(one.body)).value_or("") == one.wall);
    }
    std::string page = "<script>var x='验证码 captcha acw_sc__v2'</script>";
    for (int i = 0; i < 500; ++i) page += "<p>政府信息公开</p>";
    CHECK_FALSE(recognise_wall(answer(200, "", page), page, scan_list(page)));
    // Of a media type that is not read the bytes alone are looked at.
    CHECK(recognise_wall(answer(200, "Content-Type: image/png\r\n", "<script>document.cookie='EO_Bot_Ssid=1'</script>"), "", {}) == "edgeone");
    CHECK_FALSE(recognise_wall(answer(200, "Content-Type: image/png\r\n", page), "", {}));
}

TEST_CASE("pages that say that there is nothing") {
    const auto missing = [](std::string_view text) { return recognise_missing_page(text, scan_list(text)); };
    CHECK(missing("<title>404</title><p>sorry</p>") == MissingPage::soft_404);
    CHECK(missing("<p>您访问的页面不存在或已删除</p>") == MissingPage::soft_404);
    CHECK(missing("<p>该文章已被删除</p>") == MissingPage::deleted);
    CHECK(missing("<title>年报</title><p>收到申请404件</p>") == MissingPage::none);
    CHECK(missing("") == MissingPage::none);
    std::string page = "<p>本机关不掌握相关政府信息，信息不存在</p>";
    for (int i = 0; i < 300; ++i) page += "<p>政府信息公开</p>";
    CHECK(missing(page) == MissingPage::none);
}

TEST_CASE("a page is a page, whatever type its server gives it") {
    const std::string html = "\n<!DOCTYPE html><html><a href='/x'>x</a>", words = "<recordset>", pdf = "%PDF-1.4\n1 0 obj", zip("PK\3\4\0\0", 6);
    const auto is = [](const std::string& type, const std::string& body) { return is_page(answer(200, type.empty() ? "" : "Content-Type: " + type + "\r\n", body)); };
    for (const char* type : {"", "text/html", "text/plain", "TEXT/HTML; charset=gbk", "application/octet-stream", "text/css", "image/jpeg", "*/*", "html", "application/x-httpd-php"}) {
        INFO(type);
        CHECK(is(type, html));
    }
    for (const char* type : {"text/xml", "application/octet-stream", "unknown/unknown", "html"}) CHECK(is(type, words));
    for (const char* type : {"text/css", "image/jpeg", "application/pdf"}) CHECK_FALSE(is(type, words));
    for (const std::string& file : {pdf, zip}) CHECK_FALSE(is("application/octet-stream", file));
    CHECK_FALSE(is("text/html", ""));
    CHECK_FALSE(is_page(answer(304, "", html)));
}

TEST_CASE("what an answer means") {
    const auto outcome = [](const Exchange& exchange) { return std::string(model::name_of(judge(exchange, exchange.payload(), scan_list(exchange.payload())).outcome)); };
    CHECK(outcome(answer(200, "", "x")) == "fetched");
    CHECK(outcome(answer(304, "", "")) == "unchanged");
    CHECK(outcome(answer(301, "Location: /y\r\n", "")) == "fetched");
    CHECK(outcome(answer(301, "", "")) == "http_4xx");
    CHECK(outcome(answer(404, "", "")) == "gone");
    CHECK(outcome(answer(410, "", "")) == "gone");
    CHECK(outcome(answer(206, "Content-Range: bytes 0-0/9\r\n", "x")) == "truncated");
    CHECK(outcome(answer(403, "", "")) == "http_4xx");
    CHECK(outcome(answer(502, "", "")) == "http_5xx");
    CHECK(judge(answer(502, "", ""), "", {}).retry == Retry::soon);
    CHECK(judge(answer(429, "", ""), "", {}).retry == Retry::host_wide);
    CHECK(judge(answer(403, "", ""), "", {}).detail == "403 Words");
    CHECK(judge_robots(answer(200, "", "")) == RobotsAnswer::rules);
    CHECK(judge_robots(answer(403, "", "")) == RobotsAnswer::allow_all);
    CHECK(judge_robots(answer(429, "", "")) == RobotsAnswer::unreachable);
    CHECK(judge_robots(answer(500, "", "")) == RobotsAnswer::unreachable);
    CHECK(judge_robots(answer(200, "", "<script>$_ts='__jsl_clearance'</script>")) == RobotsAnswer::unreachable);
    CHECK(judge_robots(Exchange{}) == RobotsAnswer::unreachable);
}

TEST_CASE("traps") {
    const auto is_trap = [](const std::string& path) { return recognise_trap(model::Url::parse("http://a.cn" + path).value(), 2026).has_value(); };
    CHECK_FALSE(is_trap("/zwgk/zfxxgknb/2020/t20200219_1.html"));
    CHECK_FALSE(is_trap("/art/2021/1/1/art_1_1.html"));
    CHECK_FALSE(is_trap("/a/b/a/b/c"));
    CHECK(is_trap("/a/b/a/b/a/b/c"));
    CHECK(is_trap("/a/a/a/a/c"));
    CHECK(is_trap("/a/1/a/2/a/3/a/4/c"));
    CHECK(is_trap("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/x"));
    CHECK(is_trap("/" + std::string(2100, 'x')));
    CHECK(is_trap("/?" + std::string(25, '&')));
}

TEST_CASE("pauses") {
    Portal portal;
    CHECK(delay_after(portal, std::nullopt, milliseconds(100)) == milliseconds(3000));
    CHECK(delay_after(portal, std::nullopt, milliseconds(2000)) == milliseconds(10'000));
    CHECK(delay_after(portal, 30.0, milliseconds(2000)) == milliseconds(30'000));
    portal.delay = 0.5;
    CHECK(delay_after(portal, std::nullopt, milliseconds(2000)) == milliseconds(500));
    CHECK(delay_after(portal, 2.0, milliseconds(0)) == milliseconds(2000));
    CHECK(back_off(milliseconds(1000), 1, 0) == milliseconds(1000));
    CHECK(back_off(milliseconds(1000), 4, 0) == milliseconds(8000));
    CHECK(back_off(milliseconds(1000), 1, 1) == milliseconds(1250));
    CHECK(back_off(milliseconds(1000), 1'000'000, 0) == std::chrono::hours(1));
    CHECK(host_key(model::Url::parse("https://a.cn/").value()) == host_key(model::Url::parse("http://a.cn/").value()));
    CHECK(host_key(model::Url::parse("http://a.cn:8080/").value()) == "a.cn:8080");
}

TEST_CASE("patterns") {
    CHECK(occurs_in("年度报告", "2019年度报告书"));
    CHECK(occurs_in("a*c", "xxabbcxx"));
    CHECK_FALSE(occurs_in("a*c", "cba"));
    CHECK(occurs_in("^http://a", "http://a.cn/"));
    CHECK_FALSE(occurs_in("^a.cn", "http://a.cn/"));
    CHECK(occurs_in(".html$", "/a.html"));
    CHECK_FALSE(occurs_in(".html$", "/a.html?x"));
    CHECK(occurs_in("/t20*.html$", "/nb/t20200219_1.html"));
    CHECK(occurs_in("*x", "abx"));
}
