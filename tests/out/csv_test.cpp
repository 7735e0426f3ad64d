#include "out/csv.h"

#include "tests/support/catch.h"

using namespace nianbao;

TEST_CASE("a text cell") {
    struct Case {
        std::string text;
        std::string cell;
    };
    const std::vector<Case> cases = {
        {"", ""},
        {"甲县", "甲县"},
        {" a ", " a "},
        {"a,b", "\"a,b\""},
        {"say \"x\"", "\"say \"\"x\"\"\""},
        {"a\nb", "\"a\nb\""},
        {"a\rb", "\"a\rb\""},
        {"=1+1", "'=1+1"},
        {"+86", "'+86"},
        {"-35", "'-35"},
        {"@x", "'@x"},
        {"\tx", "'\tx"},
        {"\rx", "\"'\rx\""},
        {"=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""},
        {"a=1", "a=1"},
        {"'x", "'x"},
        {"—", "—"},
        {std::string("a\0b", 3), "\"a\uFFFDb\""},
        {"a\xFF", "a\uFFFD"},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        std::string cell;
        out::append_csv_text(cell, c.text);
        CHECK(cell == c.cell);
    }
}

TEST_CASE("rows of cells") {
    out::CsvRows rows;
    rows.text("a").number("-1.50").integer(-7).empty().ready("x,y");
    rows.end_row();
    rows.empty().text("b");
    rows.end_row();
    CHECK(rows.bytes() == "a,-1.50,-7,,x,y\n,b\n");
    rows.clear();
    CHECK(rows.bytes().empty());
}
