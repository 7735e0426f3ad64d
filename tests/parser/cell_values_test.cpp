// What a cell of a real table says: notes, deleted text, pictures, several numbers, units of its own.

#include <string>
#include <utility>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

// A cell of table 2, as value or presence.
std::string read_cell(const std::string& label, const std::string& id, const std::string& cell) {
    model::Page page;
    page.bytes =
        "<title>栎川县人民政府2022年政府信息公开工作年度报告</title><h2>二、主动公开政府信息情况</h2><table>"
        "<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>0<td>0<td>1<tr><td>行政规范性文件<td>3<td>2<td>1"
        "<tr><td>信息内容<td colspan=3>" +
        std::string(id.ends_with("amount") ? "本年收费金额（单位：万元）" : "本年处理决定数量") + "<tr><td>" + label +
        "</td><td colspan=3>" + cell + "</td></tr></table>";
    page.media_type = "text/html";
    const model::Record record = parser::read(page, parser::builtin_forms());
    const model::Figure* figure = record.find_figure(id);
    REQUIRE(figure != nullptr);
    if (figure->value) return figure->value->to_string();
    return figure->presence == model::Presence::unreadable ? "unreadable"
           : figure->presence == model::Presence::blank    ? "blank"
                                                           : "other";
}

std::string licences(const std::string& cell) { return read_cell("行政许可", "proactive.licensing.decisions", cell); }
std::string fees(const std::string& cell) { return read_cell("行政事业性收费", "proactive.fees.amount", cell); }

}  // namespace

TEST_CASE("a mark for a note and deleted text are no part of a cell's number") {
    CHECK(licences("75<sup>1</sup>") == "75");
    CHECK(licences("<p>75<sup><a href=#n>[2]</a></sup></p>") == "75");
    CHECK(licences("<del>75</del>76") == "76");
    CHECK(licences("<s><span>75</span></s> 76") == "76");
    CHECK(licences("<sup>7</sup>5") == "75");
}

TEST_CASE("a cell that shows a picture is not blank") {
    CHECK(licences("<img src=75.png alt=75>") == "unreadable");
    CHECK(licences("<p><img src=75.png></p>") == "unreadable");
    CHECK(licences("75<img src=dot.gif>") == "75");
    CHECK(licences("") == "blank");
}

TEST_CASE("two numbers in the paragraphs of a cell are not one") {
    CHECK(licences("<p>22</p><p>55</p>") == "unreadable");
    CHECK(fees("<p>18651.</p><p>06</p>") == "18651.06");
    CHECK(licences("<p>1862</p><p>5</p>") == "18625");
    CHECK(licences("18<br>625") == "18625");
}

TEST_CASE("a number in a unit of its own is read in that of its column, and a year is no count") {
    CHECK(fees("12.5万元") == "12.5");
    CHECK(fees("12.5万") == "12.5");
    CHECK(fees("1.25亿元") == "12500");
    CHECK(fees("1.25亿") == "12500");
    CHECK(fees("12.5万（含税）") == "12.5");
    CHECK(licences("2023年") == "unreadable");
    CHECK(licences("75件") == "75");
}

TEST_CASE("a label may go on in its cell") { CHECK(read_cell("行政许可事项", "proactive.licensing.decisions", "75") == "75"); }

TEST_CASE("a form control in a cell says what it shows") {
    CHECK(licences("<input name=a1 value=12>") == "12");
    CHECK(licences("<input type='text' class=\"n\" value='1,234' disabled> 件") == "1234");
    CHECK(licences("<input type=TEXT VALUE=12>件") == "12");
    CHECK(licences("<input type=hidden value=9>75") == "75");
    CHECK(licences("75<input type=button value=修改>") == "75");
    CHECK(licences("<input type=text value=9 style='display:none'>75") == "75");
    CHECK(licences("<input value=''>") == "blank");
    CHECK(licences("<textarea rows=1>12</textarea>") == "12");
    CHECK(licences("<textarea></textarea>") == "blank");
    CHECK(licences("<select><option value=1>7<option value=2 selected>12</select>") == "12");
    CHECK(licences("<select><option>7</option><option>12</option></select>") == "7");
    CHECK(licences("<select style='display:none'><option>7</select>75") == "75");
    CHECK(fees("<input value='36&#46;5'>") == "36.5");
    // Two numbers side by side are two, and none of them is the cell's.
    CHECK(licences("<input value=12><input value=3>") == "unreadable");
    CHECK(licences("1<input value=2>3") == "unreadable");
}

TEST_CASE("the figure of a form control stands where its value does") {
    model::Page page;
    page.bytes = "<title>栎川县人民政府2022年政府信息公开工作年度报告</title><h2>二、主动公开政府信息情况</h2><table>"
                 "<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td><input value=3><td>0<td>1"
                 "<tr><td>行政规范性文件<td>3<td>2<td><select><option>7<option selected>12</select></table>";
    page.media_type = "text/html";
    const model::Record record = parser::read(page, parser::builtin_forms());
    for (const auto& [id, raw] : {std::pair("proactive.regulations.made", "3"), std::pair("proactive.normative_documents.in_force", "12")}) {
        const model::Figure* figure = record.find_figure(id);
        REQUIRE(figure != nullptr);
        const model::Span span = figure->provenance.span;
        CHECK(page.bytes.substr(span.begin, span.end - span.begin) == raw);
        CHECK(figure->provenance.reading == model::Reading::cell);
    }
}
