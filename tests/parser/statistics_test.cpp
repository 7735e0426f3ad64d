// The statistics tables in use before 2019: one list of figures with a column of the year and perhaps one of all years.

#include <algorithm>
#include <map>
#include <string>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

const std::string title = "榕坂县2012年度政府信息公开工作年度报告\n";

model::Record record_of(const std::string& text, const char* media_type = "text/plain") {
    model::Page page;
    page.bytes = text;
    page.media_type = media_type;
    return parser::read(page, parser::builtin_forms());
}

// The Fujian list of 2008 in one line, with `values` behind the unit of a row; 00 for rows that are not named.
std::string glued(const std::map<std::string, std::string>& values, const std::string& head = "2012年度历年累计") {
    std::string text = title + "附件 政府信息公开情况统计表 指标名称计量单位" + head;
    for (const model::FormRow& row : parser::find_form("fujian-2008")->tables[0].blocks[0].rows) {
        const auto own = values.find(row.id);
        text += row.label + row.unit + (own == values.end() ? "00" : own->second);
    }
    return text;
}

// The national list with one cell a line.
std::string lines(const std::map<std::string, std::string>& values, const std::string& without = "") {
    std::string text = title + "统计指标\n单位\n统计数\n";
    for (const model::FormRow& row : parser::find_form("2014")->tables[0].blocks[0].rows) {
        if (without.find(row.id + ";") != std::string::npos) continue;
        const auto own = values.find(row.id);
        text += row.label + "\n" + row.unit + "\n" + (own == values.end() ? "0" : own->second) + "\n";
    }
    return text;
}

const model::Figure& figure(const model::Record& record, const std::string& row, const std::string& column = "count") {
    const model::Figure* found = record.find_figure("statistics." + row + "." + column);
    REQUIRE(found != nullptr);
    return *found;
}

std::string both(const model::Record& record, const std::string& row) {
    const auto shown = [](const model::Figure& f) { return f.value ? f.value->to_string() : std::string("_"); };
    return shown(figure(record, row)) + " " + shown(figure(record, row, "cumulative"));
}

bool is_ambiguous(const model::Record& record, const std::string& row) { return figure(record, row).provenance.reading == model::Reading::ambiguous; }

}  // namespace

TEST_CASE("two glued numbers are cut where the sums leave one way, and flagged with their readings elsewhere") {
    const model::Record record = record_of(glued({{"proactive_items", "5162904"}, {"requests_accepted", "1146"}, {"requests_in_person", "420"}, {"requests_by_email", "29"},
                                                  {"requests_online", "03"}, {"requests_by_letter", "514"}, {"reconsideration", "02"}}));
    REQUIRE(record.report.form == "fujian-2008");
    CHECK(both(record, "requests_accepted") == "11 46");
    CHECK(both(record, "requests_by_letter") == "5 14");
    CHECK_FALSE(is_ambiguous(record, "requests_by_letter"));
    CHECK(std::count(record.used_figures.begin(), record.used_figures.end(), "statistics.requests_by_letter.count") == 1);
    CHECK(both(record, "reconsideration") == "0 2");  // 02 is no number, so it is two
    CHECK_FALSE(is_ambiguous(record, "reconsideration"));
    CHECK(is_ambiguous(record, "proactive_items"));
    CHECK(both(record, "proactive_items") == "516 2904");  // the most plausible of them
    const auto finding = std::find_if(record.findings.begin(), record.findings.end(), [](const model::Finding& f) {
        return f.rule == "figure.ambiguous" && f.figures.front() == "statistics.proactive_items.count";
    });
    REQUIRE(finding != record.findings.end());
    CHECK(finding->text.find("516 | 2904") != std::string::npos);
    CHECK(finding->text.find("5162 | 904") == std::string::npos);  // all years are never less than one of them
}

