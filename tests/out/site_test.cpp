#include "out/html.h"
#include "out/site_chart.h"
#include "out/site_files.h"
#include "out/site_identity.h"
#include "out/site_index.h"
#include "out/site_narrative.h"
#include "out/site_summary.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::Record report_of(const std::string& publisher, const std::string& code, std::optional<int> year, const std::string& url = "https://a.example/1") {
    model::Record record;
    record.report.form = "2021";
    record.report.publisher = publisher;
    record.report.division_code = code;
    record.report.year = year;
    record.source.url = url;
    return record;
}

model::Figure figure_of(const std::string& id, std::int64_t value, model::Reading reading = model::Reading::cell) {
    model::Figure figure;
    figure.id = id;
    figure.presence = model::Presence::stated;
    figure.value = model::Decimal(value);
    figure.provenance.reading = reading;
    return figure;
}

}  // namespace

TEST_CASE("html: foreign text is only text") {
    CHECK(out::escaped("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#39;");
    CHECK(out::escaped("县\n\t") == "县\n\t");
    CHECK(out::escaped(std::string("\x00\x1b\x7f", 3)) == "\uFFFD\uFFFD\uFFFD");
    CHECK(out::escaped("\xC2\x85") == "\uFFFD");
    CHECK(out::escaped("\xC2\xA0") == "\u00A0");
    CHECK(out::escaped("\xFF县") == "\uFFFD县");
    CHECK(out::Html().markup("<a").attribute("href", "\" onclick=\"x").markup(">").bytes() == "<a href=\"&quot; onclick=&quot;x\">");
    CHECK(out::script_string("</script>\"\\\n\u2028县") == "\"\\u003c/script\\u003e\\u0022\\u005c\\u000a\\u2028县\"");
}

TEST_CASE("html: which addresses are links") {
    CHECK(out::safe_link("https://www.example.gov.cn/a?b=1#c") == "https://www.example.gov.cn/a?b=1");
    for (const char* bad : {"javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "/x", "", "https://"})
        CHECK(out::safe_link(bad) == "");
    CHECK(out::safe_link("https://a.example/\"><script>").find_first_of("\"<>") == std::string::npos);
    CHECK(out::text_fragment("a-b,c&一") == "#:~:text=a%2Db%2Cc%26%E4%B8%80");
    CHECK(out::text_fragment("") == "");
    CHECK(out::text_fragment("a\nb") == "");
}

TEST_CASE("site: a page's frame") {
    const std::string page = out::page_of({.title = "<{{content}}>", .root = "../../", .current = "nav.matrix"}, "<p>{{title}}</p>");
    CHECK(page.find("<title>&lt;{{content}}&gt;</title>") != std::string::npos);
    CHECK(page.find("<p>{{title}}</p>") != std::string::npos);
    CHECK(page.find("href=\"../../assets/site.css\"") != std::string::npos);
    CHECK(page.find("{{root}}") == std::string::npos);
    CHECK(page.find("aria-current=\"page\" data-t=\"nav.matrix\"") != std::string::npos);
}

TEST_CASE("site: every key that the pages use has words") {
    for (const char* file : {"page.html", "matrix.html", "about.html", "matrix.js", "site.js"}) {
        const std::string_view text = out::site_file(file);
        for (const std::string_view before : {"data-t=\"", "data-ta=\"aria-label:", "word(\""})
            for (std::size_t at = text.find(before); at != std::string_view::npos; at = text.find(before, at + 1)) {
                const std::size_t begin = at + before.size();
                const std::string key(text.substr(begin, text.find('"', begin) - begin));
                INFO(file << ": " << key);
                CHECK((out::has_word(key) || key.ends_with('.')));  // "state." is the beginning of one
            }
    }
    for (const out::Series& series : out::all_series()) CHECK(out::has_word(series.key));
}

TEST_CASE("site: names of files are made of digests") {
    out::ReportIds ids;
    const model::Record record = report_of("../../甲", "110101", 2022);
    const std::string first = ids.id_of(record);
    const std::string second = ids.id_of(record);
    CHECK(first.size() == 16);
    CHECK(first.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(first != second);
    out::ReportIds again;
    CHECK(again.id_of(record) == first);
    CHECK(again.id_of(record) == second);
    CHECK(out::file_of_report(first) == "reports/" + first.substr(0, 2) + "/" + first + ".html");
    CHECK(out::file_of_rule("sum.results", 2) == "findings/sum.results-2.html");
    for (const char* bad : {"../x", "a/b", "", ".", "..", "<b>", "Sum"}) CHECK(out::file_of_rule(bad, 1).starts_with("findings/rule-"));
}

TEST_CASE("site: the state of a report is the worst of its findings") {
    model::Record record = report_of("甲", "", 2022);
    CHECK(out::state_of(record) == out::ReportState::clean);
    for (const auto& [severity, state] : {std::pair{model::Severity::note, out::ReportState::note}, {model::Severity::conflict, out::ReportState::conflict}, {model::Severity::doubt, out::ReportState::conflict}}) {
        model::Finding finding;
        finding.severity = severity;
        record.findings.push_back(finding);
        CHECK(out::state_of(record) == state);
    }
    record.report.form = "";
    CHECK(out::state_of(record) == out::ReportState::unread);
    CHECK(out::year_of(report_of("甲", "", 20222)) == std::nullopt);
    CHECK(out::year_of(report_of("甲", "", 2022)) == 2022);
}

TEST_CASE("site: a name without a code goes to the only publisher of that name with one") {
    out::SiteIndex index;
    const auto add = [&](const std::string& name, const std::string& code) {
        const model::Record record = report_of(name, code, 2022);
        index.add(out::publisher_of(record), {.id = "0", .year = 2022, .state = out::ReportState::clean, .rules = {}, .summary = {}}, record);
    };
    add("甲县", "");
    add("甲县", "110101");
    add("鼓楼区", "");
    add("鼓楼区", "320106");
    add("鼓楼区", "350102");
    add("乙县", "");
    const auto moved = index.settle();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].first.name == "甲县");
    CHECK(moved[0].second.code == "110101");
    CHECK(index.publishers().size() == 5);
    CHECK(index.publishers().at({"甲县", "110101", ""}).size() == 2);
}

TEST_CASE("site: the values of a series") {
    model::Record record = report_of("甲", "", 2022);
    record.figures = {figure_of("a.x", 3), figure_of("a.y", 4, model::Reading::ambiguous), figure_of("b.x", 5)};
    const out::FigureNotes notes(record, nullptr);
    const auto value = [&](const std::vector<std::vector<std::string_view>>& candidates) { return out::series_value(candidates, notes); };
    CHECK(value({{"a.x"}}).text == "3");
    CHECK(value({{"none"}, {"b.x"}}).text == "5");
    const out::SeriesValue sum = value({{"a.x", "a.y"}});
    CHECK(sum.text == "7?");
    CHECK_FALSE(sum.certain);
    CHECK(value({{"a.x", "none"}}).text == "");
    record.figures[0].presence = model::Presence::blank;
    record.figures[0].value.reset();
    CHECK(value({{"a.x", "a.y"}}).text == "presence.blank.short");
    const out::ReportSummary summary{"row", "", {value({{"b.x"}}), sum, {}}};
    const out::ReportSummary back = out::summary_from(out::fields_of(summary));
    REQUIRE(back.series.size() == 3);
    CHECK((back.row == "row" && back.findings.empty()));
    CHECK((back.series[1].text == "7?" && !back.series[1].certain && back.series[1].value == model::Decimal(7)));
    CHECK((back.series[2].text.empty() && !back.series[2].value));
}

TEST_CASE("site: a chart says in words what it draws") {
    const std::string chart = out::bar_chart("新收", {{2021, model::Decimal(2), "2", true}, {2022, std::nullopt, "", true}, {2023, model::Decimal(4), "4?", false}});
    CHECK(chart.find("aria-label=\"新收; 2021: 2; 2023: 4?\"") != std::string::npos);
    CHECK(chart.find("class=\"bar doubtful\"><title>2023: 4?</title>") != std::string::npos);
    CHECK(out::bar_chart("x", {{2021, model::Decimal(-5), "-5", true}}).find("height=\"1\"") != std::string::npos);
}

TEST_CASE("site: numbers of the narrative are held against the tables") {
    model::Record record = report_of("甲", "", 2022);
    record.figures = {figure_of("a.x", 3), figure_of("a.y", 4)};
    const out::FigureNotes notes(record, nullptr);
    model::RecordSection section{"overview", "一、总体情况", "收到<b>申请7件，其中3件，还有9件。\n申请人情况 自然人\n另有1件。", {0, 100}};
    const auto mention = [](const std::string& raw, std::int64_t value, std::vector<std::vector<std::string>> readings) {
        model::Mention made;
        made.figure = "a.x";
        made.raw = raw;
        made.value = model::Decimal(value);
        made.readings = std::move(readings);
        return made;
    };
    const model::Mention sum = mention("申请7件", 7, {{"a.x"}, {"a.x", "a.y"}});
    const model::Mention other = mention("9件", 9, {{"a.y"}});
    const model::Mention lost = mention("没有", 1, {{"z"}});
    out::Html html;
    out::put_narrative(html, section, {&sum, &other, &lost}, notes, {"申请人情况", "自然人"});
    const std::string& text = html.bytes();
    CHECK(text.find("收到&lt;b&gt;<mark class=\"agrees\" data-f=\"a.x a.x a.y\"><a href=\"#f.a.x\"") != std::string::npos);
    CHECK(text.find("<mark class=\"differs\"") != std::string::npos);
    CHECK(text.find("自然人") == std::string::npos);
    CHECK(text.find("<p>另有1件。</p>") != std::string::npos);
    CHECK(text.find("<li><mark class=\"alone\" data-f=\"z\">没有</mark></li>") != std::string::npos);
}
