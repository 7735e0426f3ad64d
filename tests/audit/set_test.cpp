// The rules between reports, on small sets made by hand.

#include "audit/audit.h"
#include "audit/compare.h"
#include "audit/localise.h"
#include "audit/roster.h"
#include "audit/set_audit.h"
#include "audit/shingles.h"
#include "audit/url_date.h"
#include "tests/audit/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace std::chrono_literals;

namespace {

const model::Form& form() {
    static const model::Form made = audit::tests::small_form();
    return made;
}

model::Record report(int year, const char* publisher = "甲县人民政府") {
    model::Record record = audit::tests::empty_record(form());
    record.report.year = year;
    record.report.publisher = publisher;
    record.report.published = std::to_string(year + 1) + "-01-20";
    record.source.url = std::string("http://www.example.gov.cn/") + publisher + std::to_string(year);
    return record;
}

class Set {
public:
    Set& add(model::Record record, audit::Evidence evidence = {}) {
        if (evidence.publisher_id.empty()) evidence.publisher_id = record.report.publisher;
        audit::assess(record, &form());
        set_.add(audit::distil(record, &form(), std::move(evidence)));
        return *this;
    }
    Set& expect(const char* csv) {
        auto roster = audit::parse_roster(csv, "roster.csv");
        REQUIRE(roster);
        std::vector<std::string> ids;
        for (const audit::RosterRow& row : roster->rows) ids.push_back(row.publisher);
        set_.expect(std::move(*roster), std::move(ids), failures);
        return *this;
    }
    audit::SetOutcome finish() { return set_.finish(); }
    std::vector<model::Finding> findings(std::string_view rule) {
        std::vector<model::Finding> found;
        for (const audit::SetFinding& finding : finish().findings)
            if (finding.finding.rule == rule) found.push_back(finding.finding);
        return found;
    }
    audit::Failures failures;

private:
    audit::SetAudit set_{audit::SetSettings{2024y / 6 / 1, nullptr}};
};

}  // namespace

TEST_CASE("requests that are carried over must arrive") {
    model::Record before = report(2020);
    model::Record after = report(2021);
    audit::tests::set(before, "applications.carried_out.total", "5");
    audit::tests::set(after, "applications.carried_in.total", "3");
    const auto found = Set().add(before).add(after).findings("carry.requests");
    REQUIRE(found.size() == 1);
    CHECK(found[0].severity == model::Severity::conflict);
    CHECK(found[0].expected == model::Decimal(5));
    CHECK(found[0].actual == model::Decimal(3));
    CHECK(found[0].figures == std::vector<std::string>{"applications.carried_in.total"});

    SECTION("a blank says nothing") {
        audit::tests::set(after, "applications.carried_in.total", "blank");
        CHECK(Set().add(before).add(after).findings("carry.requests").empty());
    }
    SECTION("a figure that the sums placed makes it a doubt") {
        audit::tests::set_reading(after, "applications.carried_in.total", model::Reading::inferred);
        CHECK(Set().add(before).add(after).findings("carry.requests").at(0).severity == model::Severity::doubt);
    }
    SECTION("a year in between breaks the chain") {
        after.report.year = 2022;
        CHECK(Set().add(before).add(after).findings("carry.requests").empty());
    }
    SECTION("another publisher is another chain") {
        after.report.publisher = "乙县人民政府";
        CHECK(Set().add(before).add(after).findings("carry.requests").empty());
    }
    SECTION("a copy that agrees moves the doubt to the copies") {
        model::Record copy = after;
        copy.source.url += "copy";
        audit::tests::set(copy, "applications.carried_in.total", "5");
        Set set;
        set.add(before).add(after).add(copy);
        std::vector<std::string> rules;
        for (const audit::SetFinding& finding : set.finish().findings) rules.push_back(finding.finding.rule);
        CHECK(std::count(rules.begin(), rules.end(), "carry.requests") == 0);
        CHECK(std::count(rules.begin(), rules.end(), "publication.duplicate") == 1);
    }
}

TEST_CASE("amounts that are ten thousand times those of other years") {
    const auto findings = [](std::vector<const char*> amounts) {
        Set set;
        int year = 2019;
        for (const char* amount : amounts) {
            model::Record record = report(year++);
            audit::tests::set(record, "amounts.fees.amount", amount);
            set.add(record);
        }
        std::vector<int> years;
        const audit::SetOutcome outcome = set.finish();
        for (const audit::SetFinding& finding : outcome.findings)
            if (finding.finding.rule == "unit.suspect") years.push_back(*outcome.reports[finding.report].year);
        return years;
    };
    CHECK(findings({"100", "1200000"}) == std::vector<int>{2020});
    CHECK(findings({"100", "1200000", "110"}) == std::vector<int>{2020});
    CHECK(findings({"1000000", "120", "110"}) == std::vector<int>{2019});
    CHECK(findings({"100", "90", "1200000"}) == std::vector<int>{2021});
    CHECK(findings({"100", "90", "1200"}).empty());
    CHECK(findings({"0", "90"}).empty());
}