TEST_CASE("the head tells which columns are printed, and in which order") {
    const model::Record reversed = record_of(glued({{"reconsideration", "20"}}, "历年累计2012年度"));
    CHECK(both(reversed, "reconsideration") == "0 2");
    CHECK(is_ambiguous(reversed, "reconsideration"));  // 2 and 0, or 20 and a blank
    const std::string row = "主动公开信息数 条 425 1516\n其中：1.网站公开 条 418 1509\n2.政府公报公开 条 7 7\n受理依申请公开信息总数 条 0 0\n行政申诉数 条 0 3\n";
    const model::Record named = record_of(title + "指标名称 计量单位 2012年度 历年累计\n" + row);
    CHECK(both(named, "channel_website") == "418 1509");
    const model::Record turned = record_of(title + "指标名称 计量单位 历年累计 2012年度\n" + row);
    CHECK(both(turned, "channel_website") == "1509 418");
    // Without a head the second number may be anything.
    const model::Record nameless = record_of(title + row);
    CHECK(is_ambiguous(nameless, "channel_website"));
    CHECK(nameless.find_figure("statistics.channel_website.cumulative") == nullptr);
}

TEST_CASE("a page without 历年累计 has no figures of that column, and no checks") {
    const model::Record record = record_of(lines({{"requests_received", "7"}, {"requests_online", "7"}}));
    REQUIRE(record.report.form == "2014");
    CHECK(record.figures.size() == 58);
    CHECK(figure(record, "requests_online").value == model::Decimal(7));
    CHECK(figure(record, "requests_online").unit == "件");
    CHECK(figure(record, "people_trained").unit == "人次");
}

TEST_CASE("a label that the form prints twice is told by its neighbours or not at all") {
    const std::map<std::string, std::string> values = {{"reconsideration", "3"}, {"reconsideration_corrected", "3"}, {"litigation", "2"}, {"litigation_corrected", "2"}};
    const model::Record whole = record_of(lines(values));
    CHECK(figure(whole, "reconsideration_corrected").value == model::Decimal(3));
    CHECK(figure(whole, "litigation_corrected").value == model::Decimal(2));
    const model::Record torn = record_of(lines(values, "reconsideration_corrected;reconsideration_other;litigation;litigation_upheld;"));
    CHECK((is_ambiguous(torn, "reconsideration_corrected") || is_ambiguous(torn, "litigation_corrected")));
}

TEST_CASE("a digit between a number and a label belongs to it only with a mark") {
    const auto list = [](const std::string& fax) {
        std::string text = title + "统计指标单位统计数";
        for (const model::FormRow& row : parser::find_form("2014")->tables[0].blocks[0].rows)
            text += (row.id == "requests_by_fax" ? fax : row.label) + row.unit + (row.id == "requests_in_person" ? "12" : "0");
        return record_of(text);
    };
    const model::Record marked = list("2.传真申请数");
    CHECK(figure(marked, "requests_in_person").value == model::Decimal(12));
    CHECK_FALSE(is_ambiguous(marked, "requests_in_person"));
    CHECK(is_ambiguous(list("2传真申请数"), "requests_in_person"));
}

TEST_CASE("running numbers beside the rows are no figures") {
    std::string text = title + "序号\n统计指标\n单位\n统计数\n";
    int number = 0;
    for (const model::FormRow& row : parser::find_form("2014")->tables[0].blocks[0].rows) {
        ++number;
        text += std::to_string(number) + "\n" + row.label + "\n" + row.unit + "\n" + (number % 7 == 0 ? "6" : "0") + "\n";
    }
    const model::Record record = record_of(text);
    CHECK(figure(record, "channel_wechat").value == model::Decimal(6));
    CHECK(figure(record, "proactive_items").value == model::Decimal(0));
    CHECK(std::none_of(record.findings.begin(), record.findings.end(), [](const model::Finding& f) { return f.rule == "figure.ambiguous"; }));
}

TEST_CASE("codes glued to the values are taken off where the form knows them") {
    std::string text = title + "指标名称计量单位代码2012年度";
    for (const model::FormRow& row : parser::find_form("shanghai-2008")->tables[0].blocks[0].rows) text += row.label + row.unit + row.code + (row.id == "service_items" ? "210" : "0");
    const model::Record record = record_of(text);
    REQUIRE(record.report.form == "shanghai-2008");
    CHECK(figure(record, "service_items").value == model::Decimal(210));
    CHECK(figure(record, "litigation_costs").value == model::Decimal(0));
}

TEST_CASE("labels in sentences are no table") {
    const model::Record record = record_of(title + "一、概述\n全县收到申请数9件，其中当面申请数2件，网络申请数3件，信函申请数4件；申请办结数8件，按时办结数8件，延期办结数0件。申请答复数8件，同意公开答复数8件。\n");
    CHECK(record.report.form.empty());
    CHECK(record.figures.empty());
}

