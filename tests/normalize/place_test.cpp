#include "normalize/place.h"

#include <set>

#include "normalize/division_table.h"
#include "normalize/publisher.h"
#include "tests/normalize/case_table.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::normalize;

TEST_CASE("every place of the case table is resolved as it says") {
    for (const auto& one : tests::read_cases("places.tsv", 6)) {
        const auto& field = one.fields;
        INFO("places.tsv:" << one.line << ": " << field[0] << " in " << field[1] << " (" << field[5] << ")");
        std::vector<std::string_view> contexts;
        for (std::string_view rest = field[1]; !rest.empty();) {
            const std::size_t bar = std::min(rest.find('|'), rest.size());
            contexts.push_back(rest.substr(0, bar));
            rest.remove_prefix(std::min(bar + 1, rest.size()));
        }
        const auto place = resolve_place(field[0], contexts, std::stoi(field[2]));
        CHECK((place ? place->code : "-") == field[3]);
        CHECK((place ? place->full_name : "") == field[4]);
    }
}

TEST_CASE("every publisher of the case table has the id that it says") {
    for (const auto& one : tests::read_cases("publishers.tsv", 4)) {
        INFO("publishers.tsv:" << one.line << ": " << one.fields[0] << " (" << one.fields[3] << ")");
        CHECK(publisher_id(one.fields[0], one.fields[1]) == one.fields[2]);
    }
}

TEST_CASE("the table of divisions is whole") {
    std::set<std::string> seen;
    int in_force = 0;
    for (const Division& division : divisions()) {
        INFO(division.code << " " << division.name);
        REQUIRE(division.code.size() == 6);
        CHECK(division.from <= division.to);
        in_force += division.is_in_force();
        if (division.is_in_force()) CHECK(seen.insert(std::string(division.code)).second);
        if (!division.heir.empty()) {
            CHECK_FALSE(division.is_in_force());
            CHECK(find_division(division.heir) != nullptr);
        }
        if (division.level != Level::province)
            CHECK(find_division(std::string(division.code.substr(0, 2)) + "0000") != nullptr);
        CHECK(full_name(division).ends_with(division.name));
    }
    CHECK(in_force > 3000);
}

TEST_CASE("every division in force is found by its full name") {
    for (const Division& division : divisions()) {
        if (!division.is_in_force()) continue;
        const std::string name = full_name(division);
        const auto place = resolve_place(name + "人民政府");
        INFO(name);
        REQUIRE(place);
        CHECK(place->code == division.code);
        CHECK(publisher_id(name + "人民政府", "") == std::string(division.code) + ":government");
    }
}
