#include "audit/audit.h"

#include <set>

#include "tests/audit/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using audit::tests::empty_record;
using audit::tests::findings_of;
using audit::tests::set;

namespace {

model::Finding only(const model::Record& record, const std::string& rule) {
    const std::vector<model::Finding> found = findings_of(record, rule);
    REQUIRE(found.size() == 1);
    return found.front();
}

std::vector<std::string> rules_of(const model::Record& record) {
    std::vector<std::string> rules;
    for (const model::Finding& finding : record.findings) rules.push_back(finding.rule);
    return rules;
}

// A record whose applications agree: 4 + 1 requests came in and were granted.
model::Record five_requests(const model::Form& form) {
    model::Record record = empty_record(form);
    for (const char* row : {"new", "granted", "handled_total"}) {
        set(record, std::string("applications.") + row + ".natural_person", "4");
        set(record, std::string("applications.") + row + ".commercial_enterprise", "1");
        set(record, std::string("applications.") + row + ".total", "5");
    }
    return record;
}

}  // namespace

TEST_CASE("a clean record has no findings and passes every check") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);
    record.report.published = "2020-03-31";
    audit::assess(record, &form);
    CHECK(rules_of(record).empty());
    CHECK(record.checks.pass == static_cast<int>(form.checks.size()));
    CHECK(record.checks.fail == 0);
}

TEST_CASE("failed sums name table, row and column and show the operands") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);

    SECTION("a row, and the column that it breaks") {
        set(record, "applications.granted.total", "4");
        audit::assess(record, &form);
        REQUIRE(rules_of(record) == std::vector<std::string>{"sum.applicants", "sum.results"});
        const model::Finding row = only(record, "sum.applicants");
        CHECK(
            row.text ==
            "三、申请情况 > 三、办理结果 > （一）予以公开：自然人 4 + 商业企业 1 = 5, but 总计 states 4; （一）予以公开 > 总计 states 4, and 5 would "
            "satisfy both of its sums that fail");
        CHECK(row.located == model::Located{"applications.granted.total", model::Decimal(5)});
        CHECK(row.severity == model::Severity::conflict);
        CHECK(row.expected == model::Decimal(5));
        CHECK(row.actual == model::Decimal(4));
        const model::Finding column = only(record, "sum.results");
        CHECK(
            column.text ==
            "三、申请情况 > 三、办理结果 > 申请人情况 > 总计：（一）予以公开 4 + 1.逾期不补正 0 + 2.未缴费 0 = 4, but （七）总计 states 5; "
            "（一）予以公开 > 总计 states 4, and 5 would satisfy both of its sums that fail");
        CHECK(record.checks.fail == 2);
    }
    SECTION("a balance, of which neither side is a total") {
        set(record, "applications.carried_out.commercial_enterprise", "2");
        set(record, "applications.carried_out.total", "2");
        set(record, "applications.carried_in.total", "2");
        set(record, "applications.carried_in.natural_person", "2");
        audit::assess(record, &form);
        const std::vector<model::Finding> balances = findings_of(record, "balance.requests");
        REQUIRE(balances.size() == 2);
        CHECK(
            balances[0].text ==
            "三、申请情况 > 申请人情况 > 自然人：一、本年新收 4 + 二、上年结转 2 = 6, but （七）总计 4 + 四、结转下年度 0 = 4");
        CHECK(balances[0].expected == model::Decimal(6));
        CHECK(balances[0].actual == model::Decimal(4));
    }
    SECTION("a table without row labels, and a blank") {
        set(record, "disputes.reconsideration.upheld", "2");
        set(record, "disputes.reconsideration.pending", "blank");
        set(record, "disputes.reconsideration.total", "3");
        audit::assess(record, &form);
        const model::Finding finding = only(record, "sum.disputes");
        CHECK(finding.text == "四、复议情况 > 行政复议：结果维持 2 + 尚未审结 blank = 2, but 总计 states 3");
        CHECK(finding.figures == std::vector<std::string>{"disputes.reconsideration.total", "disputes.reconsideration.upheld",
                                                          "disputes.reconsideration.pending"});
    }
    SECTION("operands of the same label are told apart by what stands above it") {
        model::Form other = form;
        model::FormRow& unpaid = other.tables[0].blocks[0].rows[5];
        unpaid.label = "1.逾期不补正";
        unpaid.parents.back() = "（八）其他";
        set(record, "applications.other_unpaid.commercial_enterprise", "1");
        set(record, "applications.other_unpaid.total", "1");
        set(record, "applications.handled_total.total", "6");
        set(record, "applications.new.total", "6");
        audit::assess(record, &other);
        CHECK(
            only(record, "sum.results").text ==
            "三、申请情况 > 三、办理结果 > 申请人情况 > 法人或其他组织 > 商业企业：（一）予以公开 1 + （六）其他处理 > 1.逾期不补正 0 + "
            "（八）其他 > 1.逾期不补正 1 = 2, but （七）总计 states 1");
    }
    SECTION("figures that the checks cut make it a doubt") {
        set(record, "disputes.reconsideration.total", "3");
        record.used_figures = {"disputes.reconsideration.total"};
        audit::assess(record, &form);
        const model::Finding finding = only(record, "sum.disputes");
        CHECK(finding.severity == model::Severity::doubt);
        CHECK(finding.text.ends_with("so the reading may be at fault"));
    }
}

