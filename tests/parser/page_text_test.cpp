// Text that a program drew from the pages of a document: marks and units torn from their places, values beside another row's
// label, numbers of pages, tables that run down their columns.

#include <algorithm>
#include <string>
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

std::string shown(const model::Record& record, const std::string& id) {
    const model::Figure* figure = record.find_figure(id);
    REQUIRE(figure != nullptr);
    std::string text = figure->value                                  ? figure->value->to_string()
                       : figure->presence == model::Presence::blank    ? "_"
                       : figure->presence == model::Presence::absent   ? "."
                       : figure->presence == model::Presence::unreadable ? "!"
                                                                       : "-";
    return figure->provenance.reading == model::Reading::ambiguous ? text + "?" : text;
}

std::string row_of(const model::Record& record, const std::string& prefix, const std::vector<std::string>& columns) {
    std::string text;
    for (const std::string& column : columns) text += (text.empty() ? "" : " ") + shown(record, prefix + "." + column);
    return text;
}

// A row of table 3; a figure that is flagged has a question mark.
std::string row_of(const model::Record& record, const std::string& row) {
    return row_of(record, "applications." + row,
                  {"natural_person", "commercial_enterprise", "research_institution", "social_welfare_organization", "legal_service_organization", "other_organization", "total"});
}

std::string disputes_of(const model::Record& record, const std::string& group) {
    return row_of(record, "disputes." + group, {"upheld", "corrected", "other", "pending", "total"});
}

const std::string head = "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n";
const std::string first_rows = "一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6\n二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2\n";

}  // namespace

TEST_CASE("marks for nothing break a label as numbers do") {
    const model::Record record = read_report(head + first_rows +
                                             "4.无正当理由大量反复申请         /      /   /   /   /   /   /\n"
                                             "5.要求行政机关确认或重新      1      /   /   /   /   /   1\n   出具已获取信息\n"
                                             "（六）其他处理   —      —   —   —   —   —   —\n");
    CHECK(row_of(record, "not_processed_excessive") == "- - - - - - -");
    CHECK(row_of(record, "not_processed_reconfirmation") == "1 - - - - - 1");
    const model::Record none = read_report(head + first_rows + "5.要求行政机关确认或重新   无   无   无   无   无   无   无\n   出具已获取信息\n（七）总计 0 0 0 0 0 0 0\n");
    CHECK(row_of(none, "not_processed_reconfirmation") == "- - - - - - -");
    CHECK(row_of(none, "handled_total") == "0 0 0 0 0 0 0");
}

TEST_CASE("a unit that was torn from its number is no text of its own") {
    const model::Record record = read_report(head + first_rows + "（七）总计    25 0件 0件 0件 0件 0件 25\n      件           件\n四、结转下年度继续办理 3件 0件 0件 0件 0件 0件 3件\n" +
                                             "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
                                             "结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计\n"
                                             "1次 0次 0次 0次 1次 2次 0次 0次 0次 2     次 0次 0次 0次 0次 次\n   0\n五、存在的主要问题及改进情况\n");
    CHECK(row_of(record, "handled_total") == "25 0 0 0 0 0 25");
    CHECK(row_of(record, "carried_out") == "3 0 0 0 0 0 3");
    // Where the sum fails, a number may have been torn from its place as well as its unit.
    const model::Record moved = read_report(head + first_rows + "（一）予以公开\n107\n98次\n6次\n1次\n1次\n0次\n1次\n次\n（七）总计 0 0 0 0 0 0 0\n");
    CHECK(row_of(moved, "granted") == "107? 98? 6? 1? 1? 0? 1?");
    // The last value is in a line of its own, so that its place is not certain.
    CHECK(disputes_of(record, "reconsideration") == "1? 0? 0? 0? 1?");
    CHECK(disputes_of(record, "litigation_direct") == "2? 0? 0? 0? 2?");
}

