// Hostile and merely broken pages: the work for twice the page is about twice the work, at every stage up to the record.
// Processor time of this thread is measured, so that a busy machine does not matter much.

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

constexpr std::size_t kilobyte = 1024;

std::string repeated(std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() + piece.size() <= size) text += piece;
    return text;
}

double processor_seconds() {
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double seconds_for(const std::string& bytes, const char* type) {
    model::Page page;
    page.bytes = bytes;
    page.media_type = type;
    const double begin = processor_seconds();
    const model::Record record = parser::read(page, parser::builtin_forms());
    CHECK(record.figures.size() < 1000);
    return processor_seconds() - begin;
}

struct Hostile {
    std::string before, unit, after_unit;  // after_unit, if any, is repeated in the second half
};

std::string page_of(const Hostile& hostile, std::size_t size) {
    if (hostile.after_unit.empty()) return hostile.before + repeated(hostile.unit, size);
    return hostile.before + repeated(hostile.unit, size / 2) + repeated(hostile.after_unit, size / 2);
}

// Quadratic work would take four times as long for twice the page.
void grows_linearly(const std::vector<Hostile>& pages, const char* type, std::size_t size) {
    (void)seconds_for("<p>1", type);  // what is made once
    for (const Hostile& hostile : pages) {
        CAPTURE(hostile.before, hostile.unit, hostile.after_unit, type);
        double once = 0, twice = 0;
        for (int attempt = 0; attempt < 3; ++attempt) {
            once = seconds_for(page_of(hostile, size), type);
            twice = seconds_for(page_of(hostile, 2 * size), type);
            if (twice < 2.8 * once + 0.03) break;
        }
        CHECK(twice < 2.8 * once + 0.03);
    }
}

const std::string label = "一、本年新收政府信息公开申请数量";
const std::string heading = "一、总体情况";

const std::string report = "栎川县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n";

const std::vector<Hostile> markup = {
    {"", "<p><font color=1>", ""},
    {"", "<div>", ""},
    {"", "<div>", "</div>"},
    {"", "<div><table></div></table>", ""},
    {"<table><tr>", "<div></td></tr>", ""},
    {"", "<span hidden><p></span><div></div>", ""},
    {"", "<<b>div>", ""},
    {"<td ", "a=1 bb=2 ccc=3 ", ""},
    {"", "<a><b><nobr>", ""},
    {"", "<b><i><p></b></i>", ""},
    {"", "<table>", ""},
    {"", "<table><td>", ""},
    {"<table>", "<td>1", ""},
    {"<table>", "<tr><td>1</td><td>22</td></tr>", ""},
    {"<table>", "<td colspan=1000 rowspan=65534>1", ""},
    {"", "<table><td colspan=1000 rowspan=65534>1</table>", ""},
    {"<table><tr>", "<td rowspan=0>", "<tr>"},
    {"<table><td>", "<p>", "<table><td>1</td></table>"},
    {"", "<select><option>", ""},
    {"", "<svg><math>", ""},
    {"", "<template>", "</template>"},
    {"", "&amp;", ""},
    {"", "&#x4e00;", ""},
    {"", "&", ""},
    {"", "<!--", ""},
    {"", "1<!---->", ""},
    {"", "<p>", ""},
    {"", "<p>1", ""},
    {"", "1<br>", ""},
    {"<div>", "<hr>", ""},
    {"<ul><table>", "<div>", "</ul>"},
    {"", "href=", ""},
    {"", "<a href=\"x.pdf\">", ""},
    {"", "<title>x", ""},
    {"", "<meta name=a content=b>", ""},
    {"<table>", "x<tr>y<td>1</td>", ""},
    {"", "<h1>x", ""},
    {"<p>", label, ""},
    {"", "<p>" + label + "</p><p>4</p>", ""},
    {"<table>", "<tr><td>" + label + "</td><td>4</td></tr>", ""},
    {"<p>", "&nbsp;", ""},
    {"<p>", "1234567890", ""},
    {"<p>x" + std::string(5000, 'x'), std::string(1, '\0'), ""},
};

const std::vector<Hostile> text = {
    {"", "1234567890", ""},
    {label, "1", ""},
    {"", label, ""},
    {"", label + "\n", ""},
    {"", label + "\n4\n", ""},
    {"", label + std::string(100, '1') + "\n", ""},
    {"", heading + "\n", ""},
    {"", "2020年1月2日 ", ""},
    {"", "政府信息公开工作年度报告", ""},
    {"", "北京市朝阳区人民政府", ""},
    {"", "国办发〔2019〕60号", ""},
    {"", "一百二十三万四千五百六十七", ""},
    {"", "收到政府信息公开申请4件，", ""},
    {"", "|1", ""},
    {"", "| a | 1 |\n", ""},
    {"", "\n", ""},
    {"a", "\t", ""},
    {"", "（", ""},
    {"", "-1", ""},
    {"", "1.", ""},
    {"", "总计\n", ""},
    {"", "3.其他\n0\n", ""},
    {"", "\x81", ""},
    {report, "收到政府信息公开申请3件，予以公开2件，", ""},
    {report, "予以公开2件（占办结总数的40%）", ""},
    {report, "3件行政复议", ""},
    {report, "市公安局", "收到申请20件"},
    {report, "共", "收到申请20件"},
    {report, "2022年", ""},
    {report, "20件", ""},
};

}  // namespace

TEST_CASE("the work for hostile markup grows with its size") { grows_linearly(markup, "text/html", 48 * kilobyte); }

TEST_CASE("the work for hostile text grows with its size") { grows_linearly(text, "text/plain", 48 * kilobyte); }

// A guard against slow growth that is no growth of the kind above: docs/performance.md states 2 s a megabyte.
TEST_CASE("two megabytes of the worst are read in seconds") {
    for (const Hostile& hostile : {Hostile{"", "<p>1", ""}, Hostile{"<div>", "<hr>", ""}, Hostile{"", label + "\n4\n", ""}}) {
        CAPTURE(hostile.unit);
        CHECK(seconds_for(page_of(hostile, 2048 * kilobyte), hostile.unit.front() == '<' ? "text/html" : "text/plain") < 30);
    }
}

TEST_CASE("a number at which the page breaks off is doubtful") {
    const std::string page = "<title>甲县2023年政府信息公开工作年度报告</title><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数"
                             "<tr><td>规章<td>0<td>0<td>1<tr><td>行政规范性文件<td>3<td>2<td>1";
    const auto read = [](const std::string& bytes) {
        model::Page made;
        made.bytes = bytes;
        made.media_type = "text/html";
        return parser::read(made, parser::builtin_forms());
    };
    const auto reading_of = [](const model::Record& record, const char* id) {
        const model::Figure* figure = record.find_figure(id);
        REQUIRE(figure != nullptr);
        return figure->provenance.reading;
    };
    const model::Record cut = read(page);
    REQUIRE(cut.report.form == "2021");
    CHECK(reading_of(cut, "proactive.normative_documents.in_force") == model::Reading::ambiguous);
    CHECK(reading_of(cut, "proactive.normative_documents.repealed") == model::Reading::cell);
    CHECK(std::any_of(cut.findings.begin(), cut.findings.end(), [](const model::Finding& finding) {
        return finding.rule == "figure.ambiguous" && finding.figures == std::vector<std::string>{"proactive.normative_documents.in_force"};
    }));
    CHECK(reading_of(read(page + "</font><b>"), "proactive.normative_documents.in_force") == model::Reading::ambiguous);
    const model::Record whole = read(page + "7</td></tr></table>");
    CHECK(reading_of(whole, "proactive.normative_documents.in_force") == model::Reading::cell);
}
