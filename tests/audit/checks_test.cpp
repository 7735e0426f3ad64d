#include "audit/checks.h"

#include "tests/audit/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using audit::Verdict;

namespace {

// One row of the truth table: the figures of both sides, as tests::set reads them.
struct Case {
    std::vector<std::string> left;
    std::vector<std::string> right;
    Verdict verdict;
};

const std::vector<Case> truth_table = {
    // full against full
    {{"5"}, {"4", "1"}, Verdict::pass},
    {{"4"}, {"4", "1"}, Verdict::fail},
    {{"0"}, {"0", "0"}, Verdict::pass},
    {{"3.50"}, {"3.5", "0"}, Verdict::pass},
    {{"2", "1"}, {"1", "2"}, Verdict::pass},
    {{"2", "1"}, {"1", "1"}, Verdict::fail},
    // full against part: a blank is 0 when that makes it hold, and a contradiction when not
    {{"4"}, {"4", "blank"}, Verdict::pass},
    {{"4"}, {"4", "dash"}, Verdict::pass},
    {{"5"}, {"4", "blank"}, Verdict::fail},
    {{"5"}, {"4", "dash"}, Verdict::fail},
    {{"4", "blank"}, {"4", "0"}, Verdict::pass},
    {{"4", "blank"}, {"5", "0"}, Verdict::fail},
    // full against none: a blank total contradicts nobody
    {{"blank"}, {"4", "1"}, Verdict::not_assessable},
    {{"blank"}, {"0", "0"}, Verdict::pass},
    {{"dash"}, {"0", "0"}, Verdict::pass},
    {{"5"}, {"blank", "blank"}, Verdict::not_assessable},
    {{"0"}, {"blank", "dash"}, Verdict::pass},
    // part against part: says nothing unless it holds
    {{"4", "blank"}, {"4", "blank"}, Verdict::pass},
    {{"4", "blank"}, {"3", "dash"}, Verdict::not_assessable},
    // part against none, none against none
    {{"blank"}, {"4", "blank"}, Verdict::not_assessable},
    {{"blank"}, {"0", "blank"}, Verdict::not_assessable},
    {{"blank"}, {"blank", "dash"}, Verdict::not_assessable},
    // absent and unreadable figures say nothing, even where the rest would agree or differ
    {{"5"}, {"5", "absent"}, Verdict::not_assessable},
    {{"5"}, {"4", "absent"}, Verdict::not_assessable},
    {{"absent"}, {"0", "0"}, Verdict::not_assessable},
    {{"5"}, {"5", "unreadable"}, Verdict::not_assessable},
    // sides that cannot be summed
    {{}, {"0"}, Verdict::not_assessable},
    {{"0"}, {}, Verdict::not_assessable},
    {{"999999999999999999", "1"}, {"5"}, Verdict::not_assessable},
};

struct Setting {
    model::Form form;
    model::Record record;
    model::Check check;
};

Setting set_up(const Case& c) {
    Setting setting{audit::tests::small_form(), {}, {"sum.test", {}, {}}};
    setting.record = audit::tests::empty_record(setting.form);
    const auto fill = [&](const std::vector<std::string>& texts, const std::string& side, std::vector<std::string>& ids) {
        for (const std::string& text : texts) {
            ids.push_back(side + std::to_string(ids.size()));
            audit::tests::set(setting.record, ids.back(), text);
        }
    };
    fill(c.left, "left", setting.check.left);
    fill(c.right, "right", setting.check.right);
    return setting;
}

Verdict verdict_of(const Setting& setting) {
    return audit::evaluate(setting.check, audit::RecordView(setting.record, setting.form)).verdict;
}

std::string written(const Case& c) {
    std::string text;
    for (const auto* side : {&c.left, &c.right}) {
        for (const std::string& figure : *side) text += figure + " ";
        text += side == &c.left ? "| " : "";
    }
    return text;
}

}  // namespace

