// Tables that a report writes as sentences or bullets: what they determine is a figure, and nothing else is.

#include <algorithm>
#include <string>
#include <vector>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

struct Sections {
    std::string proactive = "无。", applications = "无。", disputes = "无。";
    int year = 2023;
};

model::Record read_report(const Sections& sections) {
    const std::string year = std::to_string(sections.year);
    model::Page page;
    page.media_type = "text/plain";
    page.bytes = "栎川县水务局" + year + "年政府信息公开工作年度报告\n\n一、总体情况\n" + year + "年扎实推进公开工作。\n\n二、主动公开政府信息情况\n" + sections.proactive +
                 "\n\n三、收到和处理政府信息公开申请情况\n" + sections.applications + "\n\n四、政府信息公开行政复议、行政诉讼情况\n" + sections.disputes +
                 "\n\n五、存在的主要问题及改进情况\n公开不够及时，今后改进。\n\n六、其他需要报告的事项\n无。\n";
    return parser::read(page, parser::builtin_forms());
}

// "licensing.decisions=5 …": every figure of the table that is not absent, in the form's order; ~ where it is flagged.
std::string told(const model::Record& record, const std::string& table) {
    std::string shown;
    for (const model::Figure& figure : record.figures) {
        if (!figure.id.starts_with(table + ".") || figure.presence == model::Presence::absent) continue;
        const bool certain = figure.provenance.reading == model::Reading::prose;
        shown += (shown.empty() ? "" : " ") + figure.id.substr(table.size() + 1) + (certain ? "=" : "~") + (figure.value ? figure.value->to_string() : "?");
    }
    return shown;
}

std::string told_2(const std::string& text) { return told(read_report({.proactive = text}), "proactive"); }
std::string told_3(const std::string& text) { return told(read_report({.proactive = "行政强制0件。", .applications = text}), "applications"); }
std::string told_4(const std::string& text) { return told(read_report({.proactive = "行政强制0件。", .disputes = text}), "disputes"); }

}  // namespace

TEST_CASE("table 2 in sentences and in bullets is read by the words for its rows and columns") {
    const std::string all = "regulations.made=0 regulations.repealed=0 regulations.in_force=2 normative_documents.made=3 normative_documents.repealed=1 "
                            "normative_documents.in_force=12 licensing.decisions=1234 penalties.decisions=5 coercive_measures.decisions=0 fees.amount=12.5";
    CHECK(told_2("规章：本年制发件数0件，本年废止件数0件，现行有效件数2件。\n行政规范性文件：本年制发件数3件，本年废止件数1件，现行有效件数12件。\n"
                 "行政许可：本年处理决定数量1,234件。\n行政处罚：本年处理决定数量5件。\n行政强制：本年处理决定数量0件。\n行政事业性收费：本年收费金额（单位：万元）12.5。") == all);
    CHECK(told_2("本年制发规章0件，废止规章0件，现行有效规章2件；制发行政规范性文件3件，废止1件，现行有效12件。共作出行政许可处理决定1234件、"
                 "行政处罚处理决定5件、行政强制处理决定0件，收取行政事业性收费125000元。") == all);
    CHECK(told_2("● 规章：制发0件，废止0件，现行有效2件\n● 行政规范性文件：制发3件，废止1件，现行有效12件\n● 行政许可：1234件\n● 行政处罚：5件\n"
                 "● 行政强制：0件\n● 行政事业性收费：12.5万元") == all);
    CHECK(told_2("未制发行政规范性文件，无行政强制。") == "normative_documents.made=0 coercive_measures.decisions=0");
}

TEST_CASE("table 2 of 2019 in sentences has its changes with their sign") {
    const model::Record record = read_report({.proactive = "规章：本年新制作数量0件，本年新公开数量0件，对外公开总数量4件。\n行政许可：上一年项目数量45项，本年增/减-3项，处理决定数量2345件。\n"
                                                           "行政处罚：上一年项目数量9项，本年增/减2项，处理决定数量7件。\n政府集中采购：采购项目数量4项，采购总金额75134.77元。",
                                              .year = 2020});
    CHECK(record.report.form == "2019");
    CHECK(told(record, "proactive") == "regulations.made=0 regulations.disclosed=0 regulations.disclosed_total=4 licensing.items_last_year=45 licensing.change=-3 "
                                       "licensing.decisions=2345 penalties.items_last_year=9 penalties.change=2 penalties.decisions=7 procurement.items=4 "
                                       "procurement.amount=75134.77");
}

