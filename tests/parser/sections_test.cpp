#include "parser/sections.h"

#include <string>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

std::string last_section(const std::string& behind) {
    model::Page page;
    page.media_type = "text/html";
    page.bytes = "<h1>栎川县民政局2019年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>2019年工作有序。</p><p>五、存在的主要问题及改进情况</p><p>有待改进。</p>"
                 "<p>六、其他需要报告的事项</p><p>无。</p>" + behind;
    const model::Record record = parser::read(page, parser::builtin_forms());
    REQUIRE(!record.sections.empty());
    CHECK(record.sections.back().id == "other");
    return record.sections.back().text;
}

}  // namespace

TEST_CASE("articles that a portal lists below the report are none of its text") {
    CHECK(last_section("<ul><li>栎川县教育局2018年政府信息公开工作年度报告 2019-01-12</li><li>2020年政府信息公开年报 2021-01-05</li></ul>") == "无。");
    CHECK(last_section("<p>[关于公布2022年低保标准的公告][2023-05-06]</p>") == "无。");
    CHECK(last_section("<p>填报日期：2020-01-12</p>") == "无。\n填报日期：2020-01-12");
    CHECK(last_section("<p>2020年1月12日</p>") == "无。\n2020年1月12日");
}
