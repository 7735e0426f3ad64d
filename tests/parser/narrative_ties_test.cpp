// Where sums cannot cut a run of digits, a number that the text states may.

#include <algorithm>
#include <string>
#include <utility>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

// Table 2 glued together, under a narrative.
model::Record read_report(const std::string& narrative, const std::string& documents) {
    model::Page page;
    page.bytes =
        "栎川县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n" + narrative +
        "\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容本年制发件数本年废止件数现行有效件数\n规章000\n行政规范性文件" +
        documents +
        "\n第二十条第（五）项\n信息内容本年处理决定数量\n行政许可31\n第二十条第（六）项\n信息内容本年处理决定数量\n行政处罚17\n行政强制2\n"
        "第二十条第（八）项\n信息内容本年收费金额（单位：万元）\n行政事业性收费5.5\n三、收到和处理政府信息公开申请情况\n";
    page.media_type = "text/plain";
    return parser::read(page, parser::builtin_forms());
}

std::string documents_of(const model::Record& record) {
    std::string shown;
    for (const char* column : {"made", "repealed", "in_force"}) {
        const model::Figure* figure = record.find_figure(std::string("proactive.normative_documents.") + column);
        REQUIRE(figure != nullptr);
        shown += (shown.empty() ? "" : " ") + (figure->value ? figure->value->to_string() : "_");
        if (figure->provenance.reading == model::Reading::ambiguous) shown += "?";
    }
    return shown;
}

const model::Finding* told(const model::Record& record) {
    const auto found = std::find_if(record.findings.begin(), record.findings.end(), [](const model::Finding& finding) {
        return finding.rule == "figure.ambiguous" && finding.text.find("the text decides") != std::string::npos;
    });
    return found == record.findings.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("numbers of the text that leave one way to cut a run decide it, and are named") {
    const model::Record record = read_report("本年度制发行政规范性文件14件，现行有效行政规范性文件326件。", "145326");
    CHECK(documents_of(record) == "14 5 326");
    const model::Finding* finding = told(record);
    REQUIRE(finding != nullptr);
    CHECK(finding->severity == model::Severity::note);
    CHECK(finding->figures.size() == 3);
    CHECK(finding->text.find("14 | 5 | 326") != std::string::npos);
    CHECK(finding->text.find("现行有效行政规范性文件326件") != std::string::npos);
}

TEST_CASE("a number of the text that leaves several ways, or one with a lost cell, decides nothing") {
    for (const auto& [narrative, run] :
         {std::pair("现行有效行政规范性文件26件。", "145326"),      // 14 | 53 | 26, 1453 | _ | 26 …
          std::pair("本年度制发行政规范性文件1453件。", "145326"),  // 1453 | 2 | 6, 1453 | 26 | _ …
          std::pair("本年度制发行政规范性文件0件。", "01")}) {      // 0 | 1 | _, 0 | _ | 1
        INFO(narrative);
        const model::Record record = read_report(narrative, run);
        CHECK(documents_of(record).find('?') != std::string::npos);
        CHECK(told(record) == nullptr);
    }
}

TEST_CASE("a text that contradicts itself, the run or the figure's meaning decides nothing") {
    for (const char* narrative :
         {"本年度制发行政规范性文件14件，现行有效行政规范性文件326件。现行有效行政规范性文件26件。",  // 326 or 26
          "本年度制发行政规范性文件99件，现行有效行政规范性文件326件。",         // 99 is no part of the run
          "本年度制发行政规范性文件近14件，现行有效行政规范性文件约326件。"}) {  // about
        INFO(narrative);
        const model::Record record = read_report(narrative, "145326");
        CHECK(documents_of(record).find('?') != std::string::npos);
        CHECK(told(record) == nullptr);
    }
}
