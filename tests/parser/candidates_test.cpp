#include "parser/candidates.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;
using parser::Candidates;

namespace {

// The row as it stands behind its label, and the ways of putting it into slots.
Candidates ways_of(const std::string& printed, std::vector<parser::SlotRule> slots, const std::vector<parser::RowCheck>& checks = {}) {
    const std::string text = "新收" + printed;
    const parser::Document document = parser::read_text(text);
    const auto items = parser::items_between(document, 2, static_cast<std::uint32_t>(document.glyphs.size()), normalize::Sign::plain);
    return parser::enumerate_candidates(document, items, slots, checks, parser::Loss::unlikely);
}

std::vector<std::string> shown(const Candidates& candidates) {
    std::vector<std::string> lines;
    for (const parser::Candidate& way : candidates.ways) {
        std::string line;
        for (const parser::SlotValue& slot : way) line += (line.empty() ? "" : " ") + (slot.value ? slot.value->to_string() : slot.presence == model::Presence::dash ? "-" : "_");
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

using Lines = std::vector<std::string>;
const std::vector<parser::SlotRule> seven(7);
const std::vector<parser::RowCheck> applicants = {{{6}, {0, 1, 2, 3, 4, 5}}};
const std::vector<parser::SlotRule> with_change = {{}, {true, false}, {}};

// A report of form 2021 as text: every row of table 3 holds noughts but those named.
model::Record record_of(const std::map<std::string, std::string>& rows, const std::string& regulations = " 1 2 3") {
    const model::Form& form = *parser::find_form("2021");
    std::string text = "栎川县人民政府2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章" +
                       regulations + "\n行政规范性文件 4 5 6\n三、收到和处理政府信息公开申请情况\n申请人情况\n自然人 法人或其他组织 总计\n" +
                       "商业企业 科研机构 社会公益组织 法律服务机构 其他\n";
    for (const model::FormRow& row : form.find_table("applications")->blocks.front().rows) {
        if (row.is_group) continue;
        const auto own = rows.find(row.id);
        text += row.label + (own == rows.end() ? " 0 0 0 0 0 0 0" : own->second) + "\n";
    }
    model::Page page;
    page.bytes = text + "四、政府信息公开行政复议、行政诉讼情况\n";
    page.media_type = "text/plain";
    model::Record record = parser::read(page, parser::builtin_forms());
    REQUIRE(record.report.form == "2021");
    return record;
}

const model::Figure& figure(const model::Record& record, const std::string& id) {
    const model::Figure* found = record.find_figure(id);
    REQUIRE(found != nullptr);
    return *found;
}

std::string value(const model::Record& record, const std::string& id) {
    const model::Figure& found = figure(record, id);
    return found.value ? found.value->to_string() : found.presence == model::Presence::blank ? "_" : "?";
}

const model::Finding* ambiguity_of(const model::Record& record, const std::string& id) {
    for (const model::Finding& finding : record.findings)
        if (finding.rule == "figure.ambiguous" && std::find(finding.figures.begin(), finding.figures.end(), id) != finding.figures.end()) return &finding;
    return nullptr;
}

}  // namespace

TEST_CASE("of the cuts of a run the row's sum leaves one") {
    const Candidates found = ways_of("15130000154", seven, applicants);
    CHECK(shown(found) == Lines{"151 3 0 0 0 0 154"});
    CHECK(found.cut);
    CHECK(found.checked);
    CHECK_FALSE(found.violated);
    CHECK_FALSE(found.exhausted);
}

TEST_CASE("without a sum every cut is a way, none with a leading nought") {
    const Lines ways = shown(ways_of("1007", std::vector<parser::SlotRule>(2)));
    CHECK(ways == Lines{"100 7", "1007 _", "_ 1007"});
    CHECK(ways_of("123", std::vector<parser::SlotRule>(2)).ways.size() == 4);
}

TEST_CASE("a minus within a run belongs to the column of changes") {
    const Candidates found = ways_of("2648-18538", with_change);
    const Lines ways = shown(found);
    for (const char* way : {"2648 -1 8538", "2648 -18 538", "2648 -185 38", "2648 -1853 8"}) {
        CAPTURE(way);
        CHECK(std::count(ways.begin(), ways.end(), way) == 1);
    }
    for (const parser::Candidate& way : found.ways)
        for (const std::size_t slot : {std::size_t{0}, std::size_t{2}}) CHECK_FALSE((way[slot].value && way[slot].value->is_negative()));
    CHECK(found.cut);
    CHECK_FALSE(found.violated);
}

TEST_CASE("a row that lost its blanks can have lost them in several places") {
    CHECK(ways_of("\n26\n26", seven).ways.size() == 21);
    const Candidates found = ways_of("\n26\n26", seven, applicants);
    CHECK(found.ways.size() == 6);
    for (const parser::Candidate& way : found.ways) CHECK(way[6].value == model::Decimal(26));
}

TEST_CASE("where no way satisfies the sum, all ways are kept and said to violate it") {
    const Candidates whole = ways_of("\n1\n2\n3\n0\n0\n0\n7", seven, applicants);
    CHECK(whole.violated);
    CHECK(shown(whole) == Lines{"1 2 3 0 0 0 7"});
    const Candidates run = ways_of("15130000155", seven, applicants);
    CHECK(run.violated);
    CHECK(run.ways.size() > 100);
}

TEST_CASE("the search is bounded") {
    const Candidates found = ways_of(std::string(120, '9'), std::vector<parser::SlotRule>(30));
    CHECK(found.exhausted);
    CHECK(found.ways.size() <= 2 * parser::most_ways);
    CHECK(ways_of("", seven, applicants).ways.empty());
}

TEST_CASE("a glued row of a report is cut by its sum") {
    const model::Record record = record_of({{"new", "15130000154"}, {"granted", " 151 3 0 0 0 0 154"}, {"handled_total", " 151 3 0 0 0 0 154"}});
    CHECK(value(record, "applications.new.natural_person") == "151");
    CHECK(value(record, "applications.new.commercial_enterprise") == "3");
    CHECK(value(record, "applications.new.other_organization") == "0");
    CHECK(value(record, "applications.new.total") == "154");
    CHECK(figure(record, "applications.new.natural_person").provenance.reading == model::Reading::split);
    CHECK(figure(record, "applications.new.natural_person").provenance.raw == "151");
    CHECK(figure(record, "applications.granted.natural_person").provenance.reading == model::Reading::line);
    CHECK(ambiguity_of(record, "applications.new.total") == nullptr);
    const auto& used = record.used_figures;
    CHECK(std::count(used.begin(), used.end(), "applications.new.natural_person") == 1);
    CHECK(std::count(used.begin(), used.end(), "applications.granted.natural_person") == 0);
}

TEST_CASE("a row with lost blanks is put in its place by the sums over the rows") {
    const model::Record record = record_of({{"new", "\n26\n26"}, {"granted", " 0 0 20 0 0 0 20"}, {"other_remaining", " 0 0 6 0 0 0 6"}, {"handled_total", " 0 0 26 0 0 0 26"}});
    CHECK(value(record, "applications.new.research_institution") == "26");
    CHECK(value(record, "applications.new.total") == "26");
    CHECK(value(record, "applications.new.natural_person") == "_");
    CHECK(figure(record, "applications.new.research_institution").provenance.reading == model::Reading::inferred);
}

TEST_CASE("where no other row shows that the page prints totals, the sum of a row with lost blanks proves nothing") {
    const model::Record record = record_of({{"new", "\n26\n26"}});
    CHECK(figure(record, "applications.new.total").provenance.reading == model::Reading::ambiguous);
}

TEST_CASE("a row that no sum decides is ambiguous, with its readings told") {
    const model::Record record = record_of({}, "123");
    CHECK(figure(record, "proactive.regulations.made").provenance.reading == model::Reading::ambiguous);
    const model::Finding* finding = ambiguity_of(record, "proactive.regulations.made");
    REQUIRE(finding != nullptr);
    CHECK(finding->text.find("1 | 2 | 3") != std::string::npos);
    CHECK(value(record, "proactive.normative_documents.made") == "4");
    CHECK(figure(record, "proactive.normative_documents.made").provenance.reading == model::Reading::line);
    CHECK(ambiguity_of(record, "proactive.normative_documents.made") == nullptr);
}

TEST_CASE("a run whose sum the publisher got wrong is ambiguous") {
    const model::Record record = record_of({{"new", "15130000155"}});
    CHECK(figure(record, "applications.new.natural_person").provenance.reading == model::Reading::ambiguous);
    const model::Finding* finding = ambiguity_of(record, "applications.new.natural_person");
    REQUIRE(finding != nullptr);
    CHECK(finding->text.find("none satisfies") != std::string::npos);
}

TEST_CASE("a whole row whose sum is wrong is read as it is printed") {
    const model::Record record = record_of({{"new", " 1 2 3 0 0 0 7"}});
    CHECK(value(record, "applications.new.natural_person") == "1");
    CHECK(value(record, "applications.new.total") == "7");
    CHECK(figure(record, "applications.new.total").provenance.reading == model::Reading::line);
}
