#include "out/workbook.h"

#include <cstdlib>

#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using out::tests::content_of;
using out::tests::TemporaryFolder;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("workbook: a full sheet goes on in another, and addresses beyond the limit are texts") {
    const TemporaryFolder folder;
    auto book = out::Workbook::create(folder / "book.xlsx", out::Existing::refuse, {.rows = 5, .links = 2});
    REQUIRE(book);
    const auto sheet = book->add_sheet("reports", {{"序号", "report"}, {"网址", "url"}}, 1);
    for (int row = 1; row <= 7; ++row) {
        book->begin_row(sheet);
        book->integer(sheet, row);
        book->link(sheet, "https://www.example.gov.cn/" + std::to_string(row));
    }
    REQUIRE(book->commit());
    REQUIRE(std::system(("python3 -m zipfile -e '" + folder / "book.xlsx" + "' '" + folder / "parts'").c_str()) == 0);
    const std::string names = content_of(folder / "parts/xl/workbook.xml");
    CHECK(count(names, "<sheet ") == 3);
    for (const char* name : {"\"reports\"", "\"reports 2\"", "\"reports 3\""}) CHECK(count(names, std::string("name=") + name) == 1);
    std::size_t rows = 0;
    for (const char* number : {"1", "2", "3"}) {
        INFO(number);
        const std::string part = content_of(folder / (std::string("parts/xl/worksheets/sheet") + number + ".xml"));
        const std::size_t here = count(part, "<row ");
        CHECK(here <= 5);
        CHECK(count(part, "报告") == 0);
        CHECK(count(part, "序号") == 1);
        CHECK(count(part, "<hyperlink ") == std::min<std::size_t>(here - 2, 2));
        CHECK(count(part, "https://www.example.gov.cn/") == here - 2);
        rows += here - 2;
    }
    CHECK(rows == 7);
}
