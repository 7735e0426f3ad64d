#include "normalize/simplified.h"

#include "normalize/fold.h"
#include "normalize/simplified_pairs.h"
#include "tests/support/catch.h"

using namespace nianbao::normalize;

TEST_CASE("the labels of a report in traditional characters become those of the form") {
    CHECK(simplified_text("三、收到和處理政府信息公開申請情況") == "三、收到和处理政府信息公开申请情况");
    CHECK(simplified_text("未經復議直接起訴 複議後起訴") == "未经复议直接起诉 复议后起诉");
    CHECK(simplified_text("行政強製 本年製發件數") == "行政强制 本年制发件数");
    CHECK(simplified_text("商業企業 12 件") == "商业企业 12 件");
}

TEST_CASE("what is simplified stays as it is") {
    CHECK(simplified_text("本年制发件数（单位：万元）0.5") == "本年制发件数（单位：万元）0.5");
    CHECK(simplified(U'〇') == U'〇');
    // Each character has one form, which has no further one but where both are in use.
    char32_t last = 0;
    for (const SimplifiedPair& pair : simplified_pairs()) {
        CHECK(pair.traditional > last);
        last = pair.traditional;
    }
    CHECK(simplified_pairs().size() > 2500);
}
