#include "crawler/discovery.h"

#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::crawler;
using model::PageKind;

namespace {

const std::string site = "https://www.example.gov.cn";

std::string kind_of(const Portal& portal, const Link& link, PageKind from) {
    const auto judged = judge_link(portal, link, model::Url::parse(site + "/nb/").value().resolve(link.href).value(), {.from = from});
    return judged ? std::string(model::name_of(judged->kind)) : "-";
}

Portal portal_with(const std::string& more = "") { return parse_portal("start = [\"" + site + "/nb/\"]\n" + more, "p.toml").value(); }

// What a page leads to: "kind path depth" of each entry, in order.
std::string found_on(const Portal& portal, const std::string& page, PageKind kind = PageKind::list, const std::string& address = site + "/nb/index.html") {
    model::FrontierEntry entry;
    entry.url = address;
    entry.kind = kind;
    entry.depth = 1;
    std::string out;
    const Discovery found = discover(portal, entry, model::Url::parse(address).value(), scan_list(page), page, 1000);
    CHECK(found.entries.size() == found.reasons.size());
    for (const model::FrontierEntry& one : found.entries) {
        out += std::string(model::name_of(one.kind)) + " " + (one.url.starts_with(site) ? one.url.substr(site.size()) : one.url) + " " + std::to_string(one.depth) + "\n";
        CHECK(one.referrer == address);
        CHECK(one.due_at == 1000);
        CHECK(one.portal == portal.id);
    }
    return out;
}

}  // namespace

TEST_CASE("a page that leads to more addresses than are taken from one says so") {
    model::FrontierEntry entry;
    entry.url = site + "/nb/index.html";
    entry.kind = PageKind::list;
    std::string page;
    const auto found = [&] { return discover(portal_with(), entry, model::Url::parse(entry.url).value(), scan_list(page), page, 1000); };
    for (std::size_t i = 0; i < most_entries; ++i) page += "<a href=t2020_" + std::to_string(i) + ".html>2019年政府信息公开工作年度报告</a>";
    page += "<a href=t2020_7.html>2019年政府信息公开工作年度报告</a>";  // known
    CHECK(found().entries.size() == most_entries);
    CHECK_FALSE(found().is_cut);
    page += "<a href=t2020_x.html>2019年政府信息公开工作年度报告</a>";
    CHECK(found().entries.size() == most_entries);
    CHECK(found().is_cut);
}

TEST_CASE("a link is known by its words and its address") {
    struct Case {
        const char* href;
        const char* text;
        const char* title;
        const char* kind;
    };
    const Case cases[] = {
        {"./202002/t20200219_1.html", "郊区2019年政府信息公开工作年度报告", "", "report"},
        {"x.html", "2019年政府信息公开年报", "", "report"},
        {"x.html", "二〇一九年政府信息公开工作年度报告", "", "report"},
        {"x.html", "市财政局 2023 年 政府信息公开 年度报告", "", "report"},
        {"/art/2021/1/25/art_16516_1541057.html", "市财政局政府信息公开工作年度报告", "", "report"},
        {"x.html", "沭阳县住房保障中心2023年政府信息公开工…", "", "report"},
        {"x.html", "沭阳县住房…", "沭阳县住房保障中心2023年政府信息公开工作年度报告", "report"},
        {"x.html", "2015年政务公开工作报告", "", "report"},
        {"/caizhengju/", "市财政局政府信息公开工作年度报告", "", "list"},
        {"/zfxxgk/", "政府信息公开年报", "", "list"},
        {"/zfxxgk/", "政府信息公开 年度报告", "", "list"},
        {"/bm/zfxxgknb/", "更多", "", "list"},
        {"/bm/zfxxgknb/202001/t20200119_2.html", "详细", "", "report"},
        {"/a.pdf", "2019年政府信息公开年报", "", "attachment"},
        {"/a.pdf", "通知", "", "-"},
        {"/a.jpg", "2019年政府信息公开年报", "", "report"},
        {"/zfxxgkzn/", "政府信息公开指南", "", "-"},
        {"/t20200219_1.html", "关于做好春耕工作的通知", "", "-"},
        {"/", "首页", "", "-"},
        {"/bg.html", "2019年政府工作报告", "", "-"},
        {"/ys.html", "2019年部门决算公开年度报告", "", "-"},
    };
    for (const Case& one : cases) {
        INFO(one.href << " " << one.text);
        const std::string kind = kind_of(portal_with(), {one.href, one.text, one.title}, PageKind::list);
        // An image is no page, whatever its words.
        CHECK(kind == (std::string(one.href).ends_with(".jpg") ? "-" : one.kind));
    }
    CHECK(kind_of(portal_with(), {"P0202.docx", "附件", ""}, PageKind::report) == "attachment");
    CHECK(kind_of(portal_with(), {"P0202.docx", "附件", ""}, PageKind::list) == "-");
}

