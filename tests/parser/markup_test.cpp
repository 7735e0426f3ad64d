#include "parser/markup.h"

#include <algorithm>
#include <string>
#include <vector>

#include "parser/dom.h"
#include "tests/support/catch.h"

using namespace nianbao;
using parser::Markup;

namespace {

std::string reduced(std::string_view html) { return Markup::reduce(html).text(); }

std::string repeated(std::string_view piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
}

int count_of(std::string_view text, std::string_view part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

// The most elements that are open at once in the tree.
int depth_of(const parser::Dom& dom) {
    std::vector<int> depth(dom.nodes.size());
    int most = 0;
    for (std::size_t i = 0; i < dom.nodes.size(); ++i) {
        if (dom.nodes[i].parent >= 0) depth[i] = depth[static_cast<std::size_t>(dom.nodes[i].parent)] + 1;
        most = std::max(most, depth[i]);
    }
    return most;
}

std::string text_of(const parser::Dom& dom) {
    std::string text;
    for (const parser::DomCharacter& character : dom.characters) text += character.c < 0x80 ? static_cast<char>(character.c) : '?';
    return text;
}

}  // namespace

TEST_CASE("reduce keeps structure and text and drops the rest") {
    struct Row {
        std::string html, want;
    };
    const std::vector<Row> rows = {
        {"<p style=\"x\"><font face=\"宋体\"><span>1</span><span>0</span></font></p>", "<p>10</p>"},
        {"<td width=9 COLSPAN=2 rowspan='3' onclick=\"a>b\">7</td>", "<td COLSPAN=2 rowspan='3'>7</td>"},
        {"<td colspan=2 colspan=3>7", "<td colspan=2>7"},
        {"1<script>var a = '<td>9</td>';</script>2", "12"},
        {"1<STYLE>td{}</style >2", "12"},
        {"1<!-- <td>9</td> -->2<!-->3<!--->4<!-- x --!>5", "12345"},
        {"1<?xml x?>2</ >3<!x>4", "1234"},
        {"1<iframe><td>9</td></iframe>2<svg><td>9</td></svg>3", "123"},
        {"1<o:p>&nbsp;</o:p>2", "1&nbsp;2"},
        {"<p style='DISPLAY : none'>9</p>", "<p hidden>9</p>"},
        {"<p style='display:block'>9</p>", "<p>9</p>"},
        {"<title>a<b>c</title>d", "<title>a<b>c</title>d"},
        {"a < b <3 >c", "a < b <3 >c"},
        {"<!DOCTYPE html><p>1", "<!DOCTYPE html><p>1"},
        {"<meta name=PubDate content='2020-02-19' scheme=x>", "<meta name=PubDate content='2020-02-19'>"},
        {"<br/>1<hr />", "<br>1<hr>"},
        {"1<span style='display:none'>2</span>3", "13"},
        {"1<a hidden>2<a>3</a>4</a>5", "15"},
        {"<table><td>1<b style='color:red;display:none'>2</td><td>3", "<table><td>1</td><td>3"},
        {"<p>1<i hidden>2</p><p>3", "<p>1</p><p>3"},
        {"<div>1<i hidden>2<p>3</p>4</i>5</div>6", "<div>1<p></p>5</div>6"},
        {"1<input style='display:none'>2", "12"},
        {"<ul><li><a hidden><p>1</p></a>2<li>3</ul>", "<ul><li><p></p>2<li>3</ul>"},
        {"<ul><li>1<a hidden>2<li>3</ul>", "<ul><li>1<li>3</ul>"},
        {"<p style='mso-display:none'>1<p style='display:nonesuch'>2", "<p>1<p>2"},
        {"1<select><option>2<p>3</select>4", "14"},
        {"<table><td>1<select><option>2<td>3", "<table><td>1 2<td>3"},
        {"1<template><td>2<template>3</template>4</template>5", "15"},
        {"1<template><p>2", "1<p>2"},
        {"<p>\n  1\n</p>\n <p> 2 <b> </b> 3", "<p>\n  1\n</p><p> 2   3"},
        {"<pre> \n <p> </pre>", "<pre> \n <p> </pre>"},
        {"1<<b>td>2", "1<<!---->td>2"},
        {"3&<i>lt;</i>4&am<i>p;", "3&<!---->lt;4&am<!---->p;"},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.html);
        CHECK(reduced(row.html) == row.want);
    }
}

