#include "parser/identity.h"

#include <string>
#include <vector>

#include "parser/document.h"
#include "parser/truncation.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::ReportIdentity identity_of(const std::string& html, std::string_view url = "") {
    const parser::Document document = parser::read_html(html);
    return parser::read_identity(document, url, static_cast<std::uint32_t>(document.glyphs.size())).report;
}

model::ReportIdentity identity_of_text(const std::string& text) {
    const parser::Document document = parser::read_text(text);
    return parser::read_identity(document, "", static_cast<std::uint32_t>(document.glyphs.size())).report;
}

}  // namespace

TEST_CASE("a title says who reports on which year") {
    struct Row {
        const char* title;
        const char* publisher;
        int year;
    };
    const std::vector<Row> rows = {
        {"郊区人民政府2019年政府信息公开工作年度报告", "郊区人民政府", 2019},
        {"2019年郊区人民政府信息公开工作年度报告", "郊区人民政府", 2019},
        {"2025年上海市人民政府办公厅政府信息公开工作年度报告", "上海市人民政府办公厅", 2025},
        {"栎川县民政局二〇二〇年政府信息公开工作年度报告", "栎川县民政局", 2020},
        {"栎川县民政局二零二一年度政府信息公开工作年度报告", "栎川县民政局", 2021},
        {"栎川县民政局二○二二年政府信息公开工作年度报告", "栎川县民政局", 2022},
        {"栎川县民政局２０２０年政府信息公开工作年度报告", "栎川县民政局", 2020},
        {"栎川县民政局 2020 年度 政府信息公开工作年度报告", "栎川县民政局", 2020},
        {"2020年度政府信息公开工作年度报告", "", 2020},
        {"栎川县财政局关于2020年政府信息公开工作年度报告", "栎川县财政局", 2020},
        {"标题：栎川县公安局2020年政府信息公开工作年度报告", "栎川县公安局", 2020},
        {"2021年栎川县财政局政府信息公开工作年报", "栎川县财政局", 2021},
        {"栎川县人民政府政府信息公开工作年度报告", "栎川县人民政府", 0},
        {"栎川县人民政府信息公开工作年度报告（2022年度）", "栎川县人民政府", 2022},
        {"栎川县教育局政府信息公开2020年度报告", "栎川县教育局", 2020},
        {"政府信息公开工作年度报告（2020年度）（栎川县民政局）", "栎川县民政局", 2020},
        {"2020年度政府信息公开工作年度报告-栎川县民政局", "栎川县民政局", 2020},
        {"栎川县人民政府办公室关于栎川县2020年政府信息公开工作年度报告", "栎川县人民政府办公室", 2020},
        {"关于栎川县水利局2020年政府信息公开工作情况的年度报告", "栎川县水利局", 2020},
        {"栎川市临江镇人民政府2023年政府信息公开工作年度报告", "栎川市临江镇人民政府", 2023},
        {"栎川经济技术开发区管理委员会2023年度政府信息公开工作年度报告", "栎川经济技术开发区管理委员会", 2023},
        {"栎川县东关街道办事处2023年政府信息公开年报", "栎川县东关街道办事处", 2023},
        {"国家税务总局栎川县税务局2023年政府信息公开工作年度报告", "国家税务总局栎川县税务局", 2023},
        {"交通运输部2023年政府信息公开工作年度报告", "交通运输部", 2023},
        {"【年报】栎川县统计局2023年政府信息公开工作年度报告", "栎川县统计局", 2023},
        {"《栎川县统计局2023年政府信息公开工作年度报告》", "栎川县统计局", 2023},
        {"栎川县2023年政府信息公开工作年度报告", "栎川县", 2023},
        {"栎川县民政局－2023年政府信息公开工作年度报告", "栎川县民政局", 2023},
        {"【栎川县民政局】2023年政府信息公开工作年度报告", "栎川县民政局", 2023},
        {"栎川县文化广电和旅游局（文物局）2023年政府信息公开工作年度报告", "栎川县文化广电和旅游局（文物局）", 2023},
        {"栎川县民政局 栎川县民政局2023年政府信息公开工作年度报告", "栎川县民政局", 2023},
        {"我局2023年政府信息公开工作年度报告", "", 2023},
        {"名称： 2019年度栎川县民政局政府信息公开工作年度报告", "栎川县民政局", 2019},
        {"年度栎川县卫生健康委员会政府2021信息公开工作年度报告", "栎川县卫生健康委员会", 2021},
        {"栎川县政府2021年信息公开工作年度报告", "栎川县政府", 2021},
        {"政府 2022信息年栎川县民政局政府信息公开工作年度报告", "", 2022},
        {"无障碍浏览2023年政府信息公开工作年度报告", "", 2023},
        // A number that is no year leaves no name that could be trusted.
        {"栎川县财政局20190政府信息公开工作年度报告", "", 0},
        {"栎川县财政局1989年政府信息公开工作年度报告", "", 0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.title);
        const parser::TitleReading reading = parser::read_title(row.title);
        CHECK(reading.is_report);
        CHECK(reading.year == row.year);
        CHECK(reading.publisher == row.publisher);
    }
}

