#include "normalize/document_number.h"

#include "normalize/ordinal.h"
#include "tests/normalize/case_table.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::normalize;

TEST_CASE("every document number of the case table has its canonical form") {
    for (const auto& one : tests::read_cases("docnumbers.tsv", 3)) {
        INFO("docnumbers.tsv:" << one.line << ": " << one.fields[0] << " (" << one.fields[2] << ")");
        const auto number = read_document_number(one.fields[0]);
        CHECK((number ? number->canonical() : "-") == one.fields[1]);
        if (number) {
            const auto again = read_document_number(number->canonical());
            REQUIRE(again);
            CHECK(again->canonical() == number->canonical());
        }
    }
}

TEST_CASE("document numbers are found in running text") {
    const std::string text =
        "根据《条例》（国务院令第711号）和国办公开办函〔2019〕60号、国办发[2014]32号文件，按照（2019）年度的要求，沭政办发（2020） 1 号自2020年起施行。";
    std::vector<std::string> found;
    for (const auto& one : find_document_numbers(text)) {
        found.push_back(one.number.canonical());
        CHECK(read_document_number(one.span.of(text)));
    }
    CHECK(found ==
          std::vector<std::string>{"国务院令第711号", "国办公开办函〔2019〕60号", "国办发〔2014〕32号", "沭政办发〔2020〕1号"});
    for (const std::string& piece : {std::string("（2019）"), std::string("令第"), std::string("国办发〔2019〕")}) {
        std::string long_text;
        while (long_text.size() < 1'000'000) long_text += piece;
        CHECK(find_document_numbers(long_text).empty());
    }
}

TEST_CASE("every ordinal of the case table is read as it says") {
    const auto style_of = [](OrdinalStyle style) -> std::string {
        switch (style) {
            case OrdinalStyle::chinese: return "chinese";
            case OrdinalStyle::chinese_brackets: return "chinese_brackets";
            case OrdinalStyle::arabic: return "arabic";
            case OrdinalStyle::arabic_brackets: return "arabic_brackets";
            case OrdinalStyle::chapter: return "chapter";
        }
        return "";
    };
    for (const auto& one : tests::read_cases("ordinals.tsv", 5)) {
        const auto& field = one.fields;
        INFO("ordinals.tsv:" << one.line << ": " << field[0] << " (" << field[4] << ")");
        const auto ordinal = read_ordinal(field[0]);
        CHECK((ordinal ? std::to_string(ordinal->number) : "-") == field[1]);
        CHECK((ordinal ? style_of(ordinal->style) : "") == field[2]);
        CHECK((ordinal ? field[0].substr(ordinal->length) : "") == field[3]);
    }
}
