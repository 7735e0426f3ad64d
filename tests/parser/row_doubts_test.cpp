// Rows whose cells left nothing but empty lines, or nothing at all: what may be told, and what must be doubted.

#include <map>
#include <string>
#include <vector>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::Record read_text(const std::string& text) {
    model::Page page;
    page.bytes = "栎川县人民政府2022年政府信息公开工作年度报告\n" + text;
    page.media_type = "text/plain";
    return parser::read(page, parser::builtin_forms());
}

const std::vector<std::string> applicants = {"natural_person",
                                             "commercial_enterprise",
                                             "research_institution",
                                             "social_welfare_organization",
                                             "legal_service_organization",
                                             "other_organization",
                                             "total"};
const std::vector<std::string> results = {"upheld", "corrected", "other", "pending", "total"};

// _ blank, - dash, . absent; with ? where the reading is doubted.
std::string shown(const model::Record& record, const std::string& row, const std::vector<std::string>& columns) {
    std::string text;
    for (const std::string& column : columns) {
        const model::Figure* figure = record.find_figure(row + "." + column);
        REQUIRE(figure != nullptr);
        text += text.empty() ? "" : " ";
        text += figure->value                                 ? figure->value->to_string()
                : figure->presence == model::Presence::blank  ? "_"
                : figure->presence == model::Presence::absent ? "."
                                                              : "-";
        if (figure->provenance.reading == model::Reading::ambiguous) text += "?";
    }
    return text;
}

std::string row_of(const model::Record& record, const std::string& row) {
    return shown(record, "applications." + row, applicants);
}

// Table 3 with noughts in every row but those named; `after` stands behind each label, `before` in front.
std::string applications(const std::map<std::string, std::string>& rows, const std::string& nought = " 0 0 0 0 0 0 0\n") {
    std::string text =
        "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n";
    for (const model::FormRow& row : parser::find_form("2021")->find_table("applications")->blocks.front().rows) {
        if (row.is_group) continue;
        const auto own = rows.find(row.id);
        text += row.label + (own == rows.end() ? nought : own->second);
    }
    return text;
}

// One cell a line.
std::string lines(const std::string& cells) {
    std::string text = "\n";
    for (const char c : cells) text += c == ' ' ? '\n' : c;
    return text + "\n";
}

const std::string disputes = "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n";

std::string disputes_of(const std::string& cells) {
    std::string text = disputes;
    for (int group = 0; group < 3; ++group) text += "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n";
    return text + cells;
}

}  // namespace

TEST_CASE("an empty line behind the last row of a table is none of its cells") {
    const std::string nought = lines("0 0 0 0 0 0 0");
    const std::map<std::string, std::string> rows = {{"new", lines("29 6 0 0 3 0 38")},
                                                     {"carried_out", lines("29 6 0 3 0 38")}};
    const model::Record record = read_text(applications(rows, nought) + "\n五、存在的主要问题及改进情况\n");
    CHECK(row_of(record, "new") == "29 6 0 0 3 0 38");
    CHECK(row_of(record, "carried_out").find("38?") != std::string::npos);
    CHECK(row_of(record, "carried_out") != "29 6 0 3 0 38 _");
}

TEST_CASE("an empty line between a header and its values is a cell where the sums say so") {
    const model::Record record =
        read_text(disputes_of("\n0\n0\n3\n3\n1\n0\n0\n0\n1\n2\n0\n0\n0\n2\n") + "\n五、存在的主要问题及改进情况\n");
    CHECK(shown(record, "disputes.reconsideration", results) == "_ 0 0 3 3");
    CHECK(shown(record, "disputes.litigation_direct", results) == "1 0 0 0 1");
    // Fifteen values leave no place for it.
    const model::Record full = read_text(disputes_of("\n0\n0\n0\n3\n3\n1\n0\n0\n0\n1\n2\n0\n0\n0\n2\n"));
    CHECK(shown(full, "disputes.reconsideration", results) == "0 0 0 3 3");
    // Fourteen, of which another is lost: read with the empty line a sum fails.
    const model::Record torn = read_text(disputes_of("\n8\n19\n0\n0\n25\n41\n24\n11\n101\n16\n14\n31\n0\n61\n"));
    CHECK(shown(torn, "disputes.litigation_direct", results).find('?') != std::string::npos);
    // Noughts prove nothing.
    const model::Record noughts = read_text(disputes_of("\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n"));
    CHECK(shown(noughts, "disputes.reconsideration", results).find('?') != std::string::npos);
}