TEST_CASE("what only speaks about reports is none") {
    const std::vector<std::string> titles = {
        "关于做好2023年度政府信息公开工作年度报告编制工作的通知",
        "关于印发政府信息公开工作年度报告格式的通知",
        "栎川县人民政府2023年政府信息公开工作要求",
        "政府信息公开指南",
        "栎川县2019年政府工作报告",
        "2022年政府信息公开工作年度报告解读",
        "栎川县2022年财政决算公开",
        "",
        std::string(300, 'a') + "政府信息公开工作年度报告",
    };
    for (const std::string& title : titles) {
        CAPTURE(title);
        CHECK_FALSE(parser::read_title(title).is_report);
    }
    CHECK(parser::read_title(titles.front()).year == 2023);
}

TEST_CASE("the page's own tags come before its headline and its address") {
    const std::string body = "<p>栎川县财政局2021年政府信息公开工作年度报告</p><p>2022-03-09 10:11 来源：县财政局</p>";
    const model::ReportIdentity tagged = identity_of(
        "<meta name=\"SiteIDCode\" content=\"3101000001\"><meta name=\"ArticleTitle\" content=\"栎川县民政局2020年政府信息公开工作年度报告\">"
        "<meta name=\"PubDate\" content=\"2021-01-25 15:26\">" + body,
        "https://www.example.gov.cn/202201/t20220119_1.html");
    CHECK(tagged.publisher == "栎川县民政局");
    CHECK(tagged.title == "栎川县民政局2020年政府信息公开工作年度报告");
    CHECK(tagged.year == 2020);
    CHECK(tagged.division_code == "310100");
    CHECK(tagged.published == "2021-01-25T15:26:00+08:00");

    const model::ReportIdentity plain = identity_of(body, "https://www.example.gov.cn/202201/t20220119_1.html");
    CHECK(plain.publisher == "栎川县财政局");
    CHECK(plain.year == 2021);
    CHECK(plain.published == "2022-03-09T10:11:00+08:00");
    CHECK(plain.issuer == "县财政局");
    CHECK(identity_of("<p>栎川县财政局2021年政府信息公开工作年度报告</p>", "https://www.example.gov.cn/202201/t20220119_1.html").published == "2022-01-19");
    CHECK(identity_of("<p>栎川县财政局2021年政府信息公开工作年度报告</p>", "https://www.example.gov.cn/art/2022/1/25/art_1_2.html").published == "2022-01-25");
}

TEST_CASE("a headline in two lines is one, and the site's clock is no date") {
    const model::ReportIdentity identity = identity_of("<p>今天是2026年11月23日 星期一</p><p>栎川县人民政府</p><p>2020年政府信息公开工作年度报告</p>");
    CHECK(identity.publisher == "栎川县人民政府");
    CHECK(identity.year == 2020);
    CHECK(identity.published.empty());
}

TEST_CASE("the longer name of the publisher is taken where the page writes it") {
    CHECK(identity_of("<p>首页 > 佳木斯市郊区人民政府</p><p>郊区人民政府2019年政府信息公开工作年度报告</p>").publisher == "佳木斯市郊区人民政府");
    CHECK(identity_of("<p>本报告由本市郊区人民政府编制</p><p>郊区人民政府2019年政府信息公开工作年度报告</p>").publisher == "郊区人民政府");
}

