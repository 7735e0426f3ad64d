#include "out/json_writer.h"

#include "out/json_value.h"
#include "tests/support/catch.h"

using namespace nianbao;

TEST_CASE("every kind of value") {
    out::JsonWriter json;
    json.begin_array();
    json.text("a\"\\\n\x01/年");
    json.text({});
    json.text_or_null("");
    json.text_or_null("x");
    json.number(*model::Decimal::parse("-0.50"));
    json.number(*model::Decimal::parse("999999999999999999"));
    json.number_or_null(std::nullopt);
    json.number_or_null(model::Decimal(7));
    json.integer(-9223372036854775807LL - 1);
    json.boolean(true);
    json.null();
    json.begin_object();
    json.key("k\"");
    json.boolean(false);
    json.end_object();
    json.end_array();
    CHECK(json.view() ==
          R"(["a\"\\\n\u0001/年","",null,"x",-0.50,999999999999999999,null,7,-9223372036854775808,true,null,{"k\"":false}])");
}

TEST_CASE("a writer can be used again") {
    out::JsonWriter json;
    json.begin_object();
    json.end_object();
    json.clear();
    CHECK(json.view().empty());
    json.begin_array();
    json.end_array();
    CHECK(json.view() == "[]");
    out::JsonWriter moved = std::move(json);
    CHECK(moved.view() == "[]");
}

TEST_CASE("a JSON tree keeps numbers as they were written") {
    const auto value = out::parse_json(R"({"a":[1.50,-0,1E+5,"x",true,null],"b":{"c":"\u5e74"},"a":2})", "here");
    REQUIRE(value);
    const out::JsonValue* a = value->root().find("a");
    REQUIRE(a != nullptr);
    REQUIRE(a->items.size() == 6);
    CHECK(a->items[0].text == "1.50");
    CHECK(a->items[1].text == "-0");
    CHECK(a->items[2].text == "1E+5");
    CHECK(a->items[3].kind == out::JsonValue::Kind::text);
    CHECK(a->items[4].truth);
    CHECK(a->items[5].kind == out::JsonValue::Kind::null);
    REQUIRE(value->root().find("b") != nullptr);
    CHECK(value->root().find("b")->find("c")->text == "年");
    CHECK(value->root().find("d") == nullptr);
}