TEST_CASE("what is cut off at the end of a page loses no text before it") {
    struct Row {
        std::string html, want;
    };
    const std::vector<Row> rows = {
        {"<p>1</p><!-- 2 <p>3", "<p>1</p>"}, {"<p>1</p><script>2 <p>3", "<p>1</p>"}, {"<p>1</p><td class=\"2 <p>3", "<p>1</p>"},
        {"<p>1</p><t", "<p>1</p>"},          {"<p>1</p><", "<p>1</p><"},
        {"<p>1</p><svg><p>3", "<p>1</p><p>3"}, {"<p>1</p><iframe/><p>3", "<p>1</p><p>3"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.html);
        CHECK(reduced(row.html) == row.want);
    }
}

TEST_CASE("every kept byte knows where it stood") {
    const std::vector<std::string> pages = {
        "<p style=\"x\"><font face=\"宋体\"><span>1</span>二<span>0</span></font></p>",
        "a<!-- b -->c<script>d</script>e<td width=1 colspan=2 id=x>f</td>g",
        "<div style='display:none'>甲</div><b>乙</b><title>丙<i>丁</title>戊",
        repeated("<span>1</span><p>二</p>", 300),
    };
    for (const std::string& page : pages) {
        CAPTURE(page.substr(0, 80));
        const Markup markup = Markup::reduce(page);
        const std::string& text = markup.text();
        std::uint32_t last = 0;
        bool in_tag = false;
        for (std::size_t at = 0; at < text.size(); ++at) {
            in_tag = in_tag || text[at] == '<';
            const std::uint32_t origin = markup.origin(at);
            // Between the attributes of a tag stands a space, or the word hidden, that the page has not.
            if (!in_tag) {
                REQUIRE(origin < page.size());
                REQUIRE(page[origin] == text[at]);
                REQUIRE(origin >= last);
                last = origin;
            }
            in_tag = in_tag && text[at] != '>';
        }
        CHECK(markup.origin(text.size()) <= page.size());
    }
}

TEST_CASE("the origin of a byte is the very place, not one that looks alike") {
    const std::string page = "<b>1</b><b>1</b><td width=1 colspan=2>1";
    const Markup markup = Markup::reduce(page);
    REQUIRE(markup.text() == "11<td colspan=2>1");
    CHECK(markup.origin(0) == 3);
    CHECK(markup.origin(1) == 11);
    CHECK(markup.origin(2) == 16);
    CHECK(markup.origin(6) == page.find("colspan"));
    CHECK(markup.origin(16) == page.size() - 1);
    CHECK(markup.origin(17) == page.size());
}