TEST_CASE("patterns of the portal file take the place of the usual words") {
    const Portal portal = portal_with("report = [\"年鉴\", \"/special/*.htm$\"]\nignore = [\"指南\"]\n");
    CHECK(kind_of(portal, {"x.html", "2019年鉴", ""}, PageKind::list) == "report");
    CHECK(kind_of(portal, {"/special/1/2.htm", "x", ""}, PageKind::list) == "report");
    CHECK(kind_of(portal, {"/special/1/2.html", "x", ""}, PageKind::list) == "-");
    CHECK(kind_of(portal, {"x.html", "2019年政府信息公开年报", ""}, PageKind::list) == "-");
    CHECK(kind_of(portal, {"x.html", "年鉴指南", ""}, PageKind::list) == "-");
    CHECK(kind_of(portal, {"/zfxxgk/", "政府信息公开年报", ""}, PageKind::list) == "list");
    CHECK(kind_of(portal_with("list = [\"/l/\"]\n"), {"/zfxxgk/", "政府信息公开年报", ""}, PageKind::list) == "-");
    CHECK(kind_of(portal_with("list = [\"/l/\"]\n"), {"/l/1", "x", ""}, PageKind::list) == "list");
}

TEST_CASE("further pages of a list") {
    const Portal portal = portal_with();
    CHECK(found_on(portal, "<a href=index_1.html>下一页</a><a href=index_2.html>3</a><a href=index_9.html>尾页</a><a href='javascript:next()'>下一页</a>"
                           "<a href=https://other.gov.cn/>2</a><a href=#>1</a>") == "list /nb/index_1.html 1\nlist /nb/index_2.html 1\nlist /nb/index_9.html 1\n");
    CHECK(found_on(portal, "<script>createPageHTML(3, 0, \"index\", \"html\")</script>") == "list /nb/index_1.html 1\nlist /nb/index_2.html 1\n");
    CHECK(found_on(portal, "<script>createPageHTML('p', 3, 1, 'list', 'shtml', 60)</script>") == "list /nb/list_2.shtml 1\nlist /nb/list_3.shtml 1\n");
    CHECK(found_on(portal_with("pagination = [\"script\"]\n"), "<a href=index_1.html>下一页</a>").empty());
    CHECK(found_on(portal_with("pagination = [\"links\"]\n"), "<script>createPageHTML(3, 0, \"index\", \"html\")</script>").empty());
    CHECK(found_on(portal, "<a href=index_1.html>下一页</a>", PageKind::report).empty());
}

TEST_CASE("jumps, frames, base, and each address once") {
    const Portal portal = portal_with();
    CHECK(found_on(portal, "<script>window.location.href='./2020/'</script>") == "list /nb/2020/ 1\n");
    CHECK(found_on(portal, "<meta http-equiv=refresh content='0;url=../gk/'>", PageKind::start) == "start /gk/ 1\n");
    CHECK(found_on(portal, "<script>location.href='/search'</script>" + std::string(900, 'x')).empty());
    CHECK(found_on(portal, "<iframe src=/a.pdf></iframe><iframe src=/weather.html></iframe>", PageKind::report) == "attachment /a.pdf 2\n");
    CHECK(found_on(portal, "<base href='/b/'><a href=1.html>2019年政府信息公开年报</a>") == "report /b/1.html 2\n");
    CHECK(found_on(portal, "<a href=1.html>2019年政府信息公开年报</a><a href=./1.html#x>2019年政府信息公开年报</a>") == "report /nb/1.html 2\n");
    CHECK(found_on(portal, "<a href=index.html>政府信息公开年报</a>").empty());  // the page itself
    CHECK(found_on(portal, "<a href=https://other.gov.cn/1.html>2019年政府信息公开年报</a>") == "report https://other.gov.cn/1.html 2\n");
}
