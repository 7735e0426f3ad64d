// Tables drawn with bars that are no Markdown, as programs print them that take the text out of a page.

#include <string>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::Record read(const std::string& tables) {
    model::Page page;
    page.bytes = "栎川县司法局2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n" + tables + "三、收到和处理政府信息公开申请情况\n";
    page.media_type = "text/plain";
    return parser::read(page, parser::builtin_forms());
}

// The value of a figure, or what stands in its place.
std::string value(const model::Record& record, const std::string& id) {
    const model::Figure* figure = record.find_figure("proactive." + id);
    if (figure == nullptr) return "no figure";
    if (figure->value) return figure->value->to_string();
    return figure->presence == model::Presence::blank ? "blank" : "other";
}

}  // namespace

TEST_CASE("a bar behind each cell and those that fill the row up draw a table") {
    const model::Record record = read(
        "第二十条第(一)项 | |||\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 |  |  |  |\n"
        "行政规范性文件(以公告、通知等形式制发的) | 3 |  | 25 |\n第二十条第(五)项 | |||\n信息内容 | 本年处理决定数量 | ||\n行政许可 | 471 | ||\n"
        "第二十条第(八)项 | |||\n信息内容 | 本年收费金额(单位:万元) | ||\n行政事业性收费 | 12.5 | ||\n");
    CHECK(value(record, "regulations.made") == "blank");
    CHECK(value(record, "normative_documents.made") == "3");
    CHECK(value(record, "normative_documents.repealed") == "blank");
    CHECK(value(record, "normative_documents.in_force") == "25");
    CHECK(value(record, "licensing.decisions") == "471");
    CHECK(value(record, "fees.amount") == "12.5");
}

TEST_CASE("a bar on or in front of a line stands between two cells") {
    const std::string heads = "信息内容\n| 本年制发件数\n| 本年废止件数\n| 现行有效件数\n|\n";
    const model::Record front = read(heads + "规章\n|\n| 2\n|\n|\n行政规范性文件\n| 3\n| 0\n| 25\n|\n信息内容\n| 本年处理决定数量\n|\n行政许可\n| 471\n|\n");
    CHECK(value(front, "regulations.made") == "blank");
    CHECK(value(front, "regulations.repealed") == "2");
    CHECK(value(front, "regulations.in_force") == "blank");
    CHECK(value(front, "normative_documents.in_force") == "25");
    CHECK(value(front, "licensing.decisions") == "471");
    const model::Record between = read("信息内容\n|\n本年制发件数\n|\n本年废止件数\n|\n现行有效件数\n|\n规章\n|\n1\n|\n|\n7\n|\n信息内容\n|\n本年处理决定数量\n|\n行政许可\n|\n471\n|\n");
    CHECK(value(between, "regulations.made") == "1");
    CHECK(value(between, "regulations.repealed") == "blank");
    CHECK(value(between, "regulations.in_force") == "7");
    CHECK(value(between, "licensing.decisions") == "471");
}

TEST_CASE("one line with a bar in front does not tell how a table is drawn") {
    const std::string table = "信息内容\n|\n本年制发件数\n|\n本年废止件数\n|\n现行有效件数\n|\n规章\n|\n1\n|\n7\n|\n|\n行政规范性文件\n|\n3\n|\n2\n|\n25\n|\n";
    for (const char* stray : {"", "| 打印\n", "| 3\n"}) {
        CAPTURE(stray);
        const model::Record record = read(stray + table);
        REQUIRE(record.find_figure("proactive.regulations.made") != nullptr);
        CHECK(record.find_figure("proactive.regulations.made")->provenance.reading == model::Reading::ambiguous);
        CHECK(value(record, "normative_documents.made") == "3");
    }
}

