#include <filesystem>
#include <map>

#include "out/exporter.h"
#include "out/record_json.h"
#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using out::tests::content_of;
using out::tests::TemporaryFolder;

namespace {

const model::Form& the_form() {
    static const model::Form form = out::tests::tiny_form();
    return form;
}

// Names and contents of all files within, by their names.
std::string content_of_folder(const std::string& path) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
        if (entry.is_regular_file()) files[entry.path().lexically_relative(path)] = content_of(entry.path());
    std::string content;
    for (const auto& [name, bytes] : files) content += name + '\n' + bytes;
    return content;
}

std::string exported(const std::string& format, const std::vector<model::Record>& records,
                     std::span<const model::Form> forms = {&the_form(), 1}) {
    const TemporaryFolder folder;
    const std::string path = folder / "export";
    auto exporter = out::make_exporter(format, {.path = path, .forms = forms});
    REQUIRE(exporter);
    REQUIRE((*exporter)->begin());
    for (const model::Record& record : records) REQUIRE((*exporter)->add(record));
    REQUIRE((*exporter)->end());
    CHECK(folder.files() == 1);
    return std::filesystem::is_directory(path) ? content_of_folder(path) : content_of(path);
}

const std::string sha(64, 'a');
const std::string source_cells = "\"https://www.example.gov.cn/a?b=1,2\",\"pages/a \"\"1\"\".html\"," + sha;

}  // namespace

TEST_CASE("csv: one row a figure") {
    model::Record record = out::tests::full_record();
    model::Figure unknown;
    unknown.id = "t.c.x";
    unknown.presence = model::Presence::dash;
    unknown.provenance.raw = "-";
    record.figures.insert(record.figures.begin(), unknown);  // the others are then not where the form has them
    const std::string identity = "甲县人民政府,990101,2019,tiny,";
    CHECK(
        exported("csv", {record}) ==
        "publisher,division_code,year,form,figure,row_labels,column_labels,value,unit,presence,reading,raw,url,path,sha256\n" +
            identity + "t.c.x,,,,,dash,cell,'-," + source_cells + "\n" + identity +
            "t.a.x,一、新收,申请人情况 > 自然人,36563210.00,件,stated,split,\"36,563,210.00\"," + source_cells + "\n" +
            identity + "t.b.x,\"三、结果 > （一）公开,或不公开\",申请人情况 > 自然人,,件,absent,cell,," + source_cells + "\n");
}

TEST_CASE("csv: a record without form, year or publisher") {
    model::Record record = out::tests::full_record();
    record.report = {};
    record.source = {};
    record.figures.resize(1);
    const std::string rows = exported("csv", {record});
    CHECK(rows.substr(rows.find('\n') + 1) == ",,,,t.a.x,,,36563210.00,件,stated,split,\"36,563,210.00\",,,\n");
    record.report.form = "tiny";
    const std::string no_lookup = exported("csv", {record}, {});
    CHECK(no_lookup.substr(no_lookup.find('\n') + 1) == ",,,tiny,t.a.x,,,36563210.00,件,stated,split,\"36,563,210.00\",,,\n");
    record.figures.clear();
    CHECK(exported("csv", {record}) == exported("csv", {}));
}

TEST_CASE("csv-reports: one row a report") {
    model::Record bare;
    CHECK(
        exported("csv-reports", {out::tests::full_record(), bare}) ==
        "publisher,division_code,year,form,title,published,issuer,stated,blank,dash,absent,unreadable,ambiguous,"
        "checks_passed,checks_failed,checks_not_assessable,checks_used,notes,doubts,conflicts,"
        "url,path,sha256,media_type,charset,charset_declared,fetched_at,warc_file,warc_offset\n"
        "甲县人民政府,990101,2019,tiny,甲县人民政府2019年度报告,2020-02-19T17:44:00+08:00,甲县政府办,1,0,0,1,0,0,30,1,4,2,0,1,1," +
            source_cells +
            ",text/html,gb18030,gb2312,2020-02-20T01:02:03Z,2020.warc.gz,0\n"
            ",,,,,,,0,0,0,0,0,0,0,0,0,0,0,0,0,,,,,,,,,\n");
}