TEST_CASE("a bare digit between values is no ordinal on a page that prints none") {
    std::string text;
    for (const model::FormRow& row : parser::find_form("2021")->find_table("applications")->blocks.front().rows) {
        if (row.is_group) continue;
        const bool first = row.id == "other_not_corrected_in_time";
        const std::string label = row.label.size() > 2 && row.label[1] == '.' ? row.label.substr(2) : row.label;
        text += label + (first || row.id == "handled_total" || row.id == "new" ? " 1 0 0 0 0 1 2 " : " 0 0 0 0 0 0 0 ");
    }
    const model::Record record = read_text(
        "三、收到和处理政府信息公开申请情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n" + text + "\n");
    CHECK(row_of(record, "other_not_corrected_in_time") == "1 0 0 0 0 1 2");
    CHECK(row_of(record, "other_fee_not_paid") == "0 0 0 0 0 0 0");
}

TEST_CASE("where a table lost cells, a sum that a row holds by itself may be chance") {
    // 12 0 0 0 0 3 with its total lost reads as 1|2|0|0|0|0|3 as well; the sums over the rows tell that it is not so.
    const model::Record record = read_text(applications({{"new", " 12 0 0 0 0 3 15\n"},
                                                         {"unavailable_still_unclear", " 12 0 0 0 0 3\n"},
                                                         {"refused_state_secret", " 0 0 0 0 0 0\n"},
                                                         {"handled_total", " 12 0 0 0 0 3 15\n"}}));
    CHECK(row_of(record, "unavailable_still_unclear").find('?') != std::string::npos);
    CHECK(row_of(record, "unavailable_still_unclear") != "1 2 0 0 0 0 3");
}

TEST_CASE("a row's label without its ordinal ends the values before it, however short") {
    const model::Record record =
        read_text(applications({{"other_fee_not_paid", " 0 0 0 其他 0 0 0 0\n"}, {"other_remaining", " 0 0 0 0 0 0 0\n"}}));
    CHECK(row_of(record, "other_fee_not_paid").find('?') != std::string::npos);
}

TEST_CASE("a label so long that it pushes its values aside does not put them under columns") {
    const std::string row = "     0     0     0     0     0     0     0\n";
    std::string text =
        "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n";
    text += "一、本年新收政府信息公开申请数量" + row + "二、上年结转政府信息公开申请数量" + row;
    text += "（三）不予公开      5.属于三类内部事务信息 0     0     0     0     0     0\n";
    const model::Record record = read_text(text);
    CHECK(row_of(record, "refused_internal_affairs").find('?') != std::string::npos);
}

TEST_CASE("a number between dashes is no page number where it stands behind a label") {
    const model::Record record = read_text(
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 1\n行政规范性文件 — 84 —\n"
        "第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 5\n");
    CHECK(shown(record, "proactive.normative_documents", {"made", "repealed", "in_force"}) == "- 84 -");
}

TEST_CASE("a label that stands once for each column that it spans is one label") {
    const model::Record record = read_text(
        "三、收到和处理政府信息公开申请情况\n申请人情况\t申请人情况\n自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
        "一、本年新收政府信息公开申请数量\t一、本年新收政府信息公开申请数量\t4\t0\t0\t0\t0\t1\t5\n"
        "三、本年度办理结果\t（一）予以公开\t（一）予以公开\t3\t0\t0\t0\t0\t1\t4\n");
    CHECK(row_of(record, "new") == "4 0 0 0 0 1 5");
    CHECK(row_of(record, "granted") == "3 0 0 0 0 1 4");
}

TEST_CASE("Markdown without outer bars keeps its empty cells, and an escaped point is a point") {
    const model::Record record = read_text(
        "二、主动公开政府信息情况\n\n第二十条第（一）项  \n---  \n信息内容| 本年制发件数| 本年废止件数| 现行有效件数  \n规章| | | 0件  \n行政规范性文件| | 3件| 76件  \n\n"
        "第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 7\\.4174\n");
    CHECK(shown(record, "proactive.regulations", {"made", "repealed", "in_force"}) == "_ _ 0");
    CHECK(shown(record, "proactive.normative_documents", {"made", "repealed", "in_force"}) == "_ 3 76");
    CHECK(shown(record, "proactive.fees", {"amount"}) == "7.4174");
}

TEST_CASE("a menu with bars above a line of dashes is no table") {
    const std::string report = applications({{"new", " 4 0 0 0 0 1 5\n"}});
    for (const char* menu : {"首页 | 政务公开 | 年报\n----------\n", "年报\n----------\n首页 | 公开\n"})
        CHECK(row_of(read_text(menu + report), "new") == "4 0 0 0 0 1 5");
    const parser::Document document = parser::read_text("首页 | 公开\n----------\n年报\n");
    CHECK(document.tables.empty());
}

TEST_CASE("a number that lost its sign to a question mark is not passed over") {
    const model::Record record = read_text(
        "二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n行政许可\n319\n?1\n847\n\n其他对外管理服务事项\n4\n0\n2\n");
    const model::Figure* change = record.find_figure("proactive.licensing.change");
    REQUIRE(change != nullptr);
    CHECK(change->provenance.reading == model::Reading::ambiguous);
    CHECK(shown(record, "proactive.other_services", {"items_last_year", "change", "decisions"}) == "4 0 2");
}
