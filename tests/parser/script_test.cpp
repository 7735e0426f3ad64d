// Pages in traditional characters.

#include "parser/script.h"

#include <string>

#include "parser/form_file.h"
#include "parser/read.h"
#include "tests/support/catch.h"

using namespace nianbao;

TEST_CASE("the readings behind converted characters are left out, and each character keeps its place") {
    const std::string text = "一、總體情況\n本年製發件數(shù)量\n開展(zhǎn)培訓(xùn) 3 次（見附表）";
    parser::Document document = parser::read_text(text);
    parser::read_as_simplified(document);
    REQUIRE(document.blocks.size() == 3);
    CHECK(document.text(document.blocks[0]) == "一、总体情况");
    CHECK(document.text(document.blocks[1]) == "本年制发件数量");
    CHECK(document.text(document.blocks[2]) == "开展培训 3 次（见附表）");
    CHECK(document.printed_text(document.blocks[2].begin, document.blocks[2].end) == "開展培訓 3 次（見附表）");
    for (std::uint32_t g = 0; g < document.glyphs.size(); ++g) {
        const model::Span span = document.glyphs[g].span;
        CHECK(text.substr(span.begin, span.end - span.begin) == document.printed_text(g, g + 1));
    }
}

TEST_CASE("a few traditional characters do not make a page one of traditional script") {
    CHECK_FALSE(parser::is_traditional(parser::read_text("乾縣數據總量開發報告條例 开 数 报 条 总 开 数 报 条")));
    CHECK_FALSE(parser::is_traditional(parser::read_text("數據總量開發報告條例")));
    CHECK(parser::is_traditional(parser::read_text("數據總量開發報告條例，數據總量開發報告條例")));
}

TEST_CASE("a mention in a traditional page is quoted as it is printed") {
    model::Page page;
    page.bytes = "栎川縣財政局2023年政府信息公開工作年度報告\n一、總體情況\n主動公開信息數據總量開發報告條例。收到政府信息公開申請7件。\n二、主動公開政府信息情況\n行政許可 本年處理決定數量 5\n";
    page.media_type = "text/plain";
    const model::Record record = parser::read(page, parser::builtin_forms());
    CHECK(record.report.title == "栎川县财政局2023年政府信息公开工作年度报告");
    CHECK(record.report.publisher == "栎川县财政局");
    REQUIRE(!record.mentions.empty());
    CHECK(record.mentions.front().raw == "收到政府信息公開申請7件");
    CHECK(page.bytes.substr(record.mentions.front().span.begin, record.mentions.front().raw.size()) == record.mentions.front().raw);
}
