#include "out/filter.h"

#include <string>
#include <vector>

#include "out/pattern.h"
#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;

TEST_CASE("patterns: * and ? as a shell has them") {
    struct Case {
        const char* pattern;
        const char* text;
        bool is_match;
    };
    const std::vector<Case> cases = {
        {"", "", true},        {"", "a", false},       {"*", "", true},          {"*", "abc", true},       {"a", "a", true},
        {"a", "ab", false},    {"a?c", "abc", true},   {"a?c", "ac", false},     {"*.total", "a.b.total", true},
        {"*.total", "a.total.x", false},               {"a.*.total", "a.b.c.total", true},                 {"a.*.total", "a.total", false},
        {"2308*", "230811", true},                     {"2308*", "231181", false},                         {"**a**b", "xaxxb", true},
        {"*ab", "aab", true},  {"*aab", "aaab", true}, {"a*b*c", "abbbc", true}, {"a*b*c", "acb", false},
    };
    for (const Case& c : cases) {
        INFO(c.pattern << " on " << c.text);
        CHECK(out::matches(c.pattern, c.text) == c.is_match);
    }
    CHECK(out::matches_any({}, "a"));
    CHECK_FALSE(out::matches_any(std::vector<std::string>{"b", "c*"}, "a"));
    // Many stars over a long text that does not match must not take for ever.
    std::string stars;
    for (int i = 0; i < 50; ++i) stars += "*a";
    CHECK_FALSE(out::matches(stars + "b", std::string(5000, 'a')));
}

TEST_CASE("a filter chooses reports") {
    model::Record record = out::tests::full_record();  // 甲县人民政府, 990101, 2019, tiny, published 2020-02-19
    model::Record unknown;
    const auto wants = [&](const out::Filter& filter) {
        CHECK_FALSE(filter.wants(unknown));
        return filter.wants(record);
    };
    CHECK(out::Filter{}.wants(unknown));
    CHECK(wants({.years = {{2012, 2014}, {2019, 2023}}}));
    CHECK_FALSE(wants({.years = {{2020, 2023}}}));
    CHECK(wants({.forms = {"2019", "tiny"}}));
    CHECK_FALSE(wants({.forms = {"2019"}}));
    CHECK(wants({.publishers = {"乙县", "甲县"}}));
    CHECK(wants({.publishers = {"甲*政府"}}));
    CHECK_FALSE(wants({.publishers = {"县*"}}));
    CHECK(wants({.divisions = {"9901*"}}));
    CHECK_FALSE(wants({.divisions = {"9901"}}));
    CHECK_FALSE(wants({.years = {{2019, 2019}}, .divisions = {"1*"}}));
    CHECK(wants({.since = "2020"}));
    CHECK(wants({.since = "2020-02-19"}));
    CHECK_FALSE(wants({.since = "2020-02-20"}));
    record.report.published.clear();  // fetched on 20 February
    CHECK(wants({.since = "2020-02-20"}));
    CHECK_FALSE(wants({.since = "2020-02-21"}));
}

TEST_CASE("a filter chooses figures, and what speaks of them") {
    const model::Record record = out::tests::full_record();
    const auto reduced = [&](const out::Filter& filter) {
        model::Record copy = record;
        filter.reduce(copy);
        return copy;
    };
    CHECK(reduced({.years = {{1, 2}}}).figures.size() == 2);
    const model::Record first = reduced({.figures = {"t.a.*"}});
    REQUIRE(first.figures.size() == 1);
    CHECK(first.figures[0].id == "t.a.x");
    CHECK(first.mentions.size() == 1);
    CHECK(first.findings.size() == 2);  // one is about t.a.x, one about the report
    const model::Record second = reduced({.presences = {model::Presence::absent}});
    REQUIRE(second.figures.size() == 1);
    CHECK(second.figures[0].id == "t.b.x");
    CHECK(second.mentions.size() == 1);  // it may mean the sum of both
    CHECK(second.used_figures.empty());
    model::Record whole = record;
    whole.mentions = {record.mentions[0], record.mentions[0], record.mentions[0]};
    whole.mentions[0].figure = "t.a.x";
    whole.mentions[0].readings.clear();
    whole.mentions[1].readings = {{"t.b.x"}};
    whole.mentions[1].figure = "t.b.x";
    whole.mentions[2].figure = "t.b.x";
    whole.mentions[2].part_of = 1;
    out::Filter{.figures = {"t.b.x"}}.reduce(whole);
    REQUIRE(whole.mentions.size() == 2);  // and the part points to the new place of its whole
    CHECK(whole.mentions[1].part_of == 0);
    const model::Record none = reduced({.readings = {model::Reading::prose}});
    CHECK(none.figures.empty());
    REQUIRE(none.findings.size() == 1);
    CHECK(none.findings[0].figures.empty());
    CHECK(reduced({.figures = {"t.*"}, .readings = {model::Reading::split}}).figures.size() == 1);
}

TEST_CASE("a filter chooses findings about no report by publisher, division and year") {
    model::PublisherFinding finding{"甲县人民政府", "990101", 2020, {}};
    const auto wants = [&](const out::Filter& filter) { return filter.wants(finding); };
    CHECK(wants({}));
    CHECK(wants({.years = {{2019, 2020}}, .publishers = {"甲县"}, .divisions = {"9901*"}, .figures = {"x"}}));
    CHECK_FALSE(wants({.years = {{2021, 2021}}}));
    CHECK_FALSE(wants({.publishers = {"乙县"}}));
    CHECK_FALSE(wants({.divisions = {"23*"}}));
    CHECK_FALSE(wants({.forms = {"2021"}}));
    CHECK_FALSE(wants({.since = "2019"}));
    finding.year.reset();
    CHECK_FALSE(wants({.years = {{2019, 2020}}}));
}