TEST_CASE("csv-findings: one row a finding") {
    CHECK(
        exported("csv-findings", {out::tests::full_record(), model::Record{}}) ==
        "publisher,division_code,year,form,id,rule,severity,text,figures,expected,actual,url,path,sha256\n"
        "甲县人民政府,990101,2019,tiny,9f2c000000000000,sum.applicants,conflict,\"自然人 4 = 5, but “总计” states 4\",t.a.x t.b.x,5,4.0," +
            source_cells + "\n" + "甲县人民政府,990101,2019,tiny,9f2c000000000001,section.missing,doubt,,,,," + source_cells +
            "\n");
}

TEST_CASE("csv-findings: behind the records those about no report") {
    const TemporaryFolder folder;
    auto exporter = out::make_exporter("csv-findings", {.path = folder / "export"});
    REQUIRE(exporter);
    model::PublisherFinding missing{"甲县人民政府", "990101", 2020, {}};
    missing.finding.id = "77aa";
    missing.finding.rule = "deadline.missing";
    missing.finding.severity = model::Severity::conflict;
    missing.finding.text = "=none";
    REQUIRE((*exporter)->begin());
    REQUIRE((*exporter)->add_finding(missing));
    REQUIRE((*exporter)->end());
    const std::string content = content_of(folder / "export");
    CHECK(content.substr(content.find('\n') + 1) == "甲县人民政府,990101,2020,,77aa,deadline.missing,conflict,'=none,,,,,,\n");
}

TEST_CASE("jsonl: one record a line") {
    const model::Record record = out::tests::full_record();
    CHECK(exported("jsonl", {record, model::Record{}}) == out::to_json(record) + "\n" + out::to_json(model::Record{}) + "\n");
    CHECK(exported("jsonl", {}).empty());
}

TEST_CASE("two exports of the same records are byte-equal, in every format") {
    std::vector<model::Record> records;
    for (std::uint32_t seed = 0; seed < 50; ++seed) records.push_back(out::tests::random_record(seed));
    for (const out::Format& format : out::formats()) {
        INFO(format.name);
        const std::string name(format.name);
        const std::string once = exported(name, records);
        CHECK(once == exported(name, records));
        CHECK(once.size() > 1000);
    }
}

TEST_CASE("an unknown format lists those there are") {
    const auto exporter = out::make_exporter("excel", {.path = "x"});
    REQUIRE_FALSE(exporter);
    CHECK(exporter.error().what == "there is no “excel”; the formats are csv, csv-wide, csv-reports, csv-findings, jsonl, sqlite, xlsx, datapackage, site");
}

TEST_CASE("an export that fails leaves nothing under its name") {
    const TemporaryFolder folder;
    for (const out::Format& format : out::formats()) {
        INFO(format.name);
        auto missing = out::make_exporter(format.name, {.path = folder / "no/export"});
        REQUIRE(missing);
        const auto begun = (*missing)->begin();
        REQUIRE_FALSE(begun);
        CHECK(begun.error().where == folder / "no/export");

        auto full = out::make_exporter(format.name, {.path = "/dev/full"});
        REQUIRE(full);
        const auto written = (*full)->begin().and_then([&] { return (*full)->add(out::tests::full_record()); }).and_then([&] { return (*full)->end(); });
        CHECK_FALSE(written);

        auto abandoned = out::make_exporter(format.name, {.path = folder / "export"});
        REQUIRE(abandoned);
        REQUIRE((*abandoned)->begin());
        REQUIRE((*abandoned)->add(out::tests::full_record()));
    }
    CHECK(folder.files() == 0);
}

TEST_CASE("csv-wide: columns are those of the forms, whatever the records hold") {
    model::Record record = out::tests::full_record();
    model::Figure unknown;
    unknown.id = "t.c.x";
    unknown.value = model::Decimal(7);
    unknown.presence = model::Presence::stated;
    record.figures.insert(record.figures.begin(), unknown);
    const std::string header = "publisher,division_code,year,form,title,published,url,path,sha256,t.a.x,t.b.x,how:t.a.x,how:t.b.x,other_figures\n";
    CHECK(exported("csv-wide", {}) == header);
    CHECK(exported("csv-wide", {record, model::Record{}}) ==
          header + "甲县人民政府,990101,2019,tiny,甲县人民政府2019年度报告,2020-02-19T17:44:00+08:00," + source_cells +
              ",36563210.00,,stated/split,absent/cell,t.c.x=7 stated/cell\n,,,,,,,,,,,,,\n");
}
