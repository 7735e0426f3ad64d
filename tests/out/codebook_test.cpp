#include "out/codebook.h"

#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;

TEST_CASE("the codebook joins what forms say alike, and keeps apart what they do not") {
    std::vector<model::Form> forms = {out::tests::tiny_form(), out::tests::tiny_form()};
    forms[0].first_year = 2019;
    forms[0].last_year = 2020;
    forms[0].checks = {{"sum.x", {"t.a.x"}, {"t.b.x"}}, {"balance.x", {"t.a.x"}, {"t.a.x"}}};
    forms[1].id = "other";
    forms[1].first_year = 2021;
    forms[1].last_year = 9999;
    forms[1].checks = forms[0].checks;
    forms[1].tables[0].blocks[0].rows[1].label = "（二）不公开";
    const auto entries = out::codebook_of(forms);
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].figure == "t.a.x");
    CHECK(entries[0].forms == "tiny other");
    CHECK(entries[0].years == "2019-2020 2021-");
    CHECK(entries[0].checks == "sum.x balance.x");
    CHECK(entries[0].column_labels == "申请人情况 > 自然人");
    CHECK(entries[1].figure == "t.b.x");
    CHECK(entries[1].forms == "tiny");
    CHECK(entries[2].figure == "t.b.x");
    CHECK(entries[2].forms == "other");
    CHECK(out::figure_ids(forms) == std::vector<std::string>{"t.a.x", "t.b.x"});
    const std::vector<std::string> patterns = {"*.b.*"};
    CHECK(out::figure_ids(forms, patterns) == std::vector<std::string>{"t.b.x"});
}
