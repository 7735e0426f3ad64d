#include "out/workbook_text.h"

#include <string>

#include "tests/support/catch.h"

using namespace nianbao;

namespace {

std::string made(std::string_view text) {
    std::string buffer;
    return out::spreadsheet_text(text, buffer);
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("a text for a workbook") {
    CHECK(made("") == "");
    CHECK(made("=1+1 年") == "=1+1 年");
    CHECK(made("_x0041_") == "_x005F_x0041_");
    CHECK(made("_x004_ _X0041_ _x00G1_") == "_x004_ _X0041_ _x00G1_");
    CHECK(made("a\xEF\xBF\xBE\xEF\xBF\xBF\xFFz") == "a\uFFFD\uFFFD\uFFFDz");
    CHECK(made(std::string("a\0z", 3)) == "a\uFFFDz");
}

TEST_CASE("a text that is too long for a cell is cut between two characters") {
    CHECK(made(std::string(32766, 'a')) == std::string(32766, 'a'));
    CHECK(made(std::string(40000, 'a')) == std::string(32766, 'a') + "…");
    CHECK(made(repeated("年", 40000)) == repeated("年", 32766) + "…");
    CHECK(made(repeated("𠮷", 20000)) == repeated("𠮷", 16383) + "…");  // two units each
}

TEST_CASE("what can be a link in a workbook") {
    CHECK(out::can_be_link("https://www.example.gov.cn/a?b=1"));
    CHECK_FALSE(out::can_be_link("javascript:alert(1)"));
    CHECK_FALSE(out::can_be_link("https://www.example.gov.cn/年"));
    CHECK_FALSE(out::can_be_link("https://www.example.gov.cn/a b"));
    CHECK_FALSE(out::can_be_link("https://www.example.gov.cn/" + std::string(3000, 'a')));
}
