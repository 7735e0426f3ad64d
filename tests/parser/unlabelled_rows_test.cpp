// The parts of a group whose labels are lost.

#include <string>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

// A table 3 in which the three parts of （四）无法提供 have no labels, and stand as `values`.
model::Record read_with(const std::string& values) {
    model::Page page;
    page.bytes = "栎川县人民政府2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n"
                 "一、本年新收政府信息公开申请数量\n9\n0\n0\n0\n0\n0\n9\n二、上年结转政府信息公开申请数量\n0\n0\n0\n0\n0\n0\n0\n"
                 "三、本年度办理结果\n（一）予以公开\n5\n0\n0\n0\n0\n0\n5\n（四）无法提供\n" +
                 values + "（七）总计\n9\n0\n0\n0\n0\n0\n9\n四、结转下年度继续办理\n0\n0\n0\n0\n0\n0\n0\n";
    page.media_type = "text/plain";
    return parser::read(page, parser::builtin_forms());
}

std::string row_of(const std::string& numbers) {
    std::string lines;
    for (const char c : numbers) lines += c == ' ' ? '\n' : c;
    return lines + "\n";
}

model::Reading reading_of(const model::Record& record, const std::string& id) {
    const model::Figure* figure = record.find_figure(id);
    REQUIRE(figure != nullptr);
    return figure->provenance.reading;
}

}  // namespace

TEST_CASE("the values of a group's parts without labels are dealt out in the order of the form") {
    const model::Record record = read_with(row_of("3 0 0 0 0 0 3") + row_of("0 0 0 0 0 0 0") + row_of("1 0 0 0 0 0 1"));
    const model::Figure* third = record.find_figure("applications.unavailable_still_unclear.natural_person");
    REQUIRE(third != nullptr);
    CHECK(third->value == model::Decimal(1));
    CHECK(third->provenance.reading == model::Reading::inferred);
    CHECK(record.find_figure("applications.unavailable.total") == nullptr);
}

TEST_CASE("they are in doubt where a sum fails, and where the first row is the group's own") {
    CHECK(reading_of(read_with(row_of("3 0 0 0 0 0 3") + row_of("0 0 0 0 0 0 1") + row_of("1 0 0 0 0 0 1")), "applications.unavailable_not_held.total") == model::Reading::ambiguous);
    CHECK(reading_of(read_with(row_of("4 0 0 0 0 0 4") + row_of("3 0 0 0 0 0 3") + row_of("1 0 0 0 0 0 1")), "applications.unavailable_not_held.total") == model::Reading::ambiguous);
}

TEST_CASE("a row too few is no row of each part") {
    const model::Record record = read_with(row_of("3 0 0 0 0 0 3") + row_of("1 0 0 0 0 0 1"));
    CHECK(record.find_figure("applications.unavailable_not_held.total")->presence == model::Presence::absent);
}
