#include <tuple>

#include "store/catalogue.h"
#include "store/database.h"
#include "store/schema_steps.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::store;
using namespace nianbao::model;
using nianbao::tests::TemporaryFolder;

namespace {

Record report(const std::string& publisher, std::optional<int> year) {
    Record record;
    record.report.publisher = publisher;
    record.report.division_code = "230811";
    record.report.year = year;
    record.report.form = "2019";
    record.report.title = "年度报告";
    record.report.published = "2020-02-19";
    record.checks = {30, 1, 4, 2};
    Figure stated;
    stated.id = "applications.new.total";
    stated.value = Decimal::parse("36563210.00");
    stated.presence = Presence::stated;
    stated.unit = "件";
    stated.provenance = {{10, 21}, "36,563,210.00", 0, 6, Reading::split};
    Figure blank;
    blank.id = "applications.new.other";
    blank.presence = Presence::blank;
    record.figures = {stated, blank};
    Finding finding;
    finding.id = "9f2c";
    finding.rule = "sum.applicants";
    finding.severity = Severity::conflict;
    finding.text = "差一";
    finding.figures = {"applications.new.total", "applications.new.other"};
    finding.expected = Decimal(5);
    record.findings = {finding};
    return record;
}

// As it stands in nianbao.record/1.
constexpr const char* two_figures =
    R"({"schema":1,"figures":[{"id":"applications.new.total","value":36563210.00,"unit":"件","presence":"stated","reading":"split","raw":"36,563,210.00","span":[10,21]},)"
    R"({"id":"applications.new.other","value":null,"unit":"件","presence":"blank","reading":"cell","raw":"","span":null}]})";
constexpr const char* one_figure =
    R"({"figures":[{"id":"applications.new.total","value":-0.50,"presence":"stated","reading":"cell"}]})";

std::string walk(Catalogue& catalogue) {
    std::string urls;
    REQUIRE(catalogue.for_each_record([&urls](const StoredRecord& record) -> Result<void> {
        urls += record.url + " ";
        return {};
    }));
    return urls;
}

std::string cell(const TemporaryFolder& folder, const std::string& sql) {
    auto database = Database::open(folder.file("nianbao.sqlite"), Database::Access::read_only);
    auto rows = database->query(sql);
    if (!rows) FAIL(rows.error().what);
    REQUIRE(rows->step().value());
    return rows->is_null(0) ? "NULL" : rows->text(0);
}

}  // namespace

TEST_CASE("a record, its figures and findings are stored and seen through the views") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    REQUIRE(catalogue.save_record("https://a.example/1", "d1", "v1", two_figures, report("郊区人民政府", 2019)));
    CHECK(catalogue.find_record("https://a.example/1").value()->json == two_figures);
    CHECK(catalogue.find_record("https://a.example/1").value()->digest == "d1");
    CHECK_FALSE(*catalogue.find_record("https://a.example/2"));
    const std::pair<const char*, const char*> cells[] = {
        {"SELECT publisher || division_code || year || form || title || published || digest FROM reports",
         "郊区人民政府2308112019"
         "2019年度报告2020-02-19d1"},
        {"SELECT figures || '/' || figures_stated || '/' || notes || '/' || doubts || '/' || conflicts FROM reports",
         "2/1/0/0/1"},
        {"SELECT checks_pass || '/' || checks_fail || '/' || checks_not_assessable || '/' || checks_used FROM reports",
         "30/1/4/2"},
        {"SELECT value FROM figures WHERE figure = 'applications.new.total'", "36563210.00"},
        {"SELECT presence || reading || raw || unit || span_begin || '-' || span_end || year FROM figures WHERE ordinal = 0",
         "statedsplit36,563,210.00件10-212019"},
        {"SELECT value FROM figures WHERE presence = 'blank'", "NULL"},
        {"SELECT rule || severity || text || figures || expected || publisher FROM findings",
         "sum.applicantsconflict差一applications.new.total applications.new.other5郊区人民政府"},
        {"SELECT actual FROM findings", "NULL"},
    };
    for (const auto& [sql, expected] : cells) {
        INFO(sql);
        CHECK(cell(folder, sql) == expected);
    }
}