TEST_CASE("a check over stated, blank, absent and unreadable figures") {
    for (const Case& c : truth_table) {
        INFO(written(c));
        CHECK(verdict_of(set_up(c)) == c.verdict);
        // Sides are equal before the law.
        CHECK(verdict_of(set_up({c.right, c.left, c.verdict})) == c.verdict);
    }
}

TEST_CASE("a check over an ambiguous figure may fail, and never passes") {
    for (const auto& [total, verdict] :
         {std::pair("5", Verdict::not_assessable), {"4", Verdict::fail}, {"blank", Verdict::not_assessable}}) {
        INFO(total);
        Setting setting = set_up({{total}, {"4", "1"}, Verdict::pass});
        audit::tests::set_reading(setting.record, "right1", model::Reading::ambiguous);
        CHECK(verdict_of(setting) == verdict);
    }
}

TEST_CASE("a check that cut or placed a figure proves nothing, but may fail") {
    struct Used {
        const char* total;
        Verdict verdict;
    };
    for (const Used& used : {Used{"5", Verdict::used}, Used{"4", Verdict::fail}, Used{"blank", Verdict::not_assessable}}) {
        INFO(used.total);
        Setting listed = set_up({{used.total}, {"4", "1"}, Verdict::pass});
        listed.record.used_figures = {"right1"};
        CHECK(verdict_of(listed) == used.verdict);
        for (const model::Reading reading : {model::Reading::split, model::Reading::inferred}) {
            Setting read = set_up({{used.total}, {"4", "1"}, Verdict::pass});
            audit::tests::set_reading(read.record, "right0", reading);
            CHECK(verdict_of(read) == used.verdict);
        }
    }
}

TEST_CASE("a group row stands in for its rows when they are all absent") {
    using audit::tests::set;
    const model::Form form = audit::tests::small_form();
    model::Record record = audit::tests::empty_record(form);
    const model::Check check = {
        "sum.results",
        {"applications.handled_total.total"},
        {"applications.granted.total", "applications.other_late.total", "applications.other_unpaid.total"}};
    set(record, "applications.handled_total.total", "5");
    set(record, "applications.granted.total", "3");
    set(record, "applications.other_late.total", "absent");
    set(record, "applications.other_unpaid.total", "absent");
    const auto verdict = [&] { return audit::evaluate(check, audit::RecordView(record, form)).verdict; };

    CHECK(verdict() == Verdict::not_assessable);
    set(record, "applications.other.total", "2");
    CHECK(verdict() == Verdict::pass);
    set(record, "applications.other.total", "1");
    CHECK(verdict() == Verdict::fail);
    set(record, "applications.other.total", "blank");
    CHECK(verdict() == Verdict::fail);
    set(record, "applications.granted.total", "5");
    CHECK(verdict() == Verdict::pass);

    SECTION("it does not stand in when one of the rows is there") {
        set(record, "applications.other_late.total", "0");
        CHECK(verdict() == Verdict::not_assessable);
    }
    SECTION("nor for a check that holds only one of the rows") {
        set(record, "applications.other.total", "5");
        const model::Check one_row = {"sum.test", {"applications.handled_total.total"}, {"applications.other_late.total"}};
        CHECK(audit::evaluate(one_row, audit::RecordView(record, form)).verdict == Verdict::not_assessable);
    }
}

TEST_CASE("the counts add up to the form's checks") {
    using audit::tests::set;
    const model::Form form = audit::tests::small_form();
    model::Record record = audit::tests::empty_record(form);
    set(record, "applications.new.total", "1");                     // fails its row and its column's balance
    set(record, "disputes.reconsideration.total", "absent");        // not assessable
    record.used_figures = {"applications.granted.natural_person"};  // its row and its column
    const model::CheckCounts counts = audit::count(audit::evaluate_all(audit::RecordView(record, form)));
    CHECK(counts.fail == 2);
    CHECK(counts.not_assessable == 1);
    CHECK(counts.used == 2);
    CHECK(counts.pass == 9);
    CHECK(counts.pass + counts.fail + counts.not_assessable + counts.used == static_cast<int>(form.checks.size()));
}
