#include "crawler/links.h"

#include <chrono>

#include "tests/support/catch.h"

using namespace nianbao::crawler;

namespace {

// "href|text|title" of each link, joined by newlines.
std::string links_of(const std::string& page) {
    std::string out;
    for (const Link& link : scan_links(page).links) out += link.href + "|" + link.text + "|" + link.title + "\n";
    return out;
}

}  // namespace

TEST_CASE("links of a page") {
    struct Case {
        const char* page;
        const char* links;
    };
    const Case cases[] = {
        {"<a href=\"a.html\">年报</a>", "a.html|年报|\n"},
        {"<A HREF='a.html' TITLE='2019年 年报'>2019…</A>", "a.html|2019…|2019年 年报\n"},
        {"<a href=a.html class=x>t</a>", "a.html|t|\n"},
        {"<a class=\"x>y\" href = \"a.html\" >t</a>", "a.html|t|\n"},
        {"<a href=\" a.html\n\">t</a>", "a.html|t|\n"},
        {"<a href=\"?a=1&amp;b=2&c=3&copy=4\">t</a>", "?a=1&b=2&c=3&copy=4|t|\n"},
        {"<a href=\"a&#46;html&#x3f;x\">&#24180;&#x62a5;&nbsp;&lt;1&gt;</a>", "a.html?x|年报 <1>|\n"},
        {"<a href=a.html><span>2019</span>年<b>\n  年报 </b></a>", "a.html|2019年 年报|\n"},
        {"<a href=a.html>one<a href=b.html>two</a>", "a.html|one|\nb.html|two|\n"},
        {"<a href=a.html>open", "a.html|open|\n"},
        {"<a name=x>t</a><a>u</a>", ""},
        {"<a href=\"\">t</a>", ""},
        {"<area href=m.html>", "m.html||\n"},
        {"<a href=a.html><img src=i.png alt='年报'></a>", "a.html|年报|\n"},
        {"<!-- <a href=a.html>t</a> --><a href=b.html>u</a>", "b.html|u|\n"},
        {"<!--><a href=b.html>u</a>", "b.html|u|\n"},
        {"<!-- <a href=a.html>", ""},
        {"<!--[if IE]><a href=a.html>t</a><![endif]--><a href=b.html>u</a>", "b.html|u|\n"},
        {"<script>var s='<a href=a.html>t</a>';</script><a href=b.html>u</a>", "b.html|u|\n"},
        {"<script>x</scr</SCRIPT ><a href=b.html>u</a>", "b.html|u|\n"},
        {"<style>a{}</style><a href=b.html>u</a>", "b.html|u|\n"},
        {"<script type=\"text/xml\"><datastore><record><![CDATA[<a href='/art/1.html'>年报</a>]]></record></datastore></script>", "/art/1.html|年报|\n"},
        {"<a href=\"a.html>t</a><p>", ""},
        {"1 < 2 <a href=a.html>3 < 4</a>", "a.html|3 < 4|\n"},
        {"<a href=a.html href=b.html>t</a>", "a.html|t|\n"},
        {"<a href=a.html/>t</a>", "a.html/|t|\n"},
        {"<abbr href=a.html>t</abbr>", ""},
    };
    for (const Case& one : cases) {
        INFO(one.page);
        CHECK(links_of(one.page) == one.links);
    }
}

TEST_CASE("a long anchor is cut between characters") {
    std::string text;
    for (int i = 0; i < 400; ++i) text += "年";
    const PageLinks links = scan_links("<a href=a.html>" + text + "</a>");
    CHECK(links.links[0].text.size() <= 512);
    CHECK(links.links[0].text.size() % 3 == 0);
    CHECK(text.starts_with(links.links[0].text));
}

TEST_CASE("what else a page says about where to go") {
    CHECK(scan_links("<base href='/x/'><base href='/y/'>").base == "/x/");
    CHECK(scan_links("<meta http-equiv=Refresh content=\"0; URL='../index.html'\">").refresh == "../index.html");
    CHECK(scan_links("<meta http-equiv='refresh' content='5;url=a.html?x=1&amp;y=2'>").refresh == "a.html?x=1&y=2");
    CHECK(scan_links("<meta http-equiv='refresh' content='5'>").refresh.empty());
    CHECK(scan_links("<title>政府 信息\n公开</title>").title == "政府 信息 公开");
    CHECK(scan_links("<iframe src=\"/a.pdf\"></iframe>").frames == std::vector<std::string>{"/a.pdf"});
    CHECK(scan_links("<p> 年 报 </p><script>many words</script>").text_size == 6);
}

