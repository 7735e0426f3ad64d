#include "normalize/number.h"

#include "tests/normalize/case_table.h"
#include "tests/support/catch.h"

using namespace nianbao;
using normalize::read_number;
using normalize::Sign;

namespace {

std::string name_of(model::Presence presence) {
    switch (presence) {
        case model::Presence::stated: return "stated";
        case model::Presence::blank: return "blank";
        case model::Presence::dash: return "dash";
        case model::Presence::absent: return "absent";
        case model::Presence::unreadable: return "unreadable";
    }
    return "";
}

}  // namespace

TEST_CASE("every number of the case table is read as it says") {
    // text, sign (plain, change), what (the value, or the presence without one), unit, marks (% ~), reason
    for (const auto& one : tests::read_cases("numbers.tsv", 6)) {
        const auto& field = one.fields;
        INFO("numbers.tsv:" << one.line << ": " << field[0] << " (" << field[5] << ")");
        const auto reading = read_number(field[0], field[1] == "change" ? Sign::change : Sign::plain);
        CHECK((reading.value ? reading.value->to_string() : name_of(reading.presence)) == field[2]);
        CHECK(reading.value.has_value() == (reading.presence == model::Presence::stated));
        CHECK(reading.unit == field[3]);
        CHECK(std::string(reading.percent ? "%" : "") + (reading.approximate ? "~" : "") == field[4]);
    }
}

TEST_CASE("the number's own bytes and the note are told apart") {
    const std::string text = " 22 件（其中修订16件）";
    const auto reading = read_number(text);
    REQUIRE(reading.value);
    CHECK(reading.number.of(text) == "22");
    CHECK(reading.unit == "件");
    CHECK(reading.note == "其中修订16件");
    const std::string less = "减３５";
    CHECK(read_number(less, Sign::change).number.of(less) == less);
    const std::string about = "约7700余条";
    CHECK(read_number(about).number.of(about) == "7700余");
}

TEST_CASE("a number of a megabyte is refused at once") {
    for (const std::string& piece : {std::string("9"), std::string("一"), std::string("亿"), std::string("1,"),
                                     std::string("（"), std::string("件"), std::string("百分之")}) {
        std::string text;
        while (text.size() < 1'000'000) text += piece;
        CHECK(read_number(text).presence == model::Presence::unreadable);
        CHECK(read_number(text, Sign::change).presence == model::Presence::unreadable);
    }
    CHECK(read_number(std::string(1'000'000, ' ')).presence == model::Presence::blank);
    CHECK(read_number("5（" + std::string(1'000'000, 'x') + "）").value == model::Decimal(5));
}