TEST_CASE("an empty page has no identity") {
    const model::ReportIdentity identity = identity_of("");
    CHECK(identity.publisher.empty());
    CHECK(identity.title.empty());
    CHECK(identity.published.empty());
    CHECK(identity.division_code.empty());
    CHECK_FALSE(identity.year);
}

namespace {

parser::IdentityReading reading_of(const std::string& html, std::string_view first_section = "") {
    const parser::Document document = parser::read_html(html);
    auto begin = static_cast<std::uint32_t>(document.glyphs.size());
    if (!first_section.empty())
        for (const parser::Block& block : document.blocks)
            if (document.text(block) == first_section) begin = std::min(begin, block.begin);
    return parser::read_identity(document, "", begin);
}

std::string rules_of(const parser::IdentityReading& reading) {
    std::string rules;
    for (const model::Finding& finding : reading.findings) rules += (rules.empty() ? "" : " ") + finding.rule;
    return rules;
}

// From where the value of the report came.
std::string from_of(const parser::IdentityReading& reading, std::string_view field) {
    for (const model::IdentityEvidence& evidence : reading.evidence)
        if (evidence.field == field && evidence.chosen) return evidence.from;
    return "";
}

}  // namespace

TEST_CASE("title, period, text and publication vote on the year") {
    const std::string title_2021 = "<h1>栎川县财政局2021年政府信息公开工作年度报告</h1>";
    const std::string title_2020 = "<h1>栎川县财政局2020年政府信息公开工作年度报告</h1>";
    const std::string period_2020 = "<p>本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。</p>";
    const std::string period_2019 = "<p>本报告所列数据的统计期限自2019年1月1日起至2019年12月31日止。</p>";
    const std::string text_2020 = "<p>一、总体情况</p><p>2020年，我局深入贯彻条例。2020年共收到申请3件。</p>";
    const std::string date_2021 = "<p>发布日期：2021-01-20</p>";
    SECTION("a title with the year of publication") { CHECK(reading_of(title_2021 + date_2021 + period_2020 + text_2020, "一、总体情况").report.year == 2020); }
    SECTION("a period left in from the year before") { CHECK(reading_of(title_2020 + date_2021 + period_2019 + text_2020, "一、总体情况").report.year == 2020); }
    SECTION("a title without year") {
        const auto reading = reading_of("<h1>栎川县财政局政府信息公开工作年度报告</h1>" + period_2020 + text_2020, "一、总体情况");
        CHECK(reading.report.year == 2020);
        CHECK(from_of(reading, "year") == "period");
    }
    SECTION("a year in numerals") { CHECK(reading_of("<h1>栎川县财政局二〇二〇年度政府信息公开工作年度报告</h1>" + date_2021).report.year == 2020); }
    SECTION("only a date of publication") { CHECK_FALSE(reading_of("<h1>栎川县财政局政府信息公开工作年度报告</h1>" + date_2021).report.year); }
}

TEST_CASE("a publisher that no title names is found where the page names it") {
    const std::string title = "<h1>2020年政府信息公开工作年度报告</h1>";
    SECTION("signature") {
        const auto reading = reading_of(title + "<p>一、总体情况</p><p>我局认真落实。</p><p>栎川县民政局</p><p>2021年1月17日</p>", "一、总体情况");
        CHECK(reading.report.publisher == "栎川县民政局");
        CHECK(from_of(reading, "publisher") == "signature");
        CHECK(reading.report.published == "2021-01-17");
    }
    SECTION("preamble") { CHECK(reading_of(title + "<p>本报告由栎川县民政局根据条例编制。</p><p>一、总体情况</p>", "一、总体情况").report.publisher == "栎川县民政局"); }
    SECTION("site name") { CHECK(reading_of("<meta name=\"SiteName\" content=\"栎川县人民政府门户网站\">" + title).report.publisher == "栎川县人民政府"); }
    SECTION("the office stands back behind its government") {
        CHECK(reading_of("<meta name=\"SiteName\" content=\"栎川县人民政府\">" + title + "<p>本报告由栎川县人民政府办公室编制。</p>").report.publisher == "栎川县人民政府");
    }
    SECTION("a table of facts") {
        CHECK(reading_of("<table><tr><td>发布机构</td><td>栎川县民政局</td></tr><tr><td>名称</td><td>2020年政府信息公开工作年度报告</td></tr></table>").report.publisher == "栎川县民政局");
    }
    SECTION("the site in the title of the page") { CHECK(reading_of("<title>2020年政府信息公开工作年度报告_栎川县民政局</title>").report.publisher == "栎川县民政局"); }
}

