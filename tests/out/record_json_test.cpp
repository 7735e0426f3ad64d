#include "out/record_json.h"

#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

void check_equal(const model::Figure& a, const model::Figure& b) {
    CHECK(a.id == b.id);
    CHECK(a.value.has_value() == b.value.has_value());
    if (a.value && b.value) CHECK(a.value->to_string() == b.value->to_string());
    CHECK(a.unit == b.unit);
    CHECK(a.presence == b.presence);
    CHECK(a.provenance.span == b.provenance.span);
    CHECK(a.provenance.raw == b.provenance.raw);
    CHECK(a.provenance.row == b.provenance.row);
    CHECK(a.provenance.column == b.provenance.column);
    CHECK(a.provenance.reading == b.provenance.reading);
}

void check_equal(const model::Finding& a, const model::Finding& b) {
    CHECK(a.id == b.id);
    CHECK(a.rule == b.rule);
    CHECK(a.severity == b.severity);
    CHECK(a.text == b.text);
    CHECK(a.figures == b.figures);
    CHECK(a.expected == b.expected);
    CHECK(a.actual == b.actual);
    CHECK(a.span == b.span);
}

void check_equal(const model::Mention& a, const model::Mention& b) {
    CHECK(a.figure == b.figure);
    CHECK(a.value.to_string() == b.value.to_string());
    CHECK(a.raw == b.raw);
    CHECK(a.span == b.span);
    CHECK(a.kind == b.kind);
    CHECK(a.approximate == b.approximate);
    CHECK(a.readings == b.readings);
    CHECK(a.group == b.group);
    CHECK(a.part_of == b.part_of);
}

void check_equal(const model::Record& a, const model::Record& b) {
    CHECK(a.source.path == b.source.path);
    CHECK(a.source.charset_declared == b.source.charset_declared);
    CHECK(a.source.warc_file == b.source.warc_file);
    CHECK(a.source.warc_offset == b.source.warc_offset);
    CHECK(a.report.form == b.report.form);
    CHECK(a.report.year == b.report.year);
    CHECK(a.report.publisher == b.report.publisher);
    CHECK(a.report.issuer == b.report.issuer);
    REQUIRE(a.identity.size() == b.identity.size());
    for (std::size_t i = 0; i < a.identity.size(); ++i) {
        CHECK(a.identity[i].field == b.identity[i].field);
        CHECK(a.identity[i].value == b.identity[i].value);
        CHECK(a.identity[i].from == b.identity[i].from);
        CHECK(a.identity[i].span == b.identity[i].span);
        CHECK(a.identity[i].chosen == b.identity[i].chosen);
    }
    REQUIRE(a.sections.size() == b.sections.size());
    for (std::size_t i = 0; i < a.sections.size(); ++i) {
        CHECK(a.sections[i].text == b.sections[i].text);
        CHECK(a.sections[i].span == b.sections[i].span);
    }
    REQUIRE(a.figures.size() == b.figures.size());
    for (std::size_t i = 0; i < a.figures.size(); ++i) check_equal(a.figures[i], b.figures[i]);
    REQUIRE(a.mentions.size() == b.mentions.size());
    for (std::size_t i = 0; i < a.mentions.size(); ++i) check_equal(a.mentions[i], b.mentions[i]);
    CHECK(a.checks.not_assessable == b.checks.not_assessable);
    CHECK(a.used_figures == b.used_figures);
    REQUIRE(a.findings.size() == b.findings.size());
    for (std::size_t i = 0; i < a.findings.size(); ++i) check_equal(a.findings[i], b.findings[i]);
}

}  // namespace