TEST_CASE("the same figures again") {
    const auto filled = [](int year, const char* publisher) {
        model::Record record = report(year, publisher);
        for (const auto& [id, value] : {std::pair("applications.new.natural_person", "41"),
                                        {"applications.new.total", "41"},
                                        {"applications.granted.natural_person", "17"},
                                        {"applications.granted.total", "17"},
                                        {"applications.other_late.total", "24"},
                                        {"applications.other_late.natural_person", "24"},
                                        {"applications.handled_total.total", "41"},
                                        {"applications.handled_total.natural_person", "41"},
                                        {"applications.new.commercial_enterprise", "3"}})
            audit::tests::set(record, id, value);
        return record;
    };
    CHECK(Set().add(filled(2020, "甲")).add(filled(2021, "甲")).findings("repetition.figures").size() == 1);
    CHECK(Set().add(filled(2020, "甲")).add(filled(2020, "乙")).findings("repetition.figures").size() == 2);
    model::Record other = filled(2021, "甲");
    audit::tests::set(other, "applications.granted.total", "16");
    CHECK(Set().add(filled(2020, "甲")).add(other).findings("repetition.figures").empty());
    CHECK(Set().add(report(2020)).add(report(2021)).findings("repetition.figures").empty());
}

TEST_CASE("texts that repeat, and texts that only share what all share") {
    const auto written = [](int year, const char* publisher, const std::string& text) {
        model::Record record = report(year, publisher);
        record.sections.push_back({"problems", "五、问题", text, {}});
        return record;
    };
    std::string long_text, another;
    for (int i = 0; i < 120; ++i) {
        long_text += std::string("\xE4") + static_cast<char>(0xB8 + i % 4) + static_cast<char>(0x80 + (i * 37) % 64);
        another += std::string("\xE5") + static_cast<char>(0x88 + i % 7) + static_cast<char>(0x80 + (i * 29) % 64);
    }
    CHECK(Set()
              .add(written(2020, "甲", "2020年办理12件" + long_text))
              .add(written(2021, "甲", "2021年办理7件" + long_text))
              .findings("repetition.across_years")
              .size() == 1);
    CHECK(Set()
              .add(written(2020, "甲", long_text))
              .add(written(2021, "甲", another))
              .findings("repetition.across_years")
              .empty());
    CHECK(Set()
              .add(written(2021, "甲县局", "甲县局" + long_text))
              .add(written(2021, "乙县局", "乙县局" + long_text))
              .findings("repetition.across_publishers")
              .size() == 2);
    // What four of five publishers write was handed out.
    Set many;
    for (const char* name : {"甲", "乙", "丙", "丁"}) many.add(written(2021, name, long_text));
    many.add(written(2021, "戊", another));
    CHECK(many.findings("repetition.across_publishers").empty());
}

TEST_CASE("sketches of like sets are like") {
    std::vector<std::uint32_t> a, b;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        a.push_back(i * 7919U);
        b.push_back((i < 800 ? i : i + 5000) * 7919U);
    }
    const audit::Sketch left = audit::sketch_of(a);
    const audit::Sketch right = audit::sketch_of(b);
    std::size_t same = 0;
    for (std::size_t i = 0; i < left.size(); ++i) same += left[i] == right[i] ? 1 : 0;
    CHECK(same > 45);  // Jaccard 800 / 1200
    CHECK(same < 90);
    CHECK(audit::shingles_of(u"政府信息公").empty());
    CHECK(audit::shingles_of(u"政府信息公开").size() == 1);
}