TEST_CASE("most totals blank, as some offices publish them, is no contradiction") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);
    for (const char* row : {"carried_in", "granted", "other_late", "other_unpaid", "carried_out"})
        set(record, std::string("applications.") + row + ".total", "blank");
    for (const char* id :
         {"applications.other_late.natural_person", "applications.other_unpaid.natural_person",
          "applications.carried_in.commercial_enterprise", "applications.carried_out.commercial_enterprise",
          "disputes.reconsideration.upheld", "disputes.reconsideration.pending", "disputes.reconsideration.total"})
        set(record, id, "blank");
    audit::assess(record, &form);
    CHECK(rules_of(record).empty());
    CHECK(record.checks.fail == 0);
    // The five rows whose total is blank, the results of 总计 and the disputes. The balance of 总计 still holds.
    CHECK(record.checks.not_assessable == 7);
}

TEST_CASE("no heading at all is one finding") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);
    record.sections.clear();
    audit::assess(record, &form);
    CHECK(rules_of(record) == std::vector<std::string>{"section.missing"});
    CHECK(only(record, "section.missing").severity == model::Severity::note);
}

TEST_CASE("sections that are missing or out of order") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);

    SECTION("a section without its table") {
        record.sections.pop_back();
        for (const char* column : {"upheld", "pending", "total"})
            set(record, std::string("disputes.reconsideration.") + column, "absent");
        audit::assess(record, &form);
        CHECK(rules_of(record) == std::vector<std::string>{"section.missing", "table.missing"});
        CHECK(only(record, "section.missing").severity == model::Severity::doubt);
        CHECK(only(record, "section.missing").text == "no heading “四、复议情况” (section disputes) was found");
        CHECK(only(record, "table.missing").text == "四、复议情况 (table disputes): none of its 3 figures was found");
    }
    SECTION("only the heading is lost") {
        record.sections.pop_back();
        audit::assess(record, &form);
        CHECK(rules_of(record) == std::vector<std::string>{"section.missing"});
        CHECK(only(record, "section.missing").severity == model::Severity::note);
    }
    SECTION("order") {
        std::swap(record.sections[0], record.sections[1]);
        record.sections[1].span = {10, 20};
        audit::assess(record, &form);
        CHECK(rules_of(record) == std::vector<std::string>{"section.order"});
        CHECK(only(record, "section.order").span == model::Span{10, 20});
        CHECK(only(record, "section.order").text ==
              "“三、申请情况” (section applications) stands after “四、复议情况” (section disputes); the form has it before");
    }
    SECTION("a section that is there twice, or that the form does not know, is no disorder") {
        record.sections.push_back(record.sections.back());
        record.sections.insert(record.sections.begin(), {"annex", "附件", "", {}});
        audit::assess(record, &form);
        CHECK(rules_of(record).empty());
    }
}

TEST_CASE("tables with absent rows and cells") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);
    const auto drop_row = [&](const std::string& row) {
        for (const char* column : {"natural_person", "commercial_enterprise", "total"})
            set(record, "applications." + row + "." + column, "absent");
    };

    SECTION("rows") {
        drop_row("carried_in");
        drop_row("carried_out");
        audit::assess(record, &form);
        const model::Finding finding = only(record, "table.incomplete");
        CHECK(finding.text == "三、申请情况 (table applications): 2 of 7 rows are absent: 二、上年结转, 四、结转下年度");
        CHECK(finding.figures.size() == 6);
        CHECK(finding.severity == model::Severity::doubt);
    }
    SECTION("a row and a cell") {
        drop_row("carried_in");
        set(record, "applications.granted.total", "absent");
        audit::assess(record, &form);
        CHECK(only(record, "table.incomplete").text ==
              "三、申请情况 (table applications): 1 of 7 rows is absent: 二、上年结转; 1 cell of other rows is absent");
    }
    SECTION("cells alone") {
        set(record, "applications.granted.total", "absent");
        set(record, "applications.new.total", "absent");
        audit::assess(record, &form);
        CHECK(only(record, "table.incomplete").text == "三、申请情况 (table applications): 2 cells are absent");
    }
    SECTION("one row for a whole group") {
        drop_row("other_late");
        drop_row("other_unpaid");
        for (const char* column : {"natural_person", "commercial_enterprise", "total"})
            set(record, std::string("applications.other.") + column, "0");
        audit::assess(record, &form);
        const model::Finding finding = only(record, "table.incomplete");
        CHECK(finding.severity == model::Severity::note);
        CHECK(finding.text.ends_with("the page has one row for the whole group in their place"));
        CHECK(record.checks.not_assessable == 2);  // the rows of the group; their columns are summed
    }
}

