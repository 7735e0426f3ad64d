#include "parser/grid.h"

#include <string>
#include <vector>

#include "parser/dom.h"
#include "tests/support/catch.h"

using namespace nianbao;
using parser::Grid;

namespace {

std::vector<int> tables_of(const parser::Dom& dom) {
    std::vector<int> tables;
    for (std::size_t i = 0; i < dom.nodes.size(); ++i)
        if (dom.nodes[i].tag == parser::Tag::table) tables.push_back(static_cast<int>(i));
    return tables;
}

// The text that stands in an element, not that of tables within it.
std::string text_of(const parser::Dom& dom, int element) {
    std::string text;
    const auto& node = dom.nodes[static_cast<std::size_t>(element)];
    for (std::uint32_t i = node.begin; node.is_text && i < node.end; ++i)
        if (dom.characters[i].c > U' ') text += static_cast<char>(dom.characters[i].c);
    for (int child = node.first_child; child >= 0; child = dom.nodes[static_cast<std::size_t>(child)].next_sibling)
        if (dom.nodes[static_cast<std::size_t>(child)].tag != parser::Tag::table) text += text_of(dom, child);
    return text;
}

// Rows separated by '/', slots by ' ', each slot the text of its cell, '.' an empty slot, '_' a cell without text.
std::string drawn(const parser::Dom& dom, const Grid& grid) {
    std::string picture;
    for (std::size_t r = 0; r < grid.slots.size(); ++r) {
        if (r > 0) picture += "/";
        for (int c = 0; c < grid.width; ++c) {
            if (c > 0) picture += " ";
            const int cell = grid.cell_at(static_cast<int>(r), c);
            const std::string text = cell < 0 ? "." : text_of(dom, grid.cells[static_cast<std::size_t>(cell)].node);
            picture += text.empty() ? "_" : text;
        }
    }
    return picture;
}

std::string picture_of(const std::string& html, std::size_t table = 0) {
    const parser::Dom dom = parser::parse_html(html);
    const std::vector<int> tables = tables_of(dom);
    REQUIRE(table < tables.size());
    return drawn(dom, parser::form_grid(dom, tables[table]));
}

Grid grid_of(const parser::Dom& dom) { return parser::form_grid(dom, tables_of(dom).front()); }

}  // namespace

TEST_CASE("the grid of a table is the one that the standard forms") {
    struct Row {
        const char* what;
        std::string rows;  // within <table>
        std::string want;
    };
    const std::vector<Row> cases = {
        {"plain", "<tr><td>a<td>b<tr><td>c<td>d", "a b/c d"},
        {"rowspan", "<tr><td rowspan=2>a<td>b<tr><td>c", "a b/a c"},
        {"colspan", "<tr><td colspan=2>a<tr><td>b<td>c", "a a/b c"},
        {"both", "<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f", "a a b/a a c/d e f"},
        {"rowspan beside colspan", "<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d", "a b b/a c d"},
        {"rowspan in the middle", "<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e", "a b c/d b e"},
        {"rowspan=0 grows to the end of the group", "<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", "a b/a c/a d"},
        {"rowspan=0 stops at its group", "<tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e", "a b/a c/d e"},
        {"colspan=0 is 1", "<tr><td colspan=0>a<td>b", "a b"},
        {"spans below zero and words are 1", "<tr><td colspan=-2>a<td rowspan=-3>b<td colspan=x>c<tr><td>d", "a b c/d . ."},
        {"2; is 2", "<tr><td colspan='2;'>a<td>b", "a a b"},
        {"100% is 100, 3.9 is 3, +2 is 2", "<tr><td colspan='3.9'>a<td colspan=' +2'>b", "a a a b b"},
        {"th is a cell", "<tr><th>a<td>b", "a b"},
        {"tfoot stands last", "<tfoot><tr><td>f</tfoot><tbody><tr><td>a<tr><td>b</tbody>", "a/b/f"},
        {"two tfoot in their order", "<tfoot><tr><td>f</tfoot><tfoot><tr><td>g</tfoot><tbody><tr><td>a", "a/f/g"},
        {"thead where it stands", "<tbody><tr><td>a</tbody><thead><tr><td>h</thead>", "a/h"},
        {"an empty row is a row", "<tr><td>a<td>b<tr></tr><tr><td>c<td>d", "a b/. ./c d"},
        {"an empty row under a rowspan", "<tr><td rowspan=2>a<td>b<tr></tr><tr><td>c<td>d", "a b/a ./c d"},
        {"cells without a row", "<td>a<td>b", "a b"},
        {"cells without a row before a row", "<td>a<td>b<tr><td>c<td>d", "a b/c d"},
        {"short rows", "<tr><td>a<tr><td>b<td>c<td>d<tr><td>e<td>f", "a . ./b c d/e f ."},
        {"empty cells are cells", "<tr><td><td>a<td></td><tr><td>b<td>c<td>d", "_ a _/b c d"},
        {"where cells overlap the first stays", "<tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d", "a b ./c b d"},
        {"a rowspan does not end with its group by itself", "<tbody><tr><td rowspan=3>a<td>b</tbody><tbody><tr><td>c<td>d", "a b/a ./a ./c d"},
        {"rowspan past the last row", "<tr><td rowspan=3>a<td>b", "a b/a ./a ."},
        {"caption and columns are no cells", "<caption>x</caption><colgroup><col span=3></colgroup><tr><td>a<td>b", "a b"},
        {"no rows", "", ""},
        {"display:none does not move the others", "<tr><td style='display:none'>a<td>b<tr><td>c<td>d", "a b/c d"},
        {"markup around a number", "<tr><td><p><span>1</span><b>2</b></p><td>0<sup>0</sup>1", "12 001"},
        {"script is no text", "<tr><td>a<script>x</script><td>b<style>y</style>", "a b"},
    };
    for (const Row& row : cases) {
        CAPTURE(row.what);
        CHECK(picture_of("<table>" + row.rows + "</table>") == row.want);
    }
}

