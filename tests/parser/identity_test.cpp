#include "parser/identity.h"

#include <string>
#include <vector>

#include "parser/document.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::ReportIdentity identity_of(const std::string& html, std::string_view url = "") {
    const parser::Document document = parser::read_html(html);
    return parser::read_identity(document, url, static_cast<std::uint32_t>(document.glyphs.size()));
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