TEST_CASE("cells that cannot be what the form asks for") {
    struct Case {
        const char* figure;
        const char* text;
        const char* rule;  // "" for none
        const char* says;
    };
    const std::vector<Case> cases = {
        {"disputes.reconsideration.upheld", "-1", "figure.negative",
         "四、复议情况：行政复议 > 结果维持 states -1, and the form counts something here"},
        {"amounts.fees.change", "-3", "", ""},
        {"disputes.reconsideration.upheld", "1.5", "figure.fraction",
         "四、复议情况：行政复议 > 结果维持 states 1.5, and the form counts whole things here"},
        {"disputes.reconsideration.upheld", "0.00", "", ""},
        {"amounts.fees.amount", "1.5", "", ""},
        {"amounts.fees.amount", "-1", "figure.negative",
         "附、收费情况：第（八）项 > 行政事业性收费 > 收费金额 states -1, and the form counts something here"},
        {"amounts.fees.change", "0.5", "figure.fraction",
         "附、收费情况：第（八）项 > 行政事业性收费 > 本年增/减 states 0.5, and the form counts whole things here"},
        {"amounts.fees.amount", "unreadable", "figure.unreadable",
         "附、收费情况：第（八）项 > 行政事业性收费 > 收费金额 holds “unreadable”, which is not a number"},
    };
    const model::Form form = audit::tests::small_form();
    for (const Case& c : cases) {
        INFO(c.figure << " " << c.text);
        model::Record record = five_requests(form);
        set(record, c.figure, c.text);
        audit::assess(record, &form);
        std::vector<model::Finding> found;
        for (const model::Finding& finding : record.findings)
            if (finding.rule.starts_with("figure.")) found.push_back(finding);
        REQUIRE(found.size() == (*c.rule == '\0' ? 0U : 1U));
        if (found.empty()) continue;
        CHECK(found[0].rule == c.rule);
        CHECK(found[0].text == c.says);
        CHECK(found[0].figures == std::vector<std::string>{c.figure});
        CHECK(found[0].severity == model::Severity::doubt);
    }
}

TEST_CASE("an ambiguous value is not judged, and a long raw text is cut at a character") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);
    set(record, "disputes.reconsideration.upheld", "-1");
    audit::tests::set_reading(record, "disputes.reconsideration.upheld", model::Reading::ambiguous);
    set(record, "disputes.reconsideration.pending", "unreadable");
    audit::tests::set_reading(record, "disputes.reconsideration.pending", model::Reading::ambiguous);
    set(record, "amounts.fees.amount", "unreadable");
    std::string raw = "a";
    for (int i = 0; i < 100; ++i) raw += "字";
    for (model::Figure& figure : record.figures)
        if (figure.id == "amounts.fees.amount") figure.provenance.raw = raw;
    audit::assess(record, &form);
    CHECK(findings_of(record, "figure.negative").empty());
    CHECK(only(record, "figure.unreadable").text.find("a字") != std::string::npos);
    CHECK(only(record, "figure.unreadable").text.find("字…”") != std::string::npos);
}

TEST_CASE("an outdated form") {
    const model::Form form = audit::tests::small_form();
    struct Case {
        std::optional<int> year;
        bool outdated;
    };
    for (const Case& c :
         {Case{2018, false}, Case{2019, false}, Case{2020, false}, Case{2021, true}, Case{std::nullopt, false}}) {
        model::Record record = five_requests(form);
        record.report.year = c.year;
        audit::assess(record, &form);
        CHECK(findings_of(record, "form.outdated").size() == (c.outdated ? 1U : 0U));
        if (c.outdated)
            CHECK(only(record, "form.outdated").text ==
                  "the report on 2021 uses the form of 小办函〔2019〕1号, prescribed for the reports on 2019 to 2020");
    }
}

