// The audit with the official forms, and its catalogue of rules.

#include <fstream>
#include <sstream>

#include "audit/audit.h"
#include "audit/rules.h"
#include "parser/form_file.h"
#include "tests/audit/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using audit::tests::set;

namespace {

const model::Form& form_named(const char* id) {
    const model::Form* form = parser::find_form(id);
    REQUIRE(form != nullptr);
    return *form;
}

}  // namespace

TEST_CASE("a report of zeros passes every check of its form") {
    struct Case {
        const char* form;
        int checks;
    };
    for (const Case& c : {Case{"2014", 7}, Case{"2019", 40}, Case{"2021", 42}}) {
        const model::Form& form = form_named(c.form);
        model::Record record = audit::tests::empty_record(form);
        audit::assess(record, &form);
        CHECK(record.findings.empty());
        CHECK(record.checks.pass == c.checks);
    }
}

TEST_CASE("a total of the statistics table that is not the sum of its parts") {
    const model::Form& form = form_named("2014");
    model::Record record = audit::tests::empty_record(form);
    set(record, "statistics.replies_refused.count", "4");
    set(record, "statistics.refused_privacy.count", "3");
    audit::assess(record, &form);
    const auto findings = audit::tests::findings_of(record, "sum.statistics");
    REQUIRE(findings.size() == 2);  // its own parts, and 申请答复数 of which it is one
    CHECK(findings[1].text.find("4.不同意公开答复数") != std::string::npos);
}

TEST_CASE("one wrong total of the 2019 form breaks its row and its column") {
    const model::Form& form = form_named("2019");
    model::Record record = audit::tests::empty_record(form);
    for (const char* row : {"new", "granted", "handled_total"})
        for (const char* column : {"natural_person", "total"})
            set(record, std::string("applications.") + row + "." + column, "27");
    set(record, "applications.handled_total.total", "21");
    audit::assess(record, &form);
    REQUIRE(record.findings.size() == 3);
    CHECK(record.findings[0].rule == "sum.applicants");
    CHECK(
        record.findings[0].text ==
        "三、收到和处理政府信息公开申请情况 > 三、本年度办理结果 > （七）总计：自然人 27 + 商业企业 0 + 科研机构 0 + 社会公益组织 0 + "
        "法律服务机构 0 + 其他 0 = 27, but 总计 states 21; （七）总计 > 总计 states 21, and 27 would satisfy all 3 of its sums that fail");
    // Nineteen results are too many to list: those that are 0 are counted.
    CHECK(record.findings[1].rule == "sum.results");
    CHECK(
        record.findings[1].text ==
        "三、收到和处理政府信息公开申请情况 > 三、本年度办理结果 > 申请人情况 > 总计：（一）予以公开 27 (18 others are 0 or blank) = 27, "
        "but （七）总计 states 21; （七）总计 > 总计 states 21, and 27 would satisfy all 3 of its sums that fail");
    CHECK(record.findings[2].rule == "balance.requests");
}

TEST_CASE("the single row of other results on the 2021 form is summed") {
    const model::Form& form = form_named("2021");
    model::Record record = audit::tests::empty_record(form);
    for (const model::FormFigure& slot : form.figures) {
        const model::FormColumn& column = form.column_of(slot);
        if (form.row_of(slot).group == "other") set(record, slot.id, "absent");
        if (form.row_of(slot).id == "other")
            set(record, slot.id, column.id == "natural_person" || column.id == "total" ? "2" : "0");
    }
    for (const char* row : {"new", "handled_total"})
        for (const char* column : {"natural_person", "total"})
            set(record, std::string("applications.") + row + "." + column, "2");
    audit::assess(record, &form);
    CHECK(record.checks.fail == 0);
    CHECK(record.checks.not_assessable == 3);
    REQUIRE(record.findings.size() == 1);
    CHECK(record.findings[0].rule == "table.incomplete");
    CHECK(record.findings[0].severity == model::Severity::note);

    set(record, "applications.other.natural_person", "1");
    audit::assess(record, &form);
    REQUIRE(audit::tests::findings_of(record, "sum.results").size() == 1);
    CHECK(audit::tests::findings_of(record, "sum.results")[0].text.find("（六）其他处理 1") != std::string::npos);
}

TEST_CASE("every check of every form has a catalogued rule") {
    for (const model::Form& form : parser::builtin_forms())
        for (const model::Check& check : form.checks) {
            INFO(form.id << " " << check.rule);
            CHECK(audit::find_rule(check.rule) != nullptr);
        }
}

TEST_CASE("every rule has its entry in docs/findings.md") {
    std::ifstream file(NIANBAO_SOURCE_DIR "/docs/findings.md");
    REQUIRE(file);
    std::stringstream content;
    content << file.rdbuf();
    for (const audit::Rule& rule : audit::rules()) {
        INFO(rule.name);
        CHECK(content.str().find("### `" + std::string(rule.name) + "`") != std::string::npos);
    }
}