TEST_CASE("a table within a cell has its own grid") {
    const std::string html = "<table><tr><td>a<table><tr><td>x<td>y<tr><td>z</table><td>b<tr><td>c<td>d</table>";
    CHECK(picture_of(html, 0) == "a b/c d");
    CHECK(picture_of(html, 1) == "x y/z .");
}

TEST_CASE("the standard's limits of spans hold") {
    const parser::Dom wide = parser::parse_html("<table><tr><td colspan=1001>a<td colspan=1000>b<td colspan=99999999999999999999>c</table>");
    CHECK(grid_of(wide).width == 3000);
    const parser::Dom hundred = parser::parse_html("<table><tr><td colspan='100%'>a</table>");
    CHECK(grid_of(hundred).width == 100);
    const parser::Dom tall = parser::parse_html("<table><tr><td rowspan=65535>a</table>");
    CHECK(grid_of(tall).cells.front().rowspan == 65534);
    CHECK(grid_of(tall).slots.size() == 65534);
    const parser::Dom taller = parser::parse_html("<table><tr><td rowspan=65533>a</table>");
    CHECK(grid_of(taller).slots.size() == 65533);
}

TEST_CASE("spans cannot exhaust memory") {
    std::string html = "<table>";
    for (int i = 0; i < 60; ++i) html += "<tr><td colspan=1000 rowspan=65534>a";
    const parser::Dom dom = parser::parse_html(html);
    const Grid grid = grid_of(dom);
    std::size_t slots = 0;
    for (const std::vector<int>& row : grid.slots) slots += row.size();
    CHECK(grid.cells.size() == 60);
    // Every cell has at least its own row; a row is as wide as its last cell.
    CHECK(slots <= 2 * parser::max_slots);
}

TEST_CASE("the spans of all tables of a page share one budget") {
    struct Row {
        const char* what;
        std::string rows;
    };
    std::string wide, growing = "<tr>", far = "<tr>";
    for (int i = 0; i < 5000; ++i) wide += "<td colspan=1000>";
    for (int i = 0; i < 3000; ++i) growing += "<td rowspan=0>";
    for (int i = 0; i < 3000; ++i) growing += "<tr>";
    for (int i = 0; i < 10; ++i) far += "<td colspan=1000>";
    for (const Row& row : {Row{"wide cells", wide}, Row{"cells that grow", growing}, Row{"a tall cell far to the right", far + "<td rowspan=65534>"}}) {
        CAPTURE(row.what);
        const parser::Dom dom = parser::parse_html("<table>" + row.rows + "</table>");
        std::size_t budget = 100'000;
        const Grid grid = parser::form_grid(dom, tables_of(dom).front(), budget);
        std::size_t slots = 0;
        for (const std::vector<int>& line : grid.slots) slots += line.size();
        CHECK(slots <= 100'000 + grid.cells.size() + 12'000);
        CHECK(budget < 12'000);
        const Grid next = parser::form_grid(dom, tables_of(dom).front(), budget = 0);
        CHECK(next.cells.size() == grid.cells.size());
    }
}

TEST_CASE("a cell knows its place and its spans") {
    const parser::Dom dom = parser::parse_html("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td rowspan=0>d<tr><td>e</table>");
    const Grid grid = grid_of(dom);
    REQUIRE(grid.cells.size() == 5);
    const auto is = [&](std::size_t cell, int row, int column, int rowspan, int colspan) {
        const parser::GridCell& c = grid.cells[cell];
        return c.row == row && c.column == column && c.rowspan == rowspan && c.colspan == colspan;
    };
    CHECK(is(0, 0, 0, 2, 1));
    CHECK(is(1, 0, 1, 1, 2));
    CHECK(is(2, 1, 1, 1, 1));
    CHECK(is(3, 1, 2, 2, 1));
    CHECK(is(4, 2, 0, 1, 1));
    CHECK(grid.cell_at(-1, 0) == -1);
    CHECK(grid.cell_at(0, 3) == -1);
    CHECK(grid.cell_at(3, 0) == -1);
    CHECK(grid.cell_at(2, 1) == -1);
}