TEST_CASE("shingles that few publishers use, counted for few and for many") {
    for (const std::uint32_t each : {100U, 40'000U}) {  // 40,000 of its own for each of nine publishers need the table for many
        CAPTURE(each);
        audit::ShingleCounts counts;
        const std::vector<std::uint32_t> common = {1, 2, 3};
        std::vector<std::uint32_t> own;
        for (std::uint32_t publisher = 0; publisher < 9; ++publisher) {
            std::vector<std::uint32_t> shingles = common;
            for (std::uint32_t i = 0; i < each; ++i) shingles.push_back(0x10000U + (i * 9 + publisher) * 7919U);
            own.assign(shingles.begin() + 3, shingles.end());
            counts.add_publisher(shingles);
        }
        std::vector<std::uint32_t> kept = common;
        counts.keep_distinctive(kept);
        CHECK(kept.empty());
        counts.keep_distinctive(own);
        CHECK(own.size() > each * 9 / 10);
        std::vector<std::uint32_t> unknown = {0xFFFFFF00U};
        counts.keep_distinctive(unknown);
        CHECK(unknown.size() == 1);
    }
}

TEST_CASE("a roster against what was found") {
    Set set;
    set.failures = {{"www.b.gov.cn", "http://www.b.gov.cn/list", "", "timeout", true}};
    set.add(report(2020, "甲"))
        .expect("publisher,portal,from_year,to_year\n甲,,2019,2020\n乙,http://www.b.gov.cn/,2022,\n甲,,2020,2020\n");
    const audit::SetOutcome outcome = set.finish();
    std::vector<std::string> said;
    for (const audit::SetFinding& finding : outcome.findings)
        said.push_back(finding.publisher + std::to_string(finding.year.value_or(0)) + finding.finding.rule +
                       std::to_string(static_cast<int>(finding.finding.severity)));
    CHECK(said == std::vector<std::string>{"乙2022deadline.missing1", "乙2023deadline.missing1", "甲2019deadline.missing2"});
    REQUIRE(outcome.matrix.size() == 2);
    CHECK(outcome.matrix[0].years.at(2020).state == audit::CellState::published);
    CHECK(outcome.matrix[0].years.at(2019).state == audit::CellState::missing);
    CHECK(outcome.matrix[1].years.at(2022).state == audit::CellState::unreachable);
}

TEST_CASE("rosters that cannot be read, and rows that are odd") {
    const auto error = [](const char* csv) {
        const auto roster = audit::parse_roster(csv, "r.csv");
        return roster ? std::string("read") : roster.error().where + ": " + roster.error().what;
    };
    CHECK(error("").starts_with("r.csv: is empty"));
    CHECK(error("name,code\n甲,1\n").starts_with("r.csv:1: the first line should name"));
    CHECK(error("publisher,from_year\n甲,20\n") == "r.csv:2: the from_year “20” is no year");
    CHECK(error("publisher,from_year,to_year\n甲,2021,2020\n") == "r.csv:2: from_year is after to_year");
    CHECK(error("publisher\n\"甲\n") == "r.csv:2: a quoted cell has no closing quote");
    CHECK(error("publisher,level\n,county\n") == "r.csv:2: has no publisher");
    const auto odd = audit::parse_roster("\xEF\xBB\xBFpublisher,division_code\r\n\"甲, 乙\",12\r\n\r\n# note\r\n", "r.csv");
    REQUIRE(odd);
    REQUIRE(odd->rows.size() == 1);
    CHECK(odd->rows[0].publisher == "甲, 乙");
    CHECK(odd->remarks.size() == 1);
}

TEST_CASE("dates in addresses, and dates that are earlier than possible") {
    CHECK(audit::date_in_url("http://a.gov.cn/zw/202501/t20250127_123.html") == 2025y / 1 / 27);
    CHECK(audit::date_in_url("http://a.gov.cn/art/2021/1/25/art_16516_1.html") == 2021y / 1 / 25);
    CHECK(audit::date_in_url("http://a.gov.cn/20210125/a.html") == 2021y / 1 / 25);
    CHECK(audit::date_in_url("http://a.gov.cn/2021-01/25/content_1.htm") == 2021y / 1 / 25);
    for (const char* url : {"", "http://a.gov.cn/202501/a.html", "http://a.gov.cn/t20251327_1.html",
                            "http://a.gov.cn/info/1021/20210125123.htm", "http://a.gov.cn/2021/1/"}) {
        INFO(url);
        CHECK_FALSE(audit::date_in_url(url));
    }
    const auto severities = [](const char* published, const char* url, const char* without = "") {
        model::Record record = report(2021);
        record.report.published = published;
        record.source.url = url;
        audit::Evidence evidence;
        evidence.list_last_without = without;
        evidence.first_seen = "2022-03-05T01:00:00Z";
        std::vector<int> found;
        for (const model::Finding& finding : Set().add(record, evidence).findings("publication.backdated"))
            found.push_back(static_cast<int>(finding.severity));
        return found;
    };
    CHECK(severities("2022-01-28", "http://a.gov.cn/t20220129_1.html").empty());
    CHECK(severities("2022-01-28", "http://a.gov.cn/t20220304_1.html") == std::vector<int>{1});
    CHECK(severities("2022-01-28", "http://a.gov.cn/1.html", "2022-03-01T00:00:00Z") == std::vector<int>{1});
    CHECK(severities("2021-12-30", "http://a.gov.cn/1.html") == std::vector<int>{0});
    CHECK(severities("2021-06-30", "http://a.gov.cn/1.html") == std::vector<int>{1});
}

TEST_CASE("captures of one address and copies at two") {
    model::Record first = report(2021);
    model::Record second = first;
    first.source.fetched_at = "2022-02-01T00:00:00Z";
    second.source.fetched_at = "2022-03-01T00:00:00Z";
    CHECK(Set().add(first).add(second).finish().findings.empty());
    audit::tests::set(second, "applications.new.total", "3");
    const auto changed = Set().add(second).add(first).findings("publication.changed");
    REQUIRE(changed.size() == 1);
    CHECK(changed[0].severity == model::Severity::conflict);
    CHECK(changed[0].text.find("0 → 3") != std::string::npos);

    audit::Evidence replaced;
    replaced.none_since = "2022-05-04T03:02:01Z";
    replaced.none_why = "nothing in it is a report";
    const auto gone = Set().add(first, replaced).findings("publication.changed");
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].severity == model::Severity::doubt);
    CHECK(gone[0].text ==
          "the page held this report when it was fetched on 2022-02-01 and held none on 2022-05-04: nothing in it is a report");

    const audit::Difference difference = audit::difference_of(first, second);
    REQUIRE(difference.figures.size() == 1);
    CHECK(difference.figures[0].after == "3");
    CHECK(difference.sections.empty());
}

