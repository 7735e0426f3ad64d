#include "parser/form_file.h"

#include <fstream>
#include <set>
#include <tuple>

#include "tests/support/catch.h"

using namespace nianbao;

namespace {

int checks_of(const model::Form& form, const std::string& rule) {
    int count = 0;
    for (const model::Check& check : form.checks) count += check.rule == rule;
    return count;
}

std::string error_of(const std::string& content) {
    const auto form = parser::parse_form(content, "x.toml");
    REQUIRE_FALSE(form);
    return form.error().where + ": " + form.error().what;
}

const std::string head = "id = \"x\"\ntitle = \"X\"\nfirst_year = 2000\n[[section]]\nid = \"s\"\nheading = \"一、甲\"\n";
const std::string table = "[[table]]\nid = \"t\"\nsection = \"s\"\ntitle = \"表\"\n";

}  // namespace

TEST_CASE("the forms that the program brings along are complete") {
    REQUIRE(parser::find_form("2019") != nullptr);
    REQUIRE(parser::find_form("2021") != nullptr);
    CHECK(parser::find_form("1999") == nullptr);
    const model::Form& form_2019 = *parser::find_form("2019");
    const model::Form& form_2021 = *parser::find_form("2021");
    const auto required = [](const model::Form& form) {
        return std::count_if(form.figures.begin(), form.figures.end(), [](const model::FormFigure& figure) { return !figure.optional; });
    };
    CHECK(required(form_2019) == 198);
    CHECK(required(form_2021) == 200);
    CHECK(checks_of(form_2019, "sum.applicants") == 23);
    CHECK(checks_of(form_2021, "sum.applicants") == 25);
    for (const model::Form* form : {&form_2019, &form_2021}) {
        CHECK(checks_of(*form, "sum.results") == 7);
        CHECK(checks_of(*form, "balance.requests") == 7);
        CHECK(checks_of(*form, "sum.disputes") == 3);
        CHECK(form->sections.size() == 6);
    }
}

TEST_CASE("the forms before 2019 are lists of figures with one column, and one that only some pages print") {
    for (const auto& [id, count, checks] : {std::tuple("2014", 58, 14), std::tuple("fujian-2008", 17, 4), std::tuple("fujian-2014", 16, 4), std::tuple("shanghai-2008", 54, 14)}) {
        CAPTURE(id);
        const model::Form* form = parser::find_form(id);
        REQUIRE(form != nullptr);
        CHECK(form->figures.size() == static_cast<std::size_t>(2 * count));
        CHECK(std::count_if(form->figures.begin(), form->figures.end(), [](const model::FormFigure& figure) { return figure.optional; }) == count);
        CHECK(checks_of(*form, "sum.statistics") == checks);
    }
    const model::Form& form = *parser::find_form("2014");
    CHECK(form.figures.front().id == "statistics.proactive_items.count");
    const model::FormFigure* fees = form.find_figure("statistics.fees_collected.count");
    REQUIRE(fees != nullptr);
    CHECK(form.unit_of(*fees) == "万元");
    CHECK(form.may_have_places(*fees));
    CHECK(form.row_labels(*form.find_figure("statistics.refused_privacy.count")) == "三、依申请公开情况 > （三）申请答复数 > 4.不同意公开答复数 > 涉及个人隐私");
    CHECK(form.find_figure("statistics.refused_privacy.cumulative")->optional);
}

TEST_CASE("figure ids are table, row and column, optional ones last") {
    const model::Form& form = *parser::find_form("2021");
    CHECK(form.figures.front().id == "proactive.regulations.made");
    const model::FormFigure* total = form.find_figure("applications.handled_total.total");
    REQUIRE(total != nullptr);
    CHECK(form.row_labels(*total) == "三、本年度办理结果 > （七）总计");
    CHECK(form.column_labels(*total) == "申请人情况 > 总计");
    CHECK(total->table_row == 23);
    CHECK(form.row_labels(*form.find_figure("applications.refused_state_secret.total")) == "三、本年度办理结果 > （三）不予公开 > 1.属于国家秘密");
    CHECK(form.row_labels(*form.find_figure("proactive.regulations.made")) == "第二十条第（一）项 > 规章");
    CHECK(form.column_labels(*form.find_figure("disputes.litigation_direct.total")) == "行政诉讼 > 未经复议直接起诉 > 总计");
    CHECK(form.find_figure("applications.other.total")->optional);
    CHECK(form.figures.back().optional);
    std::set<std::string> ids;
    for (const model::FormFigure& figure : form.figures) ids.insert(figure.id);
    CHECK(ids.size() == form.figures.size());
}

TEST_CASE("a defect of a form file is named with line and column") {
    CHECK(error_of("id = \"x\"\ntitle =\n").starts_with("x.toml:2:"));
    CHECK(error_of(head + table + "[[table.block]]\ncolumns = [{id = \"c\", label = \"列\"}]\nrwos = []\n").starts_with("x.toml:13:"));
    CHECK(error_of(head + table + "[[table.block]]\ncolumns = [{id = \"c\", label = \"列\"}, {id = \"c\", label = \"又\"}]\n").find("used twice") != std::string::npos);
    CHECK(error_of(head + table + "[[table.block]]\ncolumns = [{id = \"c\", label = \"列\"}]\n[[table.check]]\nrule = \"r\"\nfor_each = \"table\"\nleft = [\"c\"]\nright = [\"d\"]\n")
              .find("t.d") != std::string::npos);
    CHECK(error_of(head + "[[table]]\nid = \"t\"\nsection = \"q\"\ntitle = \"表\"\n[[table.block]]\ncolumns = [{id = \"c\", label = \"列\"}]\n").find("\"q\"") != std::string::npos);
    CHECK(error_of(head + table + "[[table.block]]\ncolumns = [{id = \"c\", label = \"列\"}]\nrows = [{id = \"r\", label = \"行\", part_of = \"g\"}]\n").find("part_of") != std::string::npos);
    CHECK(error_of(head + table + "[[table.block]]\ncolumns = [{id = \"c\", label = \"列\", at_least = \"d\"}, {id = \"d\", label = \"又\"}]\n").find("at_least") != std::string::npos);
    CHECK(error_of(head).find("[[table]]") != std::string::npos);
}
