// Table 4 without its head.

#include <string>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

namespace {

model::Record read_with(const std::string& values, const char* heading = "政府信息公开行政复议、行政诉讼情况") {
    model::Page page;
    page.bytes = "栎川县人民政府2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n行政规范性文件 1 2 3\n行政许可 本年处理决定数量 5\n"
                 "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n（一）予以公开 9 0 0 0 0 0 9\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
                 "四、" + std::string(heading) + "\n" +
                 values + "五、存在的主要问题及改进情况\n公开不够及时。\n六、其他需要报告的事项\n无。\n";
    page.media_type = "text/plain";
    return parser::read(page, parser::builtin_forms());
}

const model::Figure& figure(const model::Record& record, const std::string& id) {
    const model::Figure* found = record.find_figure("disputes." + id);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("fifteen values under the heading of table 4 are the table where all their sums hold") {
    const model::Record record = read_with("1 0 0 2 3 0 1 0 0 1 0 0 0 4 4\n");
    CHECK(figure(record, "reconsideration.pending").value == model::Decimal(2));
    CHECK(figure(record, "litigation_direct.corrected").value == model::Decimal(1));
    CHECK(figure(record, "litigation_after_reconsideration.total").value == model::Decimal(4));
    CHECK(figure(record, "litigation_after_reconsideration.total").provenance.reading == model::Reading::inferred);
    const model::Record alias = read_with("1 0 0 2 3 0 1 0 0 1 0 0 0 4 4\n", "因政府信息公开工作被申请行政复议、提起行政诉讼情况");
    CHECK(figure(alias, "reconsideration.pending").value == model::Decimal(2));
}

TEST_CASE("without a sum that tells they are in doubt") {
    for (const char* values : {"0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n", "1 0 0 2 3 0 1 0 0 1 0 0 0 4 5\n"}) {
        const model::Figure& total = figure(read_with(values), "reconsideration.total");
        CHECK(total.value);
        CHECK(total.provenance.reading == model::Reading::ambiguous);
    }
    for (const char* values : {"1 0 0 2 3 0 1 0 0 1 0 0 0 4\n", "1 0 0 2 3 0 1 0 0 1 0 0 0 4 4 0\n", "本年度 1 0 0 2 3 0 1 0 0 1 0 0 0 4 4\n"})
        CHECK(figure(read_with(values), "reconsideration.total").presence == model::Presence::absent);
}