TEST_CASE("the place decides between namesakes, and the year between codes") {
    CHECK(reading_of("<p>当前位置：首页>佳木斯市>郊区</p><h1>郊区人民政府2019年政府信息公开工作年度报告</h1>").report.division_code == "230811");
    CHECK(reading_of("<meta name=\"SiteIDCode\" content=\"1403110001\"><h1>郊区人民政府2019年政府信息公开工作年度报告</h1>").report.division_code == "140311");
    CHECK(reading_of("<meta name=\"SiteIDCode\" content=\"2308000001\"><h1>佳木斯市郊区人民政府2019年政府信息公开工作年度报告</h1>").report.division_code == "230811");
    CHECK(reading_of("<meta name=\"SiteIDCode\" content=\"3205710001\"><h1>苏州工业园区管理委员会2019年政府信息公开工作年度报告</h1>").report.division_code == "320571");
    CHECK(reading_of("<h1>崇川区人民政府2019年政府信息公开工作年度报告</h1>").report.division_code == "320602");
    CHECK(reading_of("<h1>崇川区人民政府2022年政府信息公开工作年度报告</h1>").report.division_code == "320613");
    CHECK(reading_of("<h1>国家税务总局沭阳县税务局2022年政府信息公开工作年度报告</h1>").report.division_code == "321322");
    CHECK(reading_of("<meta name=\"SiteName\" content=\"沭阳县人民政府\"><h1>湖东镇人民政府2022年政府信息公开工作年度报告</h1>").report.division_code == "321322");
    CHECK(reading_of("<meta name=\"SiteIDCode\" content=\"bm12000001\"><h1>交通运输部2022年政府信息公开工作年度报告</h1>").report.division_code.empty());
    CHECK(reading_of("<p>佳木斯市教育局</p><h1>市教育局2022年政府信息公开工作年度报告</h1>").report.publisher == "佳木斯市教育局");
}

TEST_CASE("the date of publication is the one that says so") {
    const std::string title = "<h1>栎川县财政局2021年政府信息公开工作年度报告</h1>";
    CHECK(reading_of("<table><tr><td>生成日期</td><td>2022-01-10</td></tr><tr><td>发布日期</td><td>2022-01-20</td></tr></table>" + title).report.published == "2022-01-20");
    CHECK(reading_of("<p>成文日期：2022年1月10日</p>" + title).report.published == "2022-01-10");
    CHECK(reading_of(title + "<p>2022-01-25 09:10　来源：县财政局　字号：大 中 小</p>").report.published == "2022-01-25T09:10:00+08:00");
    CHECK(reading_of("<meta name=\"PubDate\" content=\"2022-01-25\">" + title + "<p>发布时间：2022-01-25 09:10</p>").report.published == "2022-01-25T09:10:00+08:00");
}

TEST_CASE("what contradicts itself is told, and what does not is not") {
    const std::string title = "<h1>栎川县财政局2020年政府信息公开工作年度报告</h1>";
    const std::string begin = "<p>一、总体情况</p><p>我局认真落实。</p>";
    CHECK(rules_of(reading_of(title + begin + "<p>栎川县财政局</p><p>2021年1月17日</p>", "一、总体情况")) == "");
    CHECK(rules_of(reading_of(title + begin + "<p>县财政局办公室</p><p>2021年1月17日</p>", "一、总体情况")) == "");
    CHECK(rules_of(reading_of(title + begin + "<p>栎川县民政局</p><p>2021年1月17日</p>", "一、总体情况")) == "identity.publisher");
    CHECK(rules_of(reading_of("<h1>栎川县人民政府2020年政府信息公开工作年度报告</h1>" + begin + "<p>临溪县人民政府</p><p>2021年1月17日</p>", "一、总体情况")) == "identity.publisher");
    CHECK(rules_of(reading_of("<meta name=\"PubDate\" content=\"2021-01-25\">" + title + "<p>发布时间：2021-03-05</p>")) == "identity.date");
}