TEST_CASE("jumps of scripts are read from their text") {
    struct Case {
        const char* script;
        const char* target;  // "" for none
    };
    const Case cases[] = {
        {"location.href='a.html'", "a.html"},       {"window.location.href = \"./a.html\";", "./a.html"},
        {"window.location=\"a.html\"", "a.html"},   {"location = 'a.html'", "a.html"},
        {"location.replace('a.html')", "a.html"},   {"self.location.assign( \"a.html\" )", "a.html"},
        {"location.href=url", ""},                  {"if (location.href=='a.html') x()", ""},
        {"location.href='/s?k='+word", ""},         {"mylocation='a.html'", ""},
        {"location.reload()", ""},                  {"location.href=''", ""},
        {"location.hash='#x'", ""},                 {"location.href='a.html", ""},
        {"location.href='/nb/' + 'a.html';", "/nb/a.html"},
        {"location.href = location.protocol + '//' + location.host + '/nb/a.html'", "/nb/a.html"},
        {"window.location.href = window.location.origin + \"/a.html\"", "/a.html"},
        {"var url = 'a.html'; location.href = url;", "a.html"},
        {"var n = 3; location.href = 'a_' + n + '.html'", "a_3.html"},
        {"location.href = 'a_' + next() + '.html'", ""},
        {"location.href = pages[1]", ""},           {"location.href = old ? 'b.html' : 'a.html'", ""},
        {"// location.href='b.html'\nlocation.href='a.html'", "a.html"},
        {"/* location.href='b.html' */ location.href='a.html'", "a.html"},
        {"location.href='http://www.example.gov.cn/a.html' // moved", "http://www.example.gov.cn/a.html"},
        {"var s = '/*'; location.href='a.html' /* */", "a.html"},
        {"if (/^https?:\\/\\//.test(u)) location.href='a.html'", "a.html"},
    };
    for (const Case& one : cases) {
        INFO(one.script);
        const PageLinks links = scan_links("<script>" + std::string(one.script) + "</script>");
        CHECK((links.jumps.empty() ? "" : links.jumps[0]) == one.target);
    }
}

TEST_CASE("a page may jump as soon as it is loaded, and scripts without an end are survived") {
    CHECK(scan_links("<body onload=\"location.href=&#39;a.html&#39;\">").jumps == std::vector<std::string>{"a.html"});
    for (const char* odd : {"location/*", "location.href='a", "location//", "location.href=a+", "location.href=+", "location.href=a.b.c", "/", "location.href='a'+", "\\location='"})
        CHECK(scan_links("<script>" + std::string(odd)).jumps.size() <= 1);
}

TEST_CASE("createPageHTML tells how many pages a list has") {
    const auto pager = scan_links("<script>function createPageHTML(a,b){} createPageHTML(12, 0, \"index\", \"html\");</script>").pager;
    REQUIRE(pager);
    CHECK(pager->total == 12);
    CHECK(pager->first == 1);
    CHECK(pager->stem == "index");
    CHECK(pager->extension == "html");
    const auto newer = scan_links("<script>createPageHTML('page_div',5, 1,'list','shtml',90);</script>").pager;
    REQUIRE(newer);
    CHECK(newer->total == 5);
    CHECK(newer->first == 2);
    CHECK(newer->stem == "list");
    const auto left = scan_links("<script>//createPageHTML(99, 0, \"old\", \"htm\");\n createPageHTML(4, 0, \"index\", \"html\");</script>").pager;
    REQUIRE(left);
    CHECK((left->total == 4 && left->stem == "index"));
    for (const char* bad : {"createPageHTML()", "createPageHTML(a, 0, \"index\", \"html\")", "createPageHTML(99999999, 0, \"i\", \"html\")",
                            "createPageHTML(0, 0, \"index\", \"html\")", "createPageHTML(3, 0, \"../../etc\", \"html\")", "createPageHTML(3, 0"}) {
        INFO(bad);
        CHECK_FALSE(scan_links("<script>" + std::string(bad) + "</script>").pager);
    }
}

TEST_CASE("hostile pages cost no more than their size") {
    const auto repeated = [](const std::string& piece) {
        std::string out;
        while (out.size() < (1U << 20)) out += piece;
        return out;
    };
    for (const char* piece : {"<a href=x>", "<!--", "<script>", "<", "</", "<a ", "<a href='", "&", "&#", "<![CDATA[", "<a href=x title=y ", "location", "<script>location='",
                              "createPageHTML(", "<script></script><a href=\"", "\xE5", "<title>", "<a b=c d=e f=g h=i"}) {
        INFO(piece);
        const auto begun = std::chrono::steady_clock::now();
        const PageLinks links = scan_links(repeated(piece));
        CHECK(links.links.size() <= PageLinks::max_links);
        CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(2));
        (void)scan_links("<script>" + repeated(piece));
    }
}