TEST_CASE("a record is written as the schema has it") {
    const std::string line = out::to_json(out::tests::full_record());
    CHECK(
        line ==
        R"({"schema":"nianbao.record/1",)"
        R"("source":{"path":"pages/a \"1\".html","url":"https://www.example.gov.cn/a?b=1,2","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
        R"("charset":"gb18030","charset_declared":"gb2312","media_type":"text/html","fetched_at":"2020-02-20T01:02:03Z","warc":{"file":"2020.warc.gz","offset":0}},)"
        R"("report":{"form":"tiny","year":2019,"title":"甲县人民政府2019年度报告","publisher":"甲县人民政府","division_code":"990101",)"
        R"("published":"2020-02-19T17:44:00+08:00","issuer":"甲县政府办"},)"
        R"("identity":[{"field":"year","value":"2019","from":"headline","chosen":true,"span":[1,5]},)"
        R"({"field":"publisher","value":"甲县","from":"address","chosen":false,"span":null}],)"
        R"("sections":[{"id":"overview","heading":"一、总体情况","text":"第一行\n第二行\t“引”，𠮷","span":[3,90]}],)"
        R"("figures":[{"id":"t.a.x","value":36563210.00,"unit":"件","presence":"stated","reading":"split","raw":"36,563,210.00","span":[10,20],"row":0,"column":0},)"
        R"({"id":"t.b.x","value":null,"unit":"件","presence":"absent","reading":"cell","raw":null,"span":null,"row":null,"column":null}],)"
        R"("mentions":[{"figure":"t.a.x","value":-35,"raw":"减35件","span":[40,50],"kind":"count","approximate":false,)"
        R"("readings":[["t.a.x"],["t.a.x","t.b.x"]],"group":null,"part_of":null}],)"
        R"("checks":{"pass":30,"fail":1,"not_assessable":4,"used":2},)"
        R"("findings":[{"id":"9f2c000000000000","rule":"sum.applicants","severity":"conflict","text":"自然人 4 = 5, but “总计” states 4",)"
        R"("figures":["t.a.x","t.b.x"],"expected":5,"actual":4.0,"span":[1,2]},)"
        R"({"id":"9f2c000000000001","rule":"section.missing","severity":"doubt","text":"","figures":[],"expected":null,"actual":null,"span":null}]})");
}

TEST_CASE("what is unknown is null") {
    CHECK(
        out::to_json(model::Record{}) ==
        R"({"schema":"nianbao.record/1","source":{"path":null,"url":null,"sha256":null,"charset":null,"charset_declared":null,"media_type":null,)"
        R"("fetched_at":null,"warc":null},"report":{"form":null,"year":null,"title":null,"publisher":null,"division_code":null,"published":null,"issuer":null},)"
        R"("identity":[],"sections":[],"figures":[],"mentions":[],"checks":{"pass":0,"fail":0,"not_assessable":0,"used":0},"findings":[]})");
}

TEST_CASE("a record is read back without loss") {
    const model::Record record = out::tests::full_record();
    const auto read = out::from_json(out::to_json(record), "a");
    REQUIRE(read);
    check_equal(*read, record);
}

TEST_CASE("any record is read back without loss") {
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        INFO("seed " << seed);
        const model::Record record = out::tests::random_record(seed);
        const std::string line = out::to_json(record);
        CHECK(line.find('\n') == std::string::npos);
        const auto read = out::from_json(line, "a");
        if (!read) FAIL(read.error().what << ": " << line);
        check_equal(*read, record);
        CHECK(out::to_json(*read) == line);
    }
}

TEST_CASE("bytes that are no UTF-8 do not make ill-formed JSON") {
    model::Record record;
    record.source.path = "a\xFF\xE5\xB9/\xED\xA0\x80z";
    const std::string line = out::to_json(record);
    CHECK(line.find("\"path\":\"a\uFFFD\uFFFD/\uFFFD\uFFFD\uFFFDz\"") != std::string::npos);
    CHECK(out::from_json(line, "a"));
}

TEST_CASE("unknown members are passed over and missing ones are unknown") {
    const auto read = out::from_json(
        R"( {"later": [{"x": 1e5}], "schema": "nianbao.record/1", "report": {"year": 2020, "colour": true}} )", "a");
    REQUIRE(read);
    CHECK(read->report.year == 2020);
    CHECK(read->figures.empty());
}

TEST_CASE("what goes without saying may be left out of a figure, and the schema of a record") {
    const auto read = out::from_json(R"({"report":{"form":"2021"},"figures":[{"id":"a","value":4},{"id":"b"},{"id":"c","presence":"blank"}]})", "a");
    REQUIRE(read);
    REQUIRE(read->figures.size() == 3);
    CHECK(read->figures[0].presence == model::Presence::stated);
    CHECK(read->figures[0].provenance.reading == model::Reading::cell);
    CHECK(read->figures[1].presence == model::Presence::absent);
    CHECK(read->figures[2].presence == model::Presence::blank);
}