TEST_CASE("values beside the next row's label are dealt out in the order of the page") {
    const std::string rest = "6.属于四类过程性信息 0 0 0 0 0 0 0\n";
    const model::Record record = read_report(head + first_rows + "4.保护第三方合法权益\n（三）不予公开 5.属于三类内部事务信息 12件 0件 0件 0件 0件 0件 12件\n 1件 0件 0件 2件 0件 0件 3件\n" + rest);
    CHECK(row_of(record, "refused_third_party_rights") == "12 0 0 0 0 0 12");
    CHECK(row_of(record, "refused_internal_affairs") == "1 0 0 2 0 0 3");
    CHECK(row_of(record, "refused_process_information") == "0 0 0 0 0 0 0");
    const model::Figure* moved = record.find_figure("applications.refused_internal_affairs.total");
    CHECK(moved->provenance.reading == model::Reading::inferred);
    // The values of every row in front of its label.
    const model::Record above = read_report(head + "5 1 0 0 0 0 6\n一、本年新收政府信息公开申请数量\n2 0 0 0 0 0 2\n二、上年结转政府信息公开申请数量\n3 0 0 0 0 0 3\n（一）予以公开\n");
    CHECK(row_of(above, "new") == "5 1 0 0 0 0 6");
    CHECK(row_of(above, "carried_in") == "2 0 0 0 0 0 2");
    CHECK(row_of(above, "granted") == "3 0 0 0 0 0 3");
}

TEST_CASE("a row without values near one with too many is not trusted where the sums do not tell") {
    // One value too few for the two rows.
    const model::Record few = read_report(head + first_rows + "4.保护第三方合法权益\n5.属于三类内部事务信息 12 0 0 0 0 0 12\n1 0 0 2 0 3\n6.属于四类过程性信息 0 0 0 0 0 0 0\n");
    CHECK(row_of(few, "refused_internal_affairs").find('?') != std::string::npos);
    // Each value in a line of its own: row by row, or column by column.
    const model::Record down = read_report(head + first_rows + "1.本机关不掌握相关政府信息\n2.没有现成信息需要另行制作\n1\n2\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n1\n2\n3.补正后申请内容仍不明确 0 0 0 0 0 0 0\n");
    CHECK(row_of(down, "unavailable_not_held").find('?') != std::string::npos);
    // Two rows drawn over each other.
    const model::Record torn = read_report(head + first_rows + "2.重复申请\n（五） 3.要求提供公开出版物 1 3 无 1 1 无 6\n不予处 4.无正当理由大量反复申请 无无 1\n   1\n  无\n 无\n 2\n 无\n 3\n5.要求行政机关确认或重新出具已获取信息 0 0 0 0 0 0 0\n");
    CHECK(row_of(torn, "not_processed_publication").find('?') != std::string::npos);
    const model::Record over = read_report(head + first_rows + "4.保护第三方合法权益\n予公开 5.属于三类内部事务信息 2件- -- -- -- 1件- -- 3件-\n6.属于四类过程性信息 0 0 0 0 0 0 0\n");
    CHECK(row_of(over, "refused_internal_affairs").find('?') != std::string::npos);
}

TEST_CASE("the number of a page is no value") {
    const std::string rows = "（一）予以公开 / / / / / / /\n（二）部分公开（区分处理的，只计这一情形，不计其他\n";
    const std::string rest = "情形）\n（七）总计 0 0 0 0 0 0 0\n一\n二\n三\n四\n五\n六\n七\n八\n";
    const model::Record fed = read_report(head + first_rows + rows + "46\n\f" + rest + "47\n\f" + rest + "48\n\f");
    CHECK(row_of(fed, "partially_granted").find("46") == std::string::npos);
    const model::Record apart = read_report(head + first_rows + "（一）予以公开 1 0 0 0 0 0\n\n46\n\n（七）总计 0 0 0 0 0 0 0\n甲\n乙\n丙\n丁\n戊\n己\n庚\n辛\n壬\n\n47\n\n癸\n");
    CHECK(row_of(apart, "granted").find("46") == std::string::npos);
    // Nothing tells that a lone number counts pages; it is no value that could be trusted either.
    const model::Record alone = read_report(head + first_rows + "（一）予以公开\n1\n0\n0\n0\n0\n0\n\n6\n（七）总计\n0\n0\n0\n0\n0\n0\n0\n");
    CHECK(row_of(alone, "granted").find("6?") != std::string::npos);
    // Nor is it one under a column of a drawn text.
    const std::string drawn = "一、本年新收政府信息公开申请数量    5      0      0      0      0      1      6\n二、上年结转政府信息公开申请数量    2      0      0      0      0      0      2\n";
    const model::Record under = read_report(head + drawn + "（一）予以公开\n\n                                           60\n\n（七）总计                          7      0      0      0      0      1      8\n");
    CHECK(row_of(under, "granted").find("60 ") == std::string::npos);
}