TEST_CASE("a record replaces the older one of its page, and a page that is none any more loses it") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    REQUIRE(catalogue.save_record("https://a.example/1", "d1", "v1", two_figures, report("甲", 2019)));
    Record shorter = report("甲", std::nullopt);
    shorter.figures.pop_back();
    REQUIRE(catalogue.save_record("https://a.example/1", "d2", "v1", one_figure, shorter));
    CHECK(catalogue.find_record("https://a.example/1").value()->json == one_figure);
    CHECK(cell(folder, "SELECT count(*) FROM figures") == "1");
    CHECK(cell(folder, "SELECT value || raw || unit || span_begin FROM figures") == "-0.500");
    CHECK(cell(folder, "SELECT figures || figures_stated FROM reports") == "11");
    CHECK(cell(folder, "SELECT count(*) FROM findings") == "1");
    CHECK(cell(folder, "SELECT year FROM reports") == "NULL");
    REQUIRE(catalogue.mark_not_report("https://a.example/1", "d3", "v1", "a list page"));
    CHECK(cell(folder,
               "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM figures) + (SELECT count(*) FROM finding)") ==
          "0");
    REQUIRE(catalogue.save_record("https://a.example/1", "d4", "v1", one_figure, shorter));
    CHECK(cell(folder, "SELECT count(*) FROM not_report") == "0");
}

TEST_CASE("records come in the order of publisher, year and URL, and the visitor can end the walk") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    REQUIRE(catalogue.save_record("u5", "d", "v", "{}", report("乙", 2019)));
    REQUIRE(catalogue.save_record("u4", "d", "v", "{}", report("丙", 2018)));
    REQUIRE(catalogue.save_record("u3", "d", "v", "{}", report("乙", 2020)));
    REQUIRE(catalogue.save_record("u2", "d", "v", "{}", report("乙", 2019)));
    REQUIRE(catalogue.save_record("u1", "d", "v", "{}", report("乙", std::nullopt)));
    CHECK(walk(catalogue) == "u4 u1 u2 u5 u3 ");  // 丙 U+4E19 before 乙 U+4E59
    int visited = 0;
    const auto ended = catalogue.for_each_record([&visited](const StoredRecord&) -> Result<void> {
        ++visited;
        return fail("out", "full");
    });
    CHECK(visited == 1);
    CHECK(ended.error().what == "full");
}

TEST_CASE("a page is parsed once for each content and each version of the parser") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    const auto fetched = [&catalogue](const std::string& url, const std::string& digest) {
        FrontierEntry entry;
        entry.url = url;
        entry.outcome = Outcome::fetched;
        Capture capture;
        capture.url = url;
        capture.status = 200;
        capture.digest = digest;
        REQUIRE(catalogue.finish({entry, capture, {}}));
    };
    const auto unparsed = [&catalogue](const char* version) {
        std::string urls;
        const auto captures = catalogue.unparsed(version);
        REQUIRE(captures);
        for (const Capture& capture : *captures) urls += capture.url + " ";
        return urls;
    };
    fetched("u2", "d");
    fetched("u1", "d");
    fetched("u3", "e");
    CHECK(unparsed("v1") == "u1 u2 u3 ");
    REQUIRE(catalogue.save_record("u1", "d", "v1", "{}", report("甲", 2019)));
    REQUIRE(catalogue.mark_not_report("u3", "e", "v1", "a list page"));
    CHECK(unparsed("v1") == "u2 ");  // the same bytes at another address are a report of their own
    CHECK(unparsed("v2") == "u1 u2 u3 ");
    fetched("u3", "f");
    CHECK(unparsed("v1") == "u2 u3 ");
}

TEST_CASE("findings about no report replace those before, and stand in the view beside the others") {
    const TemporaryFolder folder;
    auto catalogue = std::move(*Catalogue::open(folder.path()));
    REQUIRE(catalogue.save_record("https://a.example/1", "d", "1", "{}", report("甲", 2019)));
    PublisherFinding missing{"甲", "230811", 2020, {}};
    missing.finding.id = "77aa";
    missing.finding.rule = "deadline.missing";
    missing.finding.severity = Severity::conflict;
    missing.finding.text = "none was found";
    PublisherFinding run;
    run.finding.rule = "run.fewer_reports";
    run.finding.severity = Severity::doubt;
    REQUIRE(catalogue.save_publisher_findings({missing, missing, missing}));
    REQUIRE(catalogue.save_publisher_findings({missing, run}));
    const auto back = catalogue.publisher_findings();
    REQUIRE(back);
    REQUIRE(back->size() == 2);
    CHECK(((*back)[0].publisher == "甲" && (*back)[0].division_code == "230811" && (*back)[0].year == 2020));
    CHECK(((*back)[0].finding.id == "77aa" && (*back)[0].finding.severity == Severity::conflict && (*back)[0].finding.text == "none was found"));
    CHECK(((*back)[1].publisher.empty() && !(*back)[1].year && (*back)[1].finding.severity == Severity::doubt));
    CHECK(cell(folder, "SELECT group_concat(coalesce(url, '-') || ' ' || rule, ', ') FROM findings") ==
          "https://a.example/1 sum.applicants, - deadline.missing, - run.fewer_reports");
}