TEST_CASE("the parser's findings stay in front, get ids and are not judged") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);
    set(record, "disputes.reconsideration.total", "3");
    model::Finding mislabelled;
    mislabelled.rule = "document.encoding_mislabelled";
    model::Finding stale;
    stale.rule = "sum.applicants";
    record.findings = {mislabelled, stale, mislabelled};
    audit::assess(record, &form);
    CHECK(rules_of(record) ==
          std::vector<std::string>{"document.encoding_mislabelled", "document.encoding_mislabelled", "sum.disputes"});
    for (const model::Finding& finding : record.findings) CHECK(finding.id.size() == 16);
    CHECK(record.findings[0].id != record.findings[1].id);
}

TEST_CASE("assessing twice changes nothing, and without the form what needs one stays") {
    const model::Form form = audit::tests::small_form();
    model::Record record = five_requests(form);
    record.report.published = "2020-04-02";
    record.sections = {{"annex", "附件", "", {}}};
    set(record, "disputes.reconsideration.total", "3");
    audit::assess(record, &form);
    REQUIRE(rules_of(record) ==
            std::vector<std::string>{"section.missing", "section.missing", "sum.disputes", "deadline.late"});
    const model::Record once = record;
    const auto same = [&] {
        REQUIRE(record.findings.size() == once.findings.size());
        for (std::size_t i = 0; i < once.findings.size(); ++i) {
            CHECK(record.findings[i].id == once.findings[i].id);
            CHECK(record.findings[i].text == once.findings[i].text);
        }
        CHECK(record.checks.fail == once.checks.fail);
        CHECK(record.checks.pass == once.checks.pass);
    };
    audit::assess(record, &form);
    same();
    audit::assess(record, nullptr);
    same();
}

TEST_CASE("finding ids tell reports, rules and subjects apart, and nothing else") {
    const model::Form form = audit::tests::small_form();
    const auto ids_of = [&](const auto& change) {
        model::Record record = five_requests(form);
        record.sections = {{"annex", "附件", "", {}}};
        set(record, "disputes.reconsideration.total", "3");
        change(record);
        audit::assess(record, &form);
        std::set<std::string> ids;
        for (const model::Finding& finding : record.findings) ids.insert(finding.id);
        REQUIRE(ids.size() == 3);
        return ids;
    };
    const std::set<std::string> first = ids_of([](model::Record&) {});
    // Another capture of the same report, with another wrong value.
    CHECK(first == ids_of([](model::Record& record) {
              record.source.url = "http://elsewhere.example.gov.cn/";
              record.source.sha256 = "00";
              set(record, "disputes.reconsideration.total", "4");
          }));
    const auto differs = [&](const auto& change) {
        const std::set<std::string> other = ids_of(change);
        for (const std::string& id : other) CHECK(first.count(id) == 0);
    };
    differs([](model::Record& record) { record.report.year = 2020; });
    differs([](model::Record& record) { record.report.publisher = "乙县人民政府"; });
    differs([](model::Record& record) { record.report.division_code = "990102"; });
    differs([](model::Record& record) { record.report.publisher = ""; });
    // The same rule about another section is another finding.
    const auto id_without = [&](std::size_t section) {
        model::Record record = five_requests(form);
        record.sections.erase(record.sections.begin() + static_cast<std::ptrdiff_t>(section));
        audit::assess(record, &form);
        return only(record, "section.missing").id;
    };
    CHECK(id_without(0) != id_without(1));
    // Without a publisher the URL tells reports apart.
    CHECK(ids_of([](model::Record& record) { record.report.publisher = ""; }) != ids_of([](model::Record& record) {
              record.report.publisher = "";
              record.source.url = "https://www.example.gov.cn/b.html";
          }));
}

TEST_CASE("the audit is total on records that do not fit the form") {
    const model::Form form = audit::tests::small_form();
    model::Record record;
    audit::assess(record, nullptr);
    CHECK(record.findings.empty());
    audit::assess(record, &form);
    CHECK(findings_of(record, "table.missing").size() == 3);
    CHECK(record.checks.not_assessable == static_cast<int>(form.checks.size()));

    model::Record odd = five_requests(form);
    odd.figures.push_back(odd.figures.front());  // an id twice
    set(odd, "no.such.figure", "-1.5");
    odd.figures.front().value.reset();  // stated without a value
    odd.report.year = 2147483647;
    odd.report.published = "2020-99-99";
    audit::assess(odd, &form);
    CHECK(findings_of(odd, "figure.negative").empty());
    CHECK(findings_of(odd, "deadline.late").empty());
    const model::Form nothing;
    audit::assess(odd, &nothing);
    CHECK(odd.checks.pass == 0);
}