TEST_CASE("a page that ends within the head of table 4 does not hide it") {
    const model::Record record = read_report(head + first_rows + "四、政府信息公开行政复议、行政诉讼情况\n行政复议        行政诉讼\n                — 46 —\n结果 结果 其他 尚未 合 未经复议直接起诉      复议后起诉\n"
                                             "维持 纠正 结果 审结 计 结果 结果 其他 尚未 合 结果 结果 其他 尚未 合\n              维持 纠正 结果 审结 计 维持 纠正 结果 审结 计\n"
                                             " 1 2 1 0 4 0 0 0 0 0 1 0 2 0 3\n  五、存在的主要问题及改进情况\n");
    CHECK(disputes_of(record, "reconsideration") == "1 2 1 0 4");
    CHECK(disputes_of(record, "litigation_after_reconsideration") == "1 0 2 0 3");
}

TEST_CASE("columns of one name belong to their blocks in turn, and are not told where one is missing") {
    const std::string labels = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n规章\n规范性文件\n第二十条第（五）项\n信息内容\n行政许可\n其他对外管理服务事项\n第二十条第（六）项\n信息内容\n行政处罚\n行政强制\n\n"
                               "本年新制作数量\n8件\n13件\n\n本年新公开数量\n0件\n11件\n\n对外公开总数量\n0件\n101件\n\n";
    const std::string fifth = "上一年项目数量\n5件\n6件\n\n本年增/减\n1\n减2\n\n处理决定数量\n11973件\n2870件\n\n";
    const std::string sixth = "上一年项目数量\n0件\n491件\n\n本年增/减\n减41\n0\n\n处理决定数量\n7143件\n3260件\n\n";
    const std::vector<std::string> columns = {"items_last_year", "change", "decisions"};
    const model::Record record = read_report(labels + fifth + sixth + head + first_rows);
    CHECK(row_of(record, "proactive.licensing", columns) == "5 1 11973");
    CHECK(row_of(record, "proactive.penalties", columns) == "0 -41 7143");
    CHECK(row_of(record, "proactive.coercive_measures", columns) == "491 0 3260");
    const model::Record lost = read_report(labels + fifth + head + first_rows);
    CHECK(row_of(lost, "proactive.penalties", columns).find("7143") == std::string::npos);
    for (const model::Figure& figure : lost.figures)
        if (figure.id.starts_with("proactive.p")) CHECK((!figure.value || figure.provenance.reading == model::Reading::ambiguous));
}