TEST_CASE("reports are found by name or code and year, through an index") {
    const TemporaryFolder folder;
    auto catalogue = std::move(*Catalogue::open(folder.path()));
    for (const auto& [url, name, year] : {std::tuple{"https://a.example/2", "乙", std::optional(2020)}, {"https://a.example/1", "乙", std::optional(2020)}, {"https://a.example/3", "甲", std::optional(2019)},
                                          {"https://a.example/4", "乙", std::optional<int>()}})
        REQUIRE(catalogue.save_record(url, "d", "1", "{}", report(name, year)));
    const auto urls = [&](const char* publisher, int year) {
        std::string text;
        const auto records = catalogue.records_of(publisher, year);
        for (const StoredRecord& record : *records) text += record.url.back();
        return text;
    };
    CHECK(urls("乙", 2020) == "12");
    CHECK(urls("乙", 2019).empty());
    CHECK(urls("230811", 2019) == "3");
    CHECK(urls("230811", 2020) == "12");
    CHECK(catalogue.years_of("乙").value() == std::vector<std::optional<int>>{std::nullopt, 2020});
    CHECK(catalogue.years_of("230811").value() == std::vector<std::optional<int>>{std::nullopt, 2019, 2020});
    CHECK(catalogue.years_of("丙").value().empty());
    CHECK(catalogue.publishers(10).value() == std::vector<std::string>{"乙", "甲"});
    CHECK(catalogue.publishers(1).value() == std::vector<std::string>{"乙"});
    for (const char* column : {"publisher", "division_code"}) {
        INFO(column);
        auto database = Database::open(folder.file("nianbao.sqlite"), Database::Access::read_only);
        auto plan = database->query("EXPLAIN QUERY PLAN SELECT url, digest, json FROM record WHERE " + std::string(column) + " = '乙' AND year = 2020 ORDER BY url");
        REQUIRE(plan->step().value());
        CHECK(plan->text(3).find("USING INDEX record_") != std::string::npos);
    }
}

TEST_CASE("a workspace of every older schema is brought to the newest, with what it holds") {
    for (std::size_t version = 1; version < schema_steps.size(); ++version) {
        INFO("schema " << version);
        const TemporaryFolder folder;
        {
            auto database = Database::open(folder.file("nianbao.sqlite"), Database::Access::create);
            for (std::size_t step = 0; step < version; ++step) REQUIRE(database->script(schema_steps[step]));
            REQUIRE(database->script(("PRAGMA application_id = 1852399982; PRAGMA user_version = " + std::to_string(version) +
                                      "; INSERT INTO record (url, digest, parser_version, publisher, division_code, year, form, title, published, issuer, fetched_at, warc_file, warc_offset, checks_pass, checks_fail, checks_not_assessable, checks_used, json) VALUES ('https://a.example/1', 'd', '1', '甲', '230811', 2019, '2019', '', '', '', '', '', 0, 0, 0, 0, 0, '{}');"
                                      "INSERT INTO finding VALUES ('https://a.example/1', 0, '9f2c', 'sum.applicants', 'conflict', '', '', NULL, NULL)")
                                         .c_str()));
        }
        CHECK(Catalogue::open_read_only(folder.path()).error().what.find("older nianbao") != std::string::npos);
        auto catalogue = Catalogue::open(folder.path());
        REQUIRE(catalogue);
        CHECK(catalogue->records_of("甲", 2019)->size() == 1);
        CHECK(catalogue->publisher_findings()->empty());
        CHECK(cell(folder, "SELECT count(*) || ' ' || max(rule) FROM findings") == "1 sum.applicants");
        CHECK(cell(folder, "PRAGMA user_version") == std::to_string(schema_steps.size()));
    }
}

