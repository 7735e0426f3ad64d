// The lists of each portal system, as fixtures/lists/ has them: what each page leads to.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "crawler/discovery.h"
#include "crawler/pagination.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::crawler;
using model::PageKind;

namespace {

namespace fs = std::filesystem;

const std::string folder = std::string(NIANBAO_SOURCE_DIR) + "/fixtures/lists/";

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// KIND ADDRESS of everything the page leads to, sorted.
std::string yield_of(const std::string& page, const std::string& address, PageKind kind, const std::string& anchor = {}) {
    const Portal portal = parse_portal("start = [\"" + address + "\"]\n", "p.toml").value();
    model::FrontierEntry entry;
    entry.url = address;
    entry.kind = kind;
    entry.anchor = anchor;
    std::vector<std::string> lines;
    for (const model::FrontierEntry& one : discover(portal, entry, model::Url::parse(address).value(), scan_list(page), page, 0).entries)
        lines.push_back(std::string(one.priority == further_page_priority && one.depth == entry.depth ? "page" : model::name_of(one.kind)) + " " + one.url);
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const std::string& line : lines) out += line + "\n";
    return out;
}

}  // namespace

TEST_CASE("the lists of every portal system") {
    int pages = 0;
    for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
        if (file.path().extension() != ".page") continue;
        const std::string name = file.path().stem().string();
        INFO(name);
        const std::string expected = content_of(folder + name + ".expected");
        const auto line = expected.find('\n');
        REQUIRE(line != std::string::npos);
        const auto tab = std::min(expected.find('\t'), line);  // behind it: the words of the link that led here
        const PageKind kind = name.ends_with("_report") ? PageKind::report : PageKind::list;
        CHECK(yield_of(content_of(file.path().string()), expected.substr(0, tab), kind, tab < line ? expected.substr(tab + 1, line - tab - 1) : "") == expected.substr(line + 1));
        ++pages;
    }
    CHECK(pages >= 15);
}

TEST_CASE("a list in JSON is read whatever its fields are called, and hostile JSON is survived") {
    const std::string address = "https://www.example.gov.cn/api/list?pageNo=0&size=2";
    CHECK(yield_of(R"(callback({"list":[{"docTitle":"2023年政府信息公开年报","docPubUrl":"/a.html"}],"totalPages":3});)", address, PageKind::list) ==
          "page https://www.example.gov.cn/api/list?pageNo=1&size=2\npage https://www.example.gov.cn/api/list?pageNo=2&size=2\nreport https://www.example.gov.cn/a.html\n");
    CHECK(yield_of(R"({"html":"<li><a href='/b.html'>2022年政府信息公开年报</a></li>"})", address, PageKind::list).find("report https://www.example.gov.cn/b.html\n") != std::string::npos);
    CHECK(yield_of(std::string(200'000, '['), address, PageKind::list).empty());
    CHECK(yield_of("{\"a\":1", address, PageKind::list).empty());
    CHECK(yield_of("{\"url\":\"/x\",\"title\":null,\"total\":-5,\"pages\":99999999999999}", address, PageKind::list).empty());
}

TEST_CASE("the pages of a template go on until one is empty") {
    const Portal portal = parse_portal("start = [\"https://www.example.gov.cn/nb/\"]\n[[pages]]\naddress = \"https://www.example.gov.cn/nb/list_{page}.html\"\nfirst = 2\nlast = 4\n", "p.toml").value();
    const auto next = [&](const std::string& address, const std::string& page) {
        const auto url = model::Url::parse(address).value();
        const auto pages = further_pages(portal, scan_list(page), page, url, url, 100);
        return pages.empty() ? "" : pages[0].url.to_string();
    };
    CHECK(next("https://www.example.gov.cn/nb/list_2.html", "<a href=1.html>x</a>") == "https://www.example.gov.cn/nb/list_3.html");
    CHECK(next("https://www.example.gov.cn/nb/list_2.html", "nothing").empty());
    CHECK(next("https://www.example.gov.cn/nb/list_4.html", "<a href=1.html>x</a>").empty());
    CHECK(next("https://www.example.gov.cn/nb/list_x.html", "<a href=1.html>x</a>").empty());
}

TEST_CASE("the way to the column is followed while a portal is explored, and only then") {
    const std::string page = "<a href=/zwgk/>政务公开</a><a href=/zfxxgk/>政府信息公开</a><a href=/ysqgk/>依申请公开指南</a><a href=/news/>新闻</a>";
    const std::string front = "https://www.example.gov.cn/";
    CHECK(yield_of(page, front, PageKind::start) == "list https://www.example.gov.cn/zfxxgk/\nlist https://www.example.gov.cn/zwgk/\n");
    CHECK(yield_of(page, front + "zfxxgknb/", PageKind::start).empty());
}