TEST_CASE("a second report on the page is told, and a list of reports is none") {
    const std::string report = "<h1>栎川县财政局2020年政府信息公开工作年度报告</h1><p>根据政府信息公开条例编制。统计期限为2020年1月1日至12月31日。</p><p>一、总体情况</p>";
    std::string body = "<p>我局认真落实。</p>";
    for (int i = 0; i < 30; ++i) body += "<p>主动公开政府信息，认真办理依申请公开。</p>";
    const std::string other = "<h1>栎川县民政局2020年政府信息公开工作年度报告</h1><p>根据政府信息公开条例编制。统计期限为2020年1月1日至12月31日。</p><p>总体情况</p>" + body;
    const auto reading = reading_of(report + body + other, "一、总体情况");
    CHECK(reading.report.publisher == "栎川县财政局");
    CHECK(rules_of(reading) == "document.several_reports");
    const std::string list = "<ul><li>栎川县民政局2020年政府信息公开工作年度报告</li><li>栎川县水利局2020年政府信息公开工作年度报告</li></ul>";
    CHECK(rules_of(reading_of(report + body + list, "一、总体情况")) == "");
    CHECK(rules_of(reading_of(report + body + "<h1>栎川县财政局2020年政府信息公开工作年度报告</h1>" + body, "一、总体情况")) == "");
}

TEST_CASE("a page that ends in the middle is told from one that leaves out end tags") {
    CHECK(parser::is_cut_off("<html><body><table><tr><td>1"));
    CHECK(parser::is_cut_off("<HTML><body><p>一、总体情况</p><p sty"));
    CHECK_FALSE(parser::is_cut_off("<html><body><p>一、总体情况"));
    CHECK_FALSE(parser::is_cut_off("<html><body><table><tr><td>1</table>"));
    CHECK_FALSE(parser::is_cut_off("<html><body><table><tr><td>1</body></html>"));
    CHECK_FALSE(parser::is_cut_off("<table><tr><td>1"));
    CHECK_FALSE(parser::is_cut_off("5 < 6"));
    CHECK_FALSE(parser::is_cut_off(""));
}

TEST_CASE("the line 名称 of a table of facts is the title without its label") {
    const auto report = identity_of_text("索引号： 001480232/2020-00053 信息分类： 政府信息公开年报\n栎川县\n名称： 2019年度栎川县民政局政府信息公开工作年度报告\n\n根据条例编制。");
    CHECK(report.title == "2019年度栎川县民政局政府信息公开工作年度报告");
    CHECK(report.publisher == "栎川县民政局");
    CHECK(report.year == 2019);
}

TEST_CASE("the menu beside a title is no part of it") {
    // Names of columns, line by line, as a PDF file of a page prints them.
    const auto columns = identity_of_text(
        "栏目导航\n政府信息公开指南     栎川县退役军人事务局                  2022年政府信息公开工\n政府信息公开制度\n法定主动公开内容\n政府信息公开年报\n"
        "                作年度报告\n栎川县退役军人 发布时间：2023-01-25 09:10来源：栎川县退役军人事务局浏览次数：334 字号：[大 中 小]\n");
    CHECK(columns.title == "栎川县退役军人事务局2022年政府信息公开工作年度报告");
    CHECK(columns.publisher == "栎川县退役军人事务局");
    CHECK(columns.year == 2022);
    CHECK(columns.issuer == "栎川县退役军人事务局");
    // One character a line.
    const auto downwards = identity_of_text("栏目导\n航 2019\n政\n年度栎川县民政局政府信息公开工作年度报告\n府 发布时间：2020-01-26\n");
    CHECK(downwards.title == "栎川县民政局政府信息公开工作年度报告");
    CHECK(downwards.publisher == "栎川县民政局");
    // Two characters a line.
    const auto two = identity_of_text("栏目导航\n政府 2022\n信息\n年栎川县民政局政府信息公开工作年度报告\n公开 发布时间：2023-01-23\n");
    CHECK(two.title == "栎川县民政局政府信息公开工作年度报告");
    CHECK(two.publisher == "栎川县民政局");
}