TEST_CASE("a bad line is refused with what and where") {
    struct Case {
        std::string line;
        const char* says;
    };
    const auto record = [](const std::string& members) { return R"({"schema":"nianbao.record/1",)" + members + "}"; };
    const auto figure = [&](const std::string& members) {
        return record(R"("figures":[{"id":"a","presence":"blank","reading":"cell"},{)" + members + "}]");
    };
    const std::vector<Case> cases = {
        {"", "is not JSON at byte 0: The document is empty"},
        {"{", "is not JSON at byte "},
        {"{}", "schema: is missing"},
        {"[]", "the document: should be an object and is an array"},
        {"{} {}", "is not JSON at byte 3: The document root must not be followed by other values"},
        {std::string("{}\0{}", 5), "is not JSON at byte 2: a zero byte"},
        {"{\"schema\":\"\xFF\"}", "is not JSON at byte 11: not UTF-8"},
        {R"({"schema":"\ud800"})", "is not JSON at byte "},
        {R"({"schema":"nianbao.record/2"})", "schema: “nianbao.record/2” is not “nianbao.record/1”"},
        {R"({"schema":1})", "schema: should be a text and is a number"},
        {record(R"("report":{"year":"2019"})"), "report.year: should be a number and is a text"},
        {record(R"("report":{"year":2019.5})"), "report.year: 2019.5 is not a whole number from 0 to 9999"},
        {record(R"("report":{"year":99999999999999999999})"),
         "report.year: 99999999999999999999 is not a whole number from 0 to 9999"},
        {record(R"("report":[])"), "report: should be an object and is an array"},
        {record(R"("source":{"warc":{"file":"a","offset":"0"}})"), "warc.offset: should be a number and is a text"},
        {record(R"("figures":{})"), "figures: should be an array and is an object"},
        {record(R"("figures":[1])"), "figures[0]: should be an object and is a number"},
        {record(R"("figures":[null])"), "figures[0]: should be an object and is null"},
        {figure(R"("presence":"blank","reading":"cell")"), "figures[1].id: is missing"},
        {figure(R"("id":"a","presence":"gone","reading":"cell")"), "figures[1].presence: “gone” is not one of its words"},
        {figure(R"("id":"a","presence":"stated","reading":"cell")"),
         "figures[1].value: should be a number exactly when presence is “stated”"},
        {figure(R"("id":"a","value":1,"presence":"blank","reading":"cell")"),
         "figures[1].value: should be a number exactly when presence is “stated”"},
        {figure(R"("id":"a","value":1e5,"presence":"stated","reading":"cell")"),
         "figures[1].value: 1e5 is not a plain decimal of at most 18 digits"},
        {figure(R"("id":"a","value":1234567890123456789,"presence":"stated","reading":"cell")"),
         "figures[1].value: 1234567890123456789 is not a plain decimal of at most 18 digits"},
        {figure(R"("id":"a","presence":"blank","reading":"cell","span":[2,1])"),
         "figures[1].span: should be [begin, end] in bytes, begin not after end"},
        {figure(R"("id":"a","presence":"blank","reading":"cell","span":[1])"), "figures[1].span: should be [begin, end]"},
        {figure(R"("id":"a","presence":"blank","reading":"cell","span":[0,4294967296])"),
         "figures[1].span: should be [begin, end]"},
        {figure(R"("id":"a","presence":"blank","reading":"cell","row":-2)"),
         "figures[1].row: -2 is not a whole number from 0 to 2147483647"},
        {record(R"("mentions":[{"figure":"a"}])"), "mentions[0].value: should be a number"},
        {record(R"("findings":[{"rule":"a","severity":"note","figures":[1]}])"),
         "findings[0].figures: should hold texts and holds a number"},
        {record(R"("sections":[{}])"), "sections[0].id: is missing"},
    };
    for (const Case& c : cases) {
        INFO(c.line);
        const auto read = out::from_json(c.line, "records.jsonl:7");
        REQUIRE_FALSE(read);
        CHECK(read.error().where == "records.jsonl:7");
        CHECK(read.error().what.substr(0, std::string(c.says).size()) == c.says);
    }
}

TEST_CASE("hostile JSON is survived") {
    const std::string deep(2'000'000, '[');
    const auto nested = out::from_json(deep, "a");
    REQUIRE_FALSE(nested);
    CHECK(nested.error().what == "is nested deeper than 64 at byte 65");
    std::string wide = "[0";
    for (int i = 0; i < 1'100'000; ++i) wide += ",0";
    const auto many = out::from_json(wide + "]", "a");
    REQUIRE_FALSE(many);
    CHECK(many.error().what.starts_with("has more than 1048576 values"));
}

TEST_CASE("reading is total on damaged lines") {
    const std::string line = out::to_json(out::tests::full_record());
    std::size_t refused = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!out::from_json(line.substr(0, i), "a")) ++refused;
        std::string flipped = line;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x15);
        (void)out::from_json(flipped, "a");
    }
    CHECK(refused == line.size());
}
