#include "model/decimal.h"

#include "tests/support/catch.h"

using nianbao::model::Decimal;

TEST_CASE("a decimal is written back as it was read") {
    for (const char* text : {"0", "-35", "36563210.00", "0.000001", "-0.5", "999999999999999999", "18651.06"}) {
        INFO(text);
        REQUIRE(Decimal::parse(text));
        CHECK(Decimal::parse(text)->to_string() == text);
    }
    CHECK(Decimal::parse("007")->to_string() == "7");
}

TEST_CASE("what is not wholly a plain decimal is refused") {
    for (const char* text : {"", "-", ".", ".5", "5.", "1.2.3", "1e5", "+2", " 1", "1 ", "1,000", "--1", "1-", "９", "1234567890123456789", "0.1234567890123456789"}) {
        INFO(text);
        CHECK_FALSE(Decimal::parse(text));
    }
}

TEST_CASE("sums are exact and refuse to overflow") {
    CHECK(Decimal::add(*Decimal::parse("0.1"), *Decimal::parse("0.2")) == Decimal::parse("0.3"));
    CHECK(Decimal::add(*Decimal::parse("1.50"), *Decimal::parse("1.5"))->to_string() == "3.00");
    CHECK(Decimal::subtract(Decimal(3), Decimal(5))->to_string() == "-2");
    CHECK_FALSE(Decimal::add(*Decimal::parse("999999999999999999"), Decimal(1)));
    CHECK_FALSE(Decimal::add(*Decimal::parse("999999999999999999"), Decimal(5, 1)));
}

TEST_CASE("comparison is by value, whatever the scale") {
    CHECK(*Decimal::parse("3.00") == Decimal(3));
    CHECK(*Decimal::parse("-0.5") < Decimal(0));
    CHECK(*Decimal::parse("-1.5") < *Decimal::parse("-1.4"));
    CHECK(*Decimal::parse("999999999999999999") > *Decimal::parse("0.99999999999999999"));
    CHECK(Decimal::parse("3.00")->is_integer());
    CHECK_FALSE(Decimal::parse("3.01")->is_integer());
}

TEST_CASE("the whole part has the sign and no fraction") {
    CHECK(Decimal::parse("3.50")->whole_part() == 3);
    CHECK(Decimal::parse("-3.50")->whole_part() == -3);
    CHECK(Decimal(12).whole_part() == 12);
}

TEST_CASE("a shift by powers of ten is exact") {
    CHECK(Decimal(12, 1).shifted(8)->to_string() == "120000000");
    CHECK(Decimal(3).shifted(-2)->to_string() == "0.03");
    CHECK_FALSE(Decimal(999999999999999999).shifted(1));
}
