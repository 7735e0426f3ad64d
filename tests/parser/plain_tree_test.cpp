#include "parser/plain_tree.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parser/dom.h"
#include "tests/support/catch.h"

using namespace nianbao;
using parser::Dom;
using parser::DomNode;
using parser::Markup;

namespace {

// A line for each node; the first that differs says what is wrong.
std::vector<std::string> lines_of(const Dom& dom) {
    std::vector<std::string> lines;
    for (const DomNode& node : dom.nodes) {
        std::string line = std::to_string(static_cast<int>(node.tag)) + (node.is_text ? " text" : "");
        for (const int link : {node.parent, node.first_child, node.next_sibling}) line += ' ' + std::to_string(link);
        line += " [" + std::to_string(node.span.begin) + ' ' + std::to_string(node.span.end) + ']';
        for (int a = 0; a < node.attribute_count; ++a) {
            const parser::DomAttribute& attribute = dom.attributes[static_cast<std::size_t>(node.first_attribute + a)];
            line += ' ' + attribute.name + "=" + attribute.value;
        }
        for (std::uint32_t c = node.begin; node.is_text && c < node.end; ++c) {
            const parser::DomCharacter& character = dom.characters[c];
            line += ' ' + std::to_string(static_cast<unsigned>(character.c)) + '@' + std::to_string(character.span.begin) + '-' + std::to_string(character.span.end);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

enum class Outcome { same, left_to_gumbo };

Outcome compare(const std::string& html) {
    const Markup markup = Markup::reduce(html);
    const auto plain = parser::build_plain_tree(markup, html.size());
    if (!plain) return Outcome::left_to_gumbo;
    const Dom gumbo = parser::build_with_gumbo(markup, html.size());
    const std::vector<std::string> ours = lines_of(*plain);
    const std::vector<std::string> theirs = lines_of(gumbo);
    if (ours != theirs) {
        std::size_t line = 0;
        while (line < ours.size() && line < theirs.size() && ours[line] == theirs[line]) ++line;
        INFO(markup.text());
        INFO("node " << line << ": " << (line < ours.size() ? ours[line] : "none") << " / " << (line < theirs.size() ? theirs[line] : "none"));
        REQUIRE(ours == theirs);
    }
    return Outcome::same;
}

constexpr std::array<std::string_view, 54> pieces = {
    "1",      "件",      " ",     "\r\n",   "&nbsp;", "&#12288;", "&amp;lt;", "&lt",     "a & b",  "<p>",       "<p>",    "</p>",   "</p>",     "<div>",  "</div>",  "<div hidden>", "<br>",
    "<li>",   "</li>",   "<ul>",  "</ul>",  "<dd>",   "<dt>",     "</dl>",    "<h1>",    "</h2>",  "<table>",   "<tr>",   "<td>",   "</td>",    "</tr>",  "</table>", "<th colspan=2>", "<tbody>",
    "</tbody>", "<thead>", "<caption>", "</caption>", "<colgroup>", "<col span='2'>", "<hr>", "<img>", "<pre>", "</pre>", "</body>", "<TITLE>a&amp;b</Title>", "<center>", "</center>", "<body>", "<meta name=a content='b'>", "<!DOCTYPE html>", "<i>", "</b>", "3<i>4",
};

}  // namespace

TEST_CASE("a tree is the one that the HTML parser builds, or left to it") {
    std::mt19937 random(2019);
    int same = 0;
    for (int page = 0; page < 60'000; ++page) {
        std::string html = page % 3 == 0 ? "<!DOCTYPE html>" : page % 3 == 1 ? "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\"><html><head>" : "";
        const std::size_t length = 1 + random() % 14;
        for (std::size_t i = 0; i < length; ++i) html += pieces[random() % pieces.size()];
        same += compare(html) == Outcome::same ? 1 : 0;
    }
    CHECK(same > 12'000);
}

TEST_CASE("pages of tables are built without the HTML parser") {
    const std::vector<std::string> pages = {
        "<!DOCTYPE html><html><head><title>年报</title><meta name=\"a\" content=\"b\"></head><body><div><p>1<p>2</div><table><tr><td>3<td>4<tr><th colspan=\"2\">5</table></body></html>",
        "<table><caption>一</caption><colgroup><col><col></colgroup><thead><tr><td>1</td></tr></thead><tbody><tr><td><p>2</p><table><tr><td>3</td></tr></table></td></tr></tbody></table><p>4&nbsp;5\r\n6</p>",
        "<table><tr><td><p>&nbsp;1<b>2</b>3&<i>lt;</i>4</p></td></tr></table>",
        "<ul><li>1<li>2<ul><li>3</ul></ul><dl><dt>a<dd>b<dt>c</dl><h2>1</h2><center>2</center>",
    };
    for (const std::string& page : pages) CHECK(compare(page) == Outcome::same);
}

TEST_CASE("what goes out of a table, or is a broken tag, is left to the HTML parser") {
    for (const char* page : {"<table>1<tr><td>2</table>", "<table><p>1</p></table>", "1 < 2", "<p>&copy 1", "<xmp>1</xmp>", "<table><table>"}) {
        CAPTURE(page);
        const Markup markup = Markup::reduce(page);
        CHECK_FALSE(parser::build_plain_tree(markup, markup.text().size()));
    }
}

// NIANBAO_PAGES=FOLDER compares every page of a folder too.
TEST_CASE("the trees of whole pages") {
    const char* more = std::getenv("NIANBAO_PAGES");
    std::vector<std::string> folders = {std::string(NIANBAO_SOURCE_DIR) + "/fixtures/pages"};
    if (more != nullptr) folders.emplace_back(more);
    int same = 0, all = 0;
    for (const std::string& folder : folders)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file() || entry.path().extension().string().find("htm") == std::string::npos) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string html((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            CAPTURE(entry.path().string());
            ++all;
            same += compare(html) == Outcome::same ? 1 : 0;
        }
    WARN(same << " of " << all << " pages are plain");
    CHECK(same * 2 > all);
}