TEST_CASE("hostile markup becomes a small and shallow tree") {
    struct Row {
        const char* what;
        std::string html;
        std::size_t most_nodes;
        int text_size;
    };
    const std::vector<Row> rows = {
        {"unclosed paragraphs and fonts", repeated("<p><font color=1>x", 5000), 10'010, 5000},
        {"fonts that differ", [] {
             std::string html;
             for (int i = 0; i < 5000; ++i) html += "<p><font color=" + std::to_string(i) + ">x";
             return html;
         }(), 10'010, 5000},
        {"nested div", repeated("<div>", 100'000) + "x", 210, 1},
        {"nested div, closed", repeated("<div>", 100'000) + "x" + repeated("</div>", 100'000) + "y", 210, 2},
        {"nested tables", repeated("<table><tr><td>", 20'000) + "x", 60'000, 1},
        {"nested lists", repeated("<ul><li>", 50'000) + "x", 50'500, 1},
        {"div that a table keeps open", repeated("<div><table></div></table>", 20'000) + "x", 60'000, 1},
        {"div in a row that an end tag of a cell leaves open", "<table><tr>" + repeated("<div></td>", 20'000) + "x</table>", 1'000, 1},
        {"tags that appear when one between is dropped", repeated("<<b>div>", 20'000), 50'000, 0},
        {"options", repeated("<optgroup><option>", 20'000) + "x", 10, 1},
        {"unclosed inline elements", repeated("<b><i><u><a href=x><nobr>", 20'000) + "x", 10, 1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const std::string small = reduced(row.html);
        CHECK(small.size() <= 3 * row.html.size());
        CHECK(count_of(small, "<font") == 0);
        const parser::Dom dom = parser::parse_html(row.html);
        CHECK(dom.nodes.size() <= row.most_nodes);
        // The standard adds <tbody>, <tr> and <td> to each table.
        CHECK(depth_of(dom) <= 4 * Markup::max_depth + 10);
        CHECK(count_of(text_of(dom), "x") + count_of(text_of(dom), "y") == row.text_size);
    }
}

TEST_CASE("a tag keeps few attributes, however many it has") {
    std::string html = "<td";
    for (int i = 0; i < 64'000; ++i) html += " a" + std::to_string(i) + "=1";
    html += " colspan=2>1";
    CHECK(reduced(html) == "<td colspan=2>1");
    std::string repeats = "<td";
    for (int i = 0; i < 64'000; ++i) repeats += " colspan=" + std::to_string(i);
    CHECK(reduced(repeats + ">1") == "<td colspan=0>1");
}

TEST_CASE("openings that nothing closes cost nothing further on") {
    for (const std::string opening : {"<svg>", "<iframe>", "<math>", "<noframes>"}) {
        CAPTURE(opening);
        CHECK(reduced(repeated(opening + "1", 20'000)).size() == 20'000);
    }
    for (const std::string opening : {"<!--", "<script>", "<style>", "<td title=\""}) {
        CAPTURE(opening);
        CHECK(reduced("1" + opening + repeated("<p>2" + opening, 20'000)).size() <= 1 + 4 * 20'000);
    }
    CHECK(reduced(repeated("<", 100'000)).size() == 100'000);
    CHECK(reduced(repeated("<!", 100'000)).empty());
}

TEST_CASE("end tags that close nothing do not make room for deeper nesting") {
    for (const std::string unit : {"<div></ul>", "<div></form>", "<h1><li>"}) {
        std::string html;
        for (int i = 0; i < 5000; ++i) html += unit;
        const std::string text = nianbao::parser::Markup::reduce(html).text();
        const std::string opening = unit.substr(0, unit.find('>') + 1);
        std::size_t opened = 0;
        for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) ++opened;
        INFO(unit);
        CHECK(opened == static_cast<std::size_t>(nianbao::parser::Markup::max_depth));
    }
}

TEST_CASE("a page with more tags than any has is cut off there") {
    const std::string most = repeated("<p>", static_cast<int>(Markup::max_tags));
    CHECK_FALSE(Markup::reduce(most + "1").cut());
    const Markup markup = Markup::reduce(most + "1<p>2");
    REQUIRE(markup.cut());
    CHECK(*markup.cut() == most.size() + 1);
    CHECK(markup.text().ends_with("<p>1"));
}

TEST_CASE("a tree that does not fit into its memory is left, and nothing else") {
    const std::string page = repeated("<table><tr><td>1</td></tr></table>", 1000);
    const parser::Dom none = parser::parse_html(page, 64 << 10);
    REQUIRE(none.cut);
    CHECK(*none.cut == 0);
    CHECK(none.nodes.size() == 1);
    const parser::Dom whole = parser::parse_html(page);
    CHECK_FALSE(whole.cut);
    CHECK(whole.nodes.size() > 5000);
}