TEST_CASE("table 3 in sentences: a row and the applicants that stand behind it") {
    CHECK(told_3("（一）予以公开：自然人4件，商业企业1件，科研机构0件，社会公益组织0件，法律服务机构0件，其他0件，总计5件。") ==
          "granted.natural_person=4 granted.commercial_enterprise=1 granted.research_institution=0 granted.social_welfare_organization=0 "
          "granted.legal_service_organization=0 granted.other_organization=0 granted.total=5");
    CHECK(told_3("本年新收政府信息公开申请12件（自然人10件、法律服务机构2件），较上年增加3件；上年结转1件。办结13件，其中予以公开9件，本机关不掌握4件，无结转下年度申请。") ==
          "new.natural_person=10 new.legal_service_organization=2 new.total=12 carried_in.total=1 granted.total=9 unavailable_not_held.total=4 handled_total.total=13 "
          "carried_out.total=0");
    // Lines behind marks, which go on without a full stop.
    CHECK(told_3("● 予以公开：自然人4件，商业企业1件，科研机构0件，社会公益组织0件，法律服务机构0件，其他0件，总计5件\n"
                 "● 总计：自然人4件，商业企业1件，科研机构0件，社会公益组织0件，法律服务机构0件，其他0件，总计5件")
              .find("handled_total.natural_person=4 handled_total.commercial_enterprise=1") != std::string::npos);
    CHECK(told_3("本年新收政府信息公开申请12件，全部为自然人申请。") == "new.natural_person=12 new.total=12");
    CHECK(told_3("未收到政府信息公开申请，无上年结转。") == "new.total=0 carried_in.total=0");
    // A list with a number a row, of which the columns are named nowhere.
    CHECK(told_3("一、本年新收政府信息公开申请数量7件\n二、上年结转政府信息公开申请数量0件\n三、本年度办理结果\n（一）予以公开5件\n（二）部分公开0件\n（三）不予公开1件\n"
                 "1.属于国家秘密0件\n2.其他法律行政法规禁止公开1件\n（七）总计6件\n四、结转下年度继续办理1件") ==
          "new.total=7 carried_in.total=0 granted.total=5 partially_granted.total=0 refused_state_secret.total=0 refused_prohibited_by_law.total=1 handled_total.total=6 "
          "carried_out.total=1 refused.total=1");
}

TEST_CASE("table 4 in sentences: whose result it is") {
    CHECK(told_4("行政复议3件，其中结果维持2件，结果纠正1件。未经复议直接起诉1件，尚未审结1件；复议后起诉0件。") ==
          "reconsideration.upheld=2 reconsideration.corrected=1 reconsideration.total=3 litigation_direct.pending=1 litigation_direct.total=1 "
          "litigation_after_reconsideration.total=0");
    CHECK(told_4("未发生因政府信息公开引发的行政复议、行政诉讼案件。") == "reconsideration.total=0 litigation_direct.total=0 litigation_after_reconsideration.total=0");
    CHECK(told_4("行政诉讼2件。").empty());  // of which kind?
}

TEST_CASE("what may be two things is flagged, and what is not clearly a figure is none") {
    CHECK(told_3("共收到政府信息公开申请12件。") == "new.total~12");
    CHECK(told_3("共收到政府信息公开申请12件，上年结转0件。") == "new.total=12 carried_in.total=0");
    CHECK(told_3("本年新收政府信息公开申请12件。本年新收政府信息公开申请13件。") == "new.total~12");
    CHECK(told_3("本年新收申请和上年结转申请共计26件。").empty());
    CHECK(told_3("全市共新收政府信息公开申请1200件。").empty());
    CHECK(told_3("受理12345热线1200件，办结1190件，结转下年度10件。").empty());
    CHECK(told_3("因属于行政执法案卷不予公开2件。").find("refused.total=2") == std::string::npos);
    CHECK(told_2("减免行政事业性收费20万元。行政处罚罚款金额12.5万元。规章和行政规范性文件共12件。公示行政许可1200件。行政许可较上年增加200件。行政强制0件。") ==
          "coercive_measures.decisions=0");
    CHECK(told_2("2022年制发行政规范性文件9件。行政强制0件。") == "coercive_measures.decisions=0");
    // Labels and digits of a table that lost its shape are no sentences.
    CHECK(told_3("予以公开4000004（二）部分公开0000000（三）不予公开").empty());
    CHECK(told_4("复议后起诉结果维持结果纠正总计150000154。").find('=') == std::string::npos);
    CHECK(told_3("新收政府信息公开申请由10件增加到12件。").empty());
    CHECK(told_4("审理行政复议案件30件，其中维持20件。").empty());
    CHECK(told_4("行政复议3件，结果维持和结果纠正共3件。") == "reconsideration.total=3");
    CHECK(told_4("行政复议由上年的5件下降到2件。").empty());
}

TEST_CASE("a figure in words shows the words") {
    const model::Record record = read_report({.proactive = "行政许可本年处理决定数量5件。"});
    const model::Figure* figure = record.find_figure("proactive.licensing.decisions");
    REQUIRE(figure != nullptr);
    CHECK(figure->provenance.raw == "5件");
    CHECK(figure->unit == "件");
    CHECK(std::none_of(record.findings.begin(), record.findings.end(), [](const model::Finding& finding) { return finding.rule == "figure.ambiguous"; }));
}