TEST_CASE("a cell a line, with a bar behind it, and bars that fill the row up") {
    const std::string heads = "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n";
    const model::Record record = read("第二十条第(一)项 | |||\n" + heads + "规章 |\n1 |\n0 |\n7 |\n行政规范性文件 |\n3 |\n2 |\n25 |\n第二十条第(五)项 |\n|||\n信息内容 |\n本年处理决定数量 | ||\n行政许可 |\n471 | ||\n");
    CHECK(value(record, "regulations.in_force") == "7");
    CHECK(value(record, "normative_documents.made") == "3");
    CHECK(value(record, "licensing.decisions") == "471");
    // One value is missing and one bar fills the row up: which is missing cannot be told.
    const model::Record lost = read(heads + "规章 |\n1 |\n7 |\n|\n行政规范性文件 |\n3 |\n2 |\n25 |\n");
    REQUIRE(lost.find_figure("proactive.regulations.made") != nullptr);
    CHECK(lost.find_figure("proactive.regulations.made")->provenance.reading == model::Reading::ambiguous);
    CHECK(value(lost, "normative_documents.in_force") == "25");
}

TEST_CASE("cells that fill the header up to the width of the table are not the values") {
    model::Page page;
    page.bytes =
        "栎川县司法局2022年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼 | |||||||||||||\n"
        "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 | ||||||||\n"
        "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |  |  |  |  |  |\n"
        "1 | 2 | 3 | 4 | 10 | 0 | 1 | 0 | 0 | 1 | 0 | 0 | 2 | 0 | 2 |\n五、存在的主要问题及改进情况\n";
    page.media_type = "text/plain";
    const model::Record record = parser::read(page, parser::builtin_forms());
    REQUIRE(record.find_figure("disputes.reconsideration.total") != nullptr);
    CHECK(record.find_figure("disputes.reconsideration.total")->value->to_string() == "10");
    CHECK(record.find_figure("disputes.litigation_after_reconsideration.total")->value->to_string() == "2");
}

TEST_CASE("where a bar begins each row, one in front of it is an empty cell at the end of the row before") {
    const std::string head = "|\n第二十条第(一)项 | |||\n|\n信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n";
    const model::Record record = read(head + "|\n规章 |\n4 |\n0 |\n|\n|\n行政规范性文件 |\n|\n12 |\n|\n|\n第二十条第(五)项 | |||\n|\n信息内容 |\n本年处理决定数量 | ||\n|\n行政许可 |\n6 | ||\n");
    CHECK(value(record, "regulations.made") == "4");
    CHECK(value(record, "regulations.repealed") == "0");
    CHECK(value(record, "regulations.in_force") == "blank");
    CHECK(value(record, "normative_documents.made") == "blank");
    CHECK(value(record, "normative_documents.repealed") == "12");
    CHECK(value(record, "normative_documents.in_force") == "blank");
    CHECK(value(record, "licensing.decisions") == "6");
    CHECK(record.find_figure("proactive.regulations.made")->provenance.reading != model::Reading::ambiguous);
    // Where a line of bars fills a row up, a single one may do so, too.
    const model::Record unsure = read("第二十条第(一)项 |\n||||\n信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n|\n规章 |\n4 |\n0 |\n|\n|\n行政规范性文件 |\n7 |\n12 |\n9 |\n|\n");
    CHECK(unsure.find_figure("proactive.regulations.made")->provenance.reading == model::Reading::ambiguous);
}

TEST_CASE("a row of nothing but bars behind its label has empty cells, whichever of them fill it up") {
    const model::Record record = read("第二十条第(一)项 | |||\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | |||\n行政规范性文件 | 2 | ||\n第二十条第(五)项 | |||\n信息内容 | 本年处理决定数量 | ||\n行政许可 | |||\n");
    CHECK(value(record, "regulations.made") == "blank");
    CHECK(value(record, "regulations.in_force") == "blank");
    CHECK(record.find_figure("proactive.regulations.made")->provenance.reading == model::Reading::cell);
    CHECK(value(record, "licensing.decisions") == "blank");
    // One number and no place for it: any of the three columns.
    CHECK(record.find_figure("proactive.normative_documents.made")->provenance.reading == model::Reading::ambiguous);
    // Too few bars for the columns: the end of the table is lost.
    const model::Record cut = read("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 2 | 3 |\n行政规范性文件 |\n");
    CHECK(value(cut, "normative_documents.made") == "other");
}
