#include "parser/form_image.h"

#include <filesystem>

#include "parser/form_file.h"
#include "tests/support/catch.h"

using namespace nianbao;

TEST_CASE("the forms that the program brings along are the files of data/forms") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(NIANBAO_SOURCE_DIR "/data/forms")) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path().string());
        const auto form = parser::load_form(entry.path().string());
        REQUIRE(form);
        const model::Form* brought = parser::find_form(form->id);
        REQUIRE(brought != nullptr);
        CHECK(*brought == *form);
        ++files;
    }
    CHECK(files == parser::builtin_forms().size());
}

TEST_CASE("every field of a form passes through its image") {
    model::Form form;
    form.id = "x";
    form.title = "甲 \t乙";
    form.notice = "";
    form.first_year = 2001;
    form.last_year = 9999;
    form.marks = {"", "丙"};
    form.least_marks = 3;
    form.sections = {{"s", "一、甲", {"乙"}, true}};
    model::FormBlock block{"甲", {"a"}, {"b", "c"}, {"d"}, {}, {}};
    block.columns = {{"c", "列", {"p"}, {"q", "r"}, "件", true, true, true, "k"}, {"d", "列二", {}, {}, "", false, false, false, ""}};
    block.rows = {{"r", "行", {"p"}, {"q"}, "g", true, "元", true, "07"}, {}};
    form.tables = {{"t", "s", "表", {block}}};
    form.checks = {{"balance.x", {"t.r.c"}, {"t.r.d", "t.d"}}};
    form.complete();
    const model::Form read = parser::form_of_image(parser::image_of(form));
    CHECK(read == form);
    CHECK(read.figures.size() == 4);
}
