#include "normalize/mojibake.h"

#include "normalize/charset.h"
#include "normalize/fold.h"
#include "normalize/transcode.h"
#include "tests/support/catch.h"

using namespace nianbao::normalize;

namespace {

const std::string sample = "本年度，我局认真贯彻落实《中华人民共和国政府信息公开条例》，主动公开政府信息126条，收到申请75件。";

std::string misread(std::string_view bytes, Charset as) {
    std::size_t replaced = 0;
    return decode_as(as, bytes, replaced);
}

}  // namespace

TEST_CASE("UTF-8 that was read as GBK is recognised") {
    const auto mojibake = recognise_mojibake(misread(sample, Charset::gb18030));
    REQUIRE(mojibake);
    CHECK(mojibake->kind == MojibakeKind::utf8_read_as_gbk);
    CHECK(mojibake->repaired.find("政府信息公开条例") != std::string::npos);
    CHECK(name_of(mojibake->kind) == "UTF-8 read as GBK");
    const auto known = recognise_mojibake("鏀垮簻淇℃伅");
    REQUIRE(known);
    CHECK(known->repaired.starts_with("政府信息"));
}

TEST_CASE("UTF-8 and GBK that were read as Latin-1 are recognised") {
    const auto utf8 = recognise_mojibake(misread(sample, Charset::windows_1252));
    REQUIRE(utf8);
    CHECK(utf8->kind == MojibakeKind::utf8_read_as_latin1);
    CHECK(utf8->repaired == sample);
    CHECK(utf8->lost == 0);
    const auto gbk = recognise_mojibake("ÕþÎñÐÅÏ¢¹«¿ª");
    REQUIRE(gbk);
    CHECK(gbk->kind == MojibakeKind::gbk_read_as_latin1);
    CHECK(gbk->repaired == "政务信息公开");
}

TEST_CASE("ordinary text is no mojibake") {
    for (const char* text :
         {"", "plain ASCII", "政府信息公开年度报告", "乾安縣政府資訊公開年度報告", "Ünïcödé wïth mäny äccents", "２０２０年",
          "□□□□□□", "Привет, как дела сегодня", "ｱｲｳｴｵｶｷｸｹｺ", "①②③④⑤⑥⑦⑧", "龘靐齉爩麤龗灪龖厵滟"})
        CHECK_FALSE(recognise_mojibake(text));
    CHECK_FALSE(recognise_mojibake(sample));
}