TEST_CASE("a page of one paragraph begins with its title") {
    const std::string text = "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为2023年1月1日至2023年12月31日，全文包括总体情况、主动公开政府信息情况、"
                             "收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项。";
    for (const char* head : {"栎川县民政局2023年政府信息公开工作年度报告　　", "栎川县民政局\n2023年政府信息公开工作年度报告                    （2024年1月19日）　　",
                             "首页 政务公开\n当前位置: 首页>政府信息公开年报>2023年栎川县民政局2023年政府信息公开工作年度报告日期:2024-01-19 17:44 来源:栎川县民政局字号:"}) {
        CAPTURE(head);
        const auto report = identity_of_text(head + text);
        CHECK(report.title == "栎川县民政局2023年政府信息公开工作年度报告");
        CHECK(report.publisher == "栎川县民政局");
        CHECK(report.year == 2023);
    }
    // A sentence that names a report is no title of one; whose it is can be told from it.
    const auto sentence = identity_of_text("现将栎川县民政局2023年政府信息公开工作年度报告公布如下。" + text);
    CHECK(sentence.title.empty());
    CHECK(sentence.publisher == "栎川县民政局");
}

TEST_CASE("a text that lost its title says in its first sentences whose report it is") {
    const std::string rest = "\n一、总体情况\n扎实推进政务公开。\n二、主动公开政府信息情况\n";
    CHECK(identity_of_text("根据《中华人民共和国政府信息公开条例》规定,现公布栎川县教育局2025年政府信息公开工作年度报告。" + rest).publisher == "栎川县教育局");
    CHECK(identity_of_text("根据有关规定，编制《栎川县临河街道办事处2023年度政府信息公开工作年度报告》。" + rest).publisher == "栎川县临河街道办事处");
    CHECK(identity_of_text("一、总体情况\n根据条例的要求,栎川县临河街道特编制2023年政府信息公开年度报告。" + rest).publisher == "栎川县临河街道");
    CHECK(identity_of_text("一、工作基本情况\n本报告由石桥镇人民政府编制。" + rest).publisher == "石桥镇人民政府");
    // Notices that the report follows, and bodies that asked for it, are not whose report it is.
    CHECK(identity_of_text("根据《黛江市人民政府办公室关于做好2020年政府信息公开工作年度报告编制和发布工作的通知》要求编制。" + rest).publisher.empty());
    CHECK(identity_of_text("按照黛江市人民政府2020年政府信息公开工作要点编制年度报告。" + rest).publisher.empty());
}

TEST_CASE("政务 in front of the topic is none of the name") {
    CHECK(identity_of_text("栎川县司法局2016年政务信息公开年度报告\n一、概述\n").publisher == "栎川县司法局");
    CHECK(identity_of_text("栎川县政务服务中心2016年信息公开年度报告\n一、概述\n").publisher == "栎川县政务服务中心");
}

TEST_CASE("the category of a page is not its title") {
    const auto report = identity_of_text("索 引 号 | 014416330/2018-04736 | 分 类 | 政府信息公开年报 综合政务,文秘工作 其他 |\n发布机构 | 市政府办 | 发文日期 | 2018-02-28 |\n"
                                         "根据条例规定,现公布黛江市人民政府2017年政府信息公开工作年度报告。\n一、主要工作概述\n");
    CHECK(report.title.empty());
    CHECK(report.publisher == "黛江市人民政府");
}

TEST_CASE("a date above the headline that belongs to another article is none of the report's") {
    const std::string news = "<div><p>县政府召开常务会议 发布时间：2025-08-01</p><li>关于低保标准的公告 2025-06-01</li></div>";
    const std::string headline = "<h1>栎川县民政局2021年政府信息公开工作年度报告</h1>";
    CHECK(identity_of(news + headline + "<p>日期：2022-01-15 来源：栎川县民政局</p>").published == "2022-01-15");
    CHECK(identity_of(news + headline + "<p>2022-01-16</p>").published == "2022-01-16");
    // A table of facts stands above the headline: what is nearer to it is believed.
    CHECK(identity_of("<p>本站公告 发文日期：2019-05-05</p><table><tr><td>发文日期</td><td>2022年1月17日</td></tr></table>" + headline).published == "2022-01-17");
}