TEST_CASE("the one cell that would mend its row and its column") {
    model::Record record = audit::tests::empty_record(form());
    for (const char* row : {"new", "granted", "handled_total"}) {
        audit::tests::set(record, std::string("applications.") + row + ".natural_person", "4");
        audit::tests::set(record, std::string("applications.") + row + ".total", "4");
    }
    audit::tests::set(record, "applications.granted.natural_person", "9");
    const audit::RecordView view(record, form());
    const auto evaluations = audit::evaluate_all(view);
    const auto cures = audit::localise(evaluations);
    std::size_t cured = 0;
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        if (evaluations[i].verdict != audit::Verdict::fail) CHECK_FALSE(cures[i]);
        if (!cures[i]) continue;
        ++cured;
        CHECK(cures[i]->figure->id == "applications.granted.natural_person");
        CHECK(cures[i]->value == model::Decimal(4));
    }
    CHECK(cured == 2);

    // Two wrong cells of one row hide each other.
    audit::tests::set(record, "applications.granted.commercial_enterprise", "9");
    const audit::RecordView both(record, form());
    for (const auto& cure : audit::localise(audit::evaluate_all(both))) CHECK_FALSE(cure);
}

TEST_CASE("calendars: the longest region wins, then the later line") {
    const auto& law = audit::DeadlineTable::builtin();
    CHECK(law.due("甲县财政局", "990101", 2021)->day == 2022y / 1 / 31);
    CHECK(law.due("甲县人民政府", "990101", 2021)->day == 2022y / 3 / 31);
    CHECK(law.due("甲县财政局", "990101", 2010)->day == 2011y / 3 / 31);
    CHECK_FALSE(law.due("甲县财政局", "990101", 2001));
    // The name tells nothing, the roster does.
    CHECK(law.due("甲县行政审批中心", "990101", 2021)->day == 2022y / 3 / 31);
    CHECK(law.due("甲县行政审批中心", "990101", 2021, "county", "department")->day == 2022y / 1 / 31);
    const auto local =
        law.with("99\t*\t*\t2020\t9999\t02-20\t省办法\n9901\tcounty\tdepartment\t2020\t9999\t01-28\t市办法\n", "c.tsv");
    REQUIRE(local);
    CHECK(local->due("甲县财政局", "990101", 2021)->day == 2022y / 1 / 28);
    CHECK(local->due("甲县人民政府", "990101", 2021)->basis == "省办法");
    CHECK(local->due("丁县财政局", "980101", 2021)->day == 2022y / 1 / 31);
    for (const char* line : {"99\t*\t*\t2020\t9999\t02-30\tx", "x\t*\t*\t2020\t9999\t02-20\tx",
                             "99\tvillage\t*\t2020\t9999\t02-20\tx", "99\t*\t*\t2021\t2020\t02-20\tx", "99 * *"}) {
        INFO(line);
        const auto bad = law.with(line, "c.tsv");
        REQUIRE_FALSE(bad);
        CHECK(bad.error().where == "c.tsv:1");
    }
}
