// Tables of a text that a page drew: labels that wrap around their values, columns under one another, text that runs down its
// columns, cells that left nothing.

#include <string>
#include <utility>
#include <vector>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::Record read_report(const std::string& tables) {
    model::Page page;
    page.bytes = "栎川县人民政府2022年政府信息公开工作年度报告\n" + tables;
    page.media_type = "text/plain";
    return parser::read(page, parser::builtin_forms());
}

// The values of a row of table 3, as an export would show them; a figure that is flagged has a question mark.
std::string row_of(const model::Record& record, const std::string& row) {
    static const std::vector<std::string> columns = {"natural_person", "commercial_enterprise", "research_institution", "social_welfare_organization",
                                                     "legal_service_organization", "other_organization", "total"};
    std::string shown;
    for (const std::string& column : columns) {
        const model::Figure* figure = record.find_figure("applications." + row + "." + column);
        REQUIRE(figure != nullptr);
        shown += shown.empty() ? "" : " ";
        shown += figure->value ? figure->value->to_string() : figure->presence == model::Presence::blank ? "_" : figure->presence == model::Presence::absent ? "." : "-";
        if (figure->provenance.reading == model::Reading::ambiguous) shown += "?";
    }
    return shown;
}

const std::string head = "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n";

}  // namespace

TEST_CASE("a label that wraps around its values is one label") {
    const model::Record record = read_report(head +
                                             "一、本年新收政府信息公开申请数   96   0   0   0   0   1   97\n量\n"
                                             "二、上年结转政府信息公开申请数量   0   0   0   0   0   0   0\n"
                                             "（二）部分公开（区分处理的\n，只计这一情形，不计其他情   3   0   0   0   0   0   3\n形）\n"
                                             "              2.其他法律行政法   13   0   0   0   0   0   13\n              规禁止公开\n"
                                             "              4.保护第三方合法   7   0   0   0   0   0   7\n   （三）不予 权益\n"
                                             "（七）总   23   0   0   0   0   0   23\n计\n"
                                             "四、结转下年度继续办理   73   0   0   0   0   1   74\n");
    CHECK(row_of(record, "new") == "96 0 0 0 0 1 97");
    CHECK(row_of(record, "partially_granted") == "3 0 0 0 0 0 3");
    CHECK(row_of(record, "refused_prohibited_by_law") == "13 0 0 0 0 0 13");
    CHECK(row_of(record, "refused_third_party_rights") == "7 0 0 0 0 0 7");
    CHECK(row_of(record, "handled_total") == "23 0 0 0 0 0 23");
}

TEST_CASE("in a drawn text a value stands under its column, and nothing under one is a blank") {
    const model::Record record = read_report(head +
                                             "一、本年新收政府信息公开申请数量    5      0      0      0      0      1      6\n"
                                             "二、上年结转政府信息公开申请数量    2      0      0      0      0      0      2\n"
                                             "（一）予以公开                      5                                         5\n"
                                             "（二）部分公开                      1      0      0      0      0      0      1\n"
                                             "（七）总计                                                             1      1\n"
                                             "四、结转下年度继续办理              1      0      0      0      0      0      1\n");
    CHECK(row_of(record, "granted") == "5 _ _ _ _ _ 5");
    CHECK(row_of(record, "handled_total") == "_ _ _ _ _ 1 1");
}

TEST_CASE("a text that runs down its columns is read where every column is whole") {
    const std::string labels = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n四、结转下年度继续办理\n"
                               "（一）予以公开\n（七）总计\n申请人情况\n";
    const std::string rest = "法人或其他组织\n商业企业\n1\n0\n1\n1\n0\n科研机构\n0\n0\n0\n0\n0\n社会公益组织\n0\n0\n0\n0\n0\n法律服务机构\n0\n0\n0\n0\n0\n"
                             "其他\n0\n0\n0\n0\n0\n总计\n10\n2\n11\n11\n1\n四、政府信息公开行政复议、行政诉讼情况\n";
    const model::Record record = read_report(labels + "自然人\n9\n2\n10\n10\n1\n" + rest);
    CHECK(row_of(record, "new") == "9 1 0 0 0 0 10");
    CHECK(row_of(record, "carried_in") == "2 0 0 0 0 0 2");
    CHECK(row_of(record, "handled_total") == "10 1 0 0 0 0 11");
    CHECK(row_of(record, "carried_out") == "1 0 0 0 0 0 1");
    // One value too few in a column: nothing tells whose it was.
    const model::Record torn = read_report(labels + "自然人\n9\n10\n10\n1\n" + rest);
    for (const model::Figure& figure : torn.figures) CHECK((!figure.value || figure.provenance.reading == model::Reading::ambiguous));
}