TEST_CASE("the head of a flattened table tells the order of its columns") {
    const model::Record first = read_report("三、收到和处理政府信息公开申请情况\n申请人情况\n总计 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
                                            "一、本年新收政府信息公开申请数量 6 5 1 0 0 0 0\n二、上年结转政府信息公开申请数量 2 2 0 0 0 0 0\n（七）总计 8 7 1 0 0 0 0\n");
    CHECK(row_of(first, "new") == "5 1 0 0 0 0 6");
    // A text that was taken cell by cell names 总计 in front of those that stand under a common head.
    const model::Record cells = read_report("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n" + first_rows);
    CHECK(row_of(cells, "new") == "5 1 0 0 0 0 6");
    const model::Record lines = read_report("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n科研机构\n商业企业\n社会公益组织\n法律服务机构\n其他\n总计\n" + first_rows);
    CHECK(row_of(lines, "new") == "5 0 1 0 0 0 6");
    // Heads with another between them, in an order that no table gives them: torn by what drew the text.
    const model::Record torn = read_report("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n科研机构\n商业企业\n法人或其他组织\n社会公益组织\n法律服务机构\n其他\n总计\n" + first_rows);
    CHECK(row_of(torn, "new").find('?') != std::string::npos);
    // A head of which a part is printed says nothing.
    const model::Record part = read_report("三、收到和处理政府信息公开申请情况\n申请人情况\n总计 自然人 商业企业\n" + first_rows);
    CHECK(row_of(part, "new") == "5 1 0 0 0 0 6");

    const std::string proactive = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 现行有效件数 本年制发件数 本年废止件数\n规章 1 2 3\n行政规范性文件 44 55 66\n";
    const std::vector<std::string> columns = {"made", "repealed", "in_force"};
    CHECK(row_of(read_report(proactive + head + first_rows), "proactive.normative_documents", columns) == "55 66 44");

    const std::string results = "结果维持 结果纠正 其他结果 尚未审结 总计";
    const std::string before = head + first_rows + "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n";
    const std::string values = "1 0 0 0 1 2 0 0 0 2 3 0 0 0 3\n五、存在的主要问题及改进情况\n";
    CHECK(disputes_of(read_report(before + results + " 未经复议直接起诉 复议后起诉\n" + results + " " + results + "\n" + values), "litigation_direct") == "2 0 0 0 2");
    CHECK(disputes_of(read_report(before + results + " 复议后起诉 未经复议直接起诉\n" + results + " " + results + "\n" + values), "litigation_direct") == "3 0 0 0 3");
    const std::string total_first = "总计 结果维持 结果纠正 其他结果 尚未审结";
    const std::string values_total = "1 1 0 0 0 2 2 0 0 0 3 3 0 0 0\n五、存在的主要问题及改进情况\n";
    CHECK(disputes_of(read_report(before + total_first + " 未经复议直接起诉 复议后起诉\n" + total_first + " " + total_first + "\n" + values_total), "litigation_direct") == "2 0 0 0 2");
    CHECK(disputes_of(read_report(before + results + "\n复议后起诉\n未经复议直接起诉\n" + results + " " + results + "\n" + values), "litigation_direct").find('?') != std::string::npos);
}

TEST_CASE("of two reports on a page the record is of the first, and of its figures alone") {
    const std::string preamble = "本报告根据《中华人民共和国政府信息公开条例》编制，统计期限为2022年1月1日至2022年12月31日。\n一、总体情况\n";
    std::string prose;
    for (int i = 0; i < 12; ++i) prose += "全年认真落实政务公开工作的各项要求，不断提升公开的质量和实效，回应群众关切。\n";
    const std::string own = preamble + prose + head + first_rows + "（一）予以公开 7 1 0 0 0 0 8\n（七）总计 7 1 0 0 0 0 8\n";
    const std::string other = "栎川县人民政府2021年政府信息公开工作年度报告\n" + preamble + prose + head +
                              "一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9\n二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n（一）予以公开 8 0 0 0 0 0 8\n1.属于国家秘密 2 0 0 0 0 0 2\n（七）总计 10 0 0 0 0 0 10\n";
    const model::Record record = read_report(own + other);
    CHECK(record.report.year == 2022);
    CHECK(row_of(record, "new") == "5 1 0 0 0 0 6");
    CHECK(row_of(record, "refused_state_secret") == ". . . . . . .");
    CHECK(std::count_if(record.findings.begin(), record.findings.end(), [](const model::Finding& finding) { return finding.rule == "document.several_reports"; }) == 1);
    // The first one has no table: what stands below is none of its figures.
    const model::Record quoted = read_report(preamble + prose + other);
    CHECK(quoted.report.year == 2022);
    for (const model::Figure& figure : quoted.figures) CHECK((!figure.value || figure.provenance.reading == model::Reading::ambiguous));
}