TEST_CASE("the way to the page names the body that the title does not") {
    const auto report = identity_of("<meta name=SiteName content=栎川县人民政府><div>当前位置：首页 &gt; 政务公开 &gt; 栎川县民政局 &gt; 政府信息公开年报</div>"
                                    "<h1>2022年政府信息公开工作年度报告</h1>");
    CHECK(report.publisher == "栎川县民政局");
    CHECK(identity_of("<div>当前位置：首页 &gt; 栎川县民政局 &gt; 年报</div><h1>栎川县水务局2022年政府信息公开工作年度报告</h1>").publisher == "栎川县水务局");
}

TEST_CASE("a date alone under the text is the date of the report where nothing else is") {
    const parser::Document document = parser::read_html("<h1>栎川县民政局2021年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>无。</p><p>2022年1月18日</p><p>主办：栎川县人民政府</p>");
    CHECK(parser::read_identity(document, "", 30).report.published == "2022-01-18");
}

TEST_CASE("the words that announce a report are none of its publisher's name") {
    struct Row {
        const char* opening;
        const char* publisher;
        int year;
    };
    const std::vector<Row> rows = {
        {"根据条例的有关规定,现向社会公布2022年榕湾乡信息公开工作年度报告。", "榕湾乡", 2022},
        {"特向社会公布国家税务总局蘅洲市税务局(以下简称“蘅洲市税务局”,下同)2021年政府信息公开工作年度报告。", "国家税务总局蘅洲市税务局", 2021},
        {"按照《关于做好2022年度政府信息公开年度报告编制公布工作的通知》要求,现将松坪回族镇2022年度政府信息公开工作报告如下:", "松坪回族镇", 2022},
        {"根据条例要求,现公布栎川县人民政府2023年政府信息公开工作年度报告。", "栎川县人民政府", 2023},
        {"栎川县民政局特编制2023年政府信息公开工作年度报告。", "栎川县民政局", 2023},
        {"根据条例,现将我办2022年度政府信息公开情况报告如下:", "", 2022},
    };
    for (const Row& row : rows) {
        INFO(row.opening);
        const model::ReportIdentity report = identity_of_text(row.opening);
        CHECK(report.publisher == row.publisher);
        CHECK(report.year == row.year);
        CHECK(report.title.empty());
    }
}

TEST_CASE("of a page that names no body, the one of which its first sentences speak") {
    const auto publisher_of = [](const std::string& text) {
        const parser::Document document = parser::read_text(text);
        return parser::read_identity(document, "", 0).report.publisher;
    };
    CHECK(publisher_of("一、总体情况\n2023年,在区委、区政府的坚强领导下,东关街道办事处认真贯彻落实条例。") == "东关街道办事处");
    CHECK(publisher_of("一、总体情况\n2024年,栎川区外事局认真贯彻落实条例以及省、市、区有关要求。") == "栎川区外事局");
    CHECK(publisher_of("一、总体情况\n2024年,我局认真贯彻落实条例,各镇街全面落实,区委区政府高度重视。") == "");
}

TEST_CASE("of a name in front of a title and one below it the title has the first") {
    const model::ReportIdentity report = identity_of_text("蘅洲省栎川县榕湾镇人民政府\n2022年度政府信息公开工作年度报告\n栎川县榕湾镇人民政府\n（2023年1月10日）\n本报告按条例编制。\n");
    CHECK(report.title == "蘅洲省栎川县榕湾镇人民政府2022年度政府信息公开工作年度报告");
    CHECK(report.publisher == "蘅洲省栎川县榕湾镇人民政府");
}

TEST_CASE("a period whose year lost its character is one all the same") {
    CHECK(identity_of_text("本报告中使用数据统计期限为20231月1日至12月31日。").year == 2023);
    CHECK(identity_of_text("本报告中使用数据统计期限为202311月1日至12月31日。").year == std::nullopt);
}