TEST_CASE("tabs at the end of a line are its last cells") {
    const model::Record record = read_report(head + "一、本年新收政府信息公开申请数量\t4\t\t\t\t\t\t4\n二、上年结转政府信息公开申请数量\t\t\t\t\t\t\t\n（一）予以公开\t4\t\t\t\t\t\t\n");
    CHECK(row_of(record, "new") == "4 _ _ _ _ _ 4");
    CHECK(row_of(record, "carried_in") == "_ _ _ _ _ _ _");
    CHECK(row_of(record, "granted") == "4 _ _ _ _ _ _");
}

TEST_CASE("values behind a label that was not recognised belong to no other row") {
    const model::Record record = read_report(head +
                                             "一、本年新收政府信息公开申请数量 5 0 0 0 0 0 5\n二、上年结转政府信息公开申请数量\n某项没有人认得的数量 1 0 0 0 0 0 1\n"
                                             "（一）予以公开 4 0 0 0 0 0 4\n另一项没有人认得的数量 1 0 0 0 0 0 1\n（七）总计 4 0 0 0 0 0 4\n");
    CHECK(row_of(record, "carried_in").find('1') == std::string::npos);
    CHECK(row_of(record, "granted") == "4 0 0 0 0 0 4");
}

TEST_CASE("a digit before a label is its ordinal only on a page that prints ordinals") {
    const model::Record record = read_report("三、收到和处理政府信息公开申请情况自然人商业企业科研机构社会公益组织法律服务机构其他总计"
                                             "本年新收政府信息公开申请数量 30 0 0 0 0 4 34上年结转政府信息公开申请数量 0 0 0 0 0 0 0予以公开 0 0 0 0 0 0 0"
                                             "属于国家秘密 1 0 0 0 0 0 1其他法律行政法规禁止公开 3 0 0 0 0 0 3危及“三安全一稳定” 16 15 2 0 0 1 34保护第三方合法权益 0 0 0 0 0 0 0"
                                             "总计 20 15 2 0 0 1 38结转下年度继续办理 0 0 0 0 0 0 0\n");
    CHECK(row_of(record, "refused_security_and_stability") == "16 15 2 0 0 1 34");
}

TEST_CASE("an untitled page whose cells are all empty is a report where its text tells numbers, and a notice is none") {
    const std::string tables = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n行政规范性文件\n"
                               "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n"
                               "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n"
                               "五、存在的主要问题及改进情况\n公开不够及时。\n六、其他需要报告的事项\n无。\n";
    const auto read = [](const std::string& text) {
        model::Page page;
        page.bytes = text;
        page.media_type = "text/plain";
        return parser::read(page, parser::builtin_forms());
    };
    const model::Record report = read("一、总体情况\n2023年，我局主动公开政府信息47条，未收到政府信息公开申请。2023年工作平稳。\n" + tables);
    CHECK(report.report.form == "2021");
    CHECK(report.sections.size() == 6);
    // 无 of the sixth section is no value of table 4.
    CHECK_FALSE(report.find_figure("disputes.reconsideration.upheld")->value);
    CHECK(report.find_figure("disputes.reconsideration.upheld")->presence != model::Presence::dash);
    const model::Record notice = read("现将2023年度报告的格式发给你们，请于2023年12月底前报送。\n一、总体情况\n（填写本年度的工作）\n" + tables);
    CHECK(notice.report.form.empty());
}

TEST_CASE("a number that a space broke between tabs is in doubt where the sum of its row fails") {
    const std::string rows = "一、本年新收政府信息公开申请数量\t593\t9\t4\t4\t0\t2\t612\n6.属于四类过程性信息\t2 28\t3\t2\t1\t0\t234\n7.属于行政执法案卷\t1 0\t3\t2\t1\t0\t7\n（七）总计\t593\t9\t4\t4\t0\t2\t612\n";
    const model::Record record = read_report("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n" + rows);
    CHECK(row_of(record, "refused_process_information") == "2? 28? 3? 2? 1? 0? 234?");
    CHECK(row_of(record, "refused_enforcement_file") == "1 0 3 2 1 0 7");
    CHECK(row_of(record, "new") == "593 9 4 4 0 2 612");
}