TEST_CASE("findings are replaced alone, and told from those that are stored") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    const Record before = report("甲", 2019);
    REQUIRE(catalogue.save_record("u1", "d1", "v1", two_figures, before));
    CHECK(*catalogue.has_findings("u1", before.findings));
    CHECK_FALSE(*catalogue.has_findings("u1", {}));
    CHECK_FALSE(*catalogue.has_findings("u1", {before.findings[0], before.findings[0]}));
    std::vector<Finding> others = before.findings;
    others[0].actual = Decimal(4);
    CHECK_FALSE(*catalogue.has_findings("u1", others));
    REQUIRE(catalogue.save_findings("u1", one_figure, others));
    CHECK(*catalogue.has_findings("u1", others));
    CHECK(catalogue.find_record("u1").value()->json == one_figure);
    CHECK(catalogue.find_record("u1").value()->digest == "d1");
    CHECK(cell(folder, "SELECT actual FROM findings") == "4");
}

TEST_CASE("a report whose page holds none any more is kept, with when and why") {
    const TemporaryFolder folder;
    auto catalogue = Catalogue::open(folder.path()).value();
    REQUIRE(catalogue.save_record("u1", "d1", "v1", two_figures, report("甲", 2019)));
    REQUIRE(catalogue.mark_replaced("u1", "d2", "v1", 1'600'000'000, "a list"));
    REQUIRE(catalogue.mark_replaced("u1", "d3", "v1", 0, "a wall"));
    const auto stored = catalogue.find_record("u1").value();
    CHECK(stored->digest == "d3");
    CHECK(stored->replaced_at == 1'600'000'000);
    CHECK(stored->replaced_why == "a list");
    CHECK(stored->json == two_figures);
    CHECK(*catalogue.record_urls() == std::vector<std::string>{"u1"});
    // A report again: all of that is past.
    REQUIRE(catalogue.save_record("u1", "d4", "v1", one_figure, report("甲", 2019)));
    CHECK(catalogue.find_record("u1").value()->replaced_at == 0);
}

TEST_CASE("a catalogue with a table of figures becomes one with figures in its records") {
    const TemporaryFolder folder;
    {
        auto catalogue = Catalogue::open(folder.path()).value();
        REQUIRE(catalogue.save_record("u1", "d1", "v1", two_figures, report("甲", 2019)));
        REQUIRE(
            Database::open(folder.file("nianbao.sqlite"), Database::Access::create)
                ->script(
                    "ALTER TABLE frontier DROP COLUMN rules; ALTER TABLE frontier DROP COLUMN leads; ALTER TABLE report_count DROP COLUMN linked;"
                    "ALTER TABLE host DROP COLUMN owner; ALTER TABLE host DROP COLUMN lease; ALTER TABLE host DROP COLUMN leased_until;"
                    "DROP VIEW findings; DROP TABLE publisher_finding; DROP INDEX record_division; CREATE VIEW findings AS SELECT url FROM finding;"
                    "DROP TABLE note; CREATE INDEX frontier_outcome ON frontier (outcome, url);"
                    "DROP VIEW reports; DROP VIEW figures; ALTER TABLE record DROP COLUMN figures; ALTER TABLE record DROP COLUMN figures_stated;"
                    "ALTER TABLE record DROP COLUMN replaced_at; ALTER TABLE record DROP COLUMN replaced_why;"
                    "CREATE TABLE figure (url TEXT NOT NULL REFERENCES record (url) ON DELETE CASCADE, ordinal INTEGER, figure TEXT, presence TEXT);"
                    "INSERT INTO figure VALUES ('u1', 0, 'applications.new.total', 'stated'), ('u1', 1, 'applications.new.other', 'blank');"
                    "CREATE VIEW reports AS SELECT url FROM record; CREATE VIEW figures AS SELECT url FROM figure; PRAGMA user_version = 3;"));
    }
    REQUIRE(Catalogue::open(folder.path()));
    CHECK(cell(folder, "SELECT figures || '/' || figures_stated FROM reports") == "2/1");
    CHECK(cell(folder, "SELECT value FROM figures WHERE ordinal = 0") == "36563210.00");
}