TEST_CASE("a report without tables keeps its title, publisher, year and sections") {
    const model::Record record = record_of(
        "青榆县2009年政府信息公开工作年度报告\n发布时间：2010-03-12\n本报告由概述等部分组成。\n一、概述\n我县成立了领导小组。\n二、主动公开政府信息情况\n公开了一批文件。\n"
        "三、依申请公开政府信息情况\n没有收到申请。\n四、政府信息公开的收费及减免情况\n没有收费。\n五、存在的主要问题及改进措施\n人手不足。\n");
    CHECK(record.report.form.empty());
    CHECK(record.report.year == 2009);
    CHECK(record.report.publisher == "青榆县");
    CHECK(record.report.published == "2010-03-12");
    REQUIRE(record.sections.size() == 5);
    CHECK(record.sections[3].id == "fees");
    CHECK(record.sections[4].text == "人手不足。");
}

TEST_CASE("headings that no form lists are kept as they are, and so is a text without any") {
    const std::string head = "青榆县民政局2010年政府信息公开工作年度报告\n";
    const model::Record own = record_of(head + "一、领导重视\n成立了小组。\n二、制度健全\n修订了办法。\n三、今后打算\n加强培训。\n");
    REQUIRE(own.sections.size() == 3);
    CHECK(own.sections[1].id == "part_2");
    CHECK(own.sections[1].heading == "二、制度健全");
    CHECK(own.sections[1].text == "修订了办法。");
    const model::Record bare = record_of(head + "今年我局公开信息三十条。\n没有收到申请。\n");
    REQUIRE(bare.sections.size() == 1);
    CHECK(bare.sections[0].id == "text");
    CHECK(bare.sections[0].text == "今年我局公开信息三十条。\n没有收到申请。");
}

TEST_CASE("all years are no less than one of them, or the row is in doubt") {
    const std::string head = title + "指标名称 计量单位 2012年度 历年累计\n主动公开信息数 条 425 1516\n其中：1.网站公开 条 418 1509\n";
    const std::string rest = "受理依申请公开信息总数 条 0 0\n行政复议数 条 0 0\n行政诉讼数 条 0 0\n行政申诉数 条 0 3\n";
    CHECK(is_ambiguous(record_of(head + "2.政府公报公开 条 51 6\n" + rest), "channel_gazette"));
    CHECK_FALSE(is_ambiguous(record_of(head + "2.政府公报公开 条 5 16\n" + rest), "channel_gazette"));
}

TEST_CASE("the same spaces between values of any width are no columns") {
    std::string text = title + "指标名称   计量单位   2012年度   历年累计\n";
    int n = 7;
    for (const model::FormRow& row : parser::find_form("fujian-2008")->tables[0].blocks[0].rows) {
        n = n * 13 % 9001;
        const std::string count = row.id == "replies_granted" ? "" : std::to_string(n % 7 == 0 ? n : n % 10) + "   ";
        text += row.label + "   " + row.unit + "   " + count + std::to_string(1000 + n) + "\n";
    }
    const model::Record record = record_of(text);
    const model::Figure* figure = record.find_figure("statistics.replies_granted.count");
    REQUIRE(figure != nullptr);
    CHECK(figure->provenance.reading == model::Reading::ambiguous);
    CHECK(record.find_figure("statistics.replies_refused.count")->provenance.reading == model::Reading::line);
}

TEST_CASE("the last digit of glued values may be the ordinal of the next label") {
    std::string text = glued({{"requests_accepted", "1831831"}});
    // 条18318312传真申请数 would be 183 and 18312, or 183 and 1831 with the ordinal 2.
    const std::string ordinal = "2.传真申请数";
    text.replace(text.find("其中：1.当面申请数条00" + ordinal), ("其中：1.当面申请数条00" + ordinal).size(), "其中：1.当面申请数条1831832传真申请数");
    const model::Figure* figure = record_of(text).find_figure("statistics.requests_in_person.cumulative");
    REQUIRE(figure != nullptr);
    CHECK(figure->provenance.reading == model::Reading::ambiguous);
}
