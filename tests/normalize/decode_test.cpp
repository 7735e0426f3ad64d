#include "normalize/decode.h"

#include <fstream>
#include <random>
#include <sstream>

#include "normalize/fold.h"
#include "normalize/gb18030.h"
#include "tests/normalize/case_table.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::normalize;

namespace {

const DecodeHints plain = {"", false};

// Text of the field, written for this test.
const std::string sample =
    "一、总体情况\n本年度，我局认真贯彻落实《中华人民共和国政府信息公开条例》，主动公开政府信息１２６条，其中通过政府网站公开９８条，"
    "通过政务微博、微信公众号公开２８条。共收到政府信息公开申请７５件，比上年增加１１件，均在法定期限内答复，答复率为１００％。"
    "二、存在的主要问题及改进情况\n一是公开内容的深度和广度有待进一步拓展；二是工作人员业务水平还需提高；三是政策解读形式不够丰富。"
    "下一步，我们将加强组织领导，完善工作机制，强化学习培训，推动政府信息公开工作再上新台阶。"
    "三、其他需要报告的事项\n无其他需要报告的事项。依据《政府信息公开信息处理费管理办法》，本年度没有收取信息处理费。";

std::string to_gbk(std::string_view utf8) {
    std::string bytes;
    for (const char32_t c : to_utf32(utf8)) {
        if (c < 0x80) {
            bytes.push_back(static_cast<char>(c));
            continue;
        }
        const auto pair = gb18030_pair_of(c);
        REQUIRE(pair);
        bytes.push_back(static_cast<char>(*pair >> 8));
        bytes.push_back(static_cast<char>(*pair & 0xFF));
    }
    return bytes;
}

std::string page(const std::string& head, const std::string& body) {
    return "<html><head>" + head + "</head><body>" + body + "</body></html>";
}

}  // namespace

TEST_CASE("the charset of a document is told as the case table says") {
    // bytes, HTTP charset, kind (html, text), charset, declared, mislabelled (yes, no), errors, reason
    for (const auto& one : tests::read_cases("charsets.tsv", 8)) {
        const auto& field = one.fields;
        INFO("charsets.tsv:" << one.line << ": " << field[7]);
        const model::Text text = decode(field[0], {field[1], field[2] == "html"});
        CHECK(text.charset == field[3]);
        CHECK(text.charset_declared == field[4]);
        CHECK((text.mislabelled ? "yes" : "no") == field[5]);
        CHECK(std::to_string(text.replaced) == field[6]);
    }
}

TEST_CASE("a page is read right whatever it says of its charset") {
    const std::string gbk = to_gbk(sample);
    for (const std::string label :
         {"", "utf-8", "UTF8", "gb2312", "GBK", "gb18030", "x-gbk", "iso-8859-1", "windows-1252", "big5", "unheard-of"}) {
        INFO(label);
        const std::string head =
            label.empty() ? "" : "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + label + "\">";
        for (const bool by_header : {false, true}) {
            const DecodeHints hints = {by_header ? std::string_view(label) : std::string_view(), true};
            const model::Text from_utf8 = decode(page(by_header ? "" : head, sample), hints);
            CHECK(from_utf8.utf8 == page(by_header ? "" : head, sample));
            CHECK(from_utf8.charset == "utf-8");
            CHECK(from_utf8.mislabelled == (!label.empty() && label != "utf-8" && label != "UTF8" && label != "unheard-of"));
            const model::Text from_gbk = decode(page(by_header ? "" : head, gbk), hints);
            CHECK(from_gbk.utf8 == page(by_header ? "" : head, sample));
            CHECK(from_gbk.charset == "gb18030");
            CHECK(from_gbk.replaced == 0);
            CHECK(from_gbk.mislabelled ==
                  (label == "utf-8" || label == "UTF8" || label == "iso-8859-1" || label == "windows-1252" || label == "big5"));
        }
    }
}

TEST_CASE("a declaration behind the prescanned bytes counts") {
    const std::string head = "<!-- " + std::string(2000, 'x') + " --><meta charset=gb2312>";
    const model::Text text = decode(page(head, to_gbk("年报")), {"", true});
    CHECK(text.charset_declared == "gb2312");
    CHECK_FALSE(text.mislabelled);
}

TEST_CASE("unmarked text of 16 characters is always told right, of 4 nearly always") {
    const std::u32string characters = to_utf32(sample);
    for (const std::size_t length : {std::size_t{4}, std::size_t{8}, std::size_t{16}, std::size_t{40}}) {
        int wrong = 0;
        int all = 0;
        for (std::size_t begin = 0; begin + length <= characters.size(); ++begin) {
            const std::string utf8 = to_utf8(std::u32string_view(characters).substr(begin, length));
            for (const std::string& bytes : {utf8, to_gbk(utf8)}) {
                ++all;
                wrong += decode(bytes, plain).utf8 != utf8;
            }
        }
        INFO(length << " characters: " << wrong << " of " << all << " wrong");
        CHECK(wrong * 100 <= (length < 16 ? all : 0));
    }
}

TEST_CASE("unmarked text with a byte lost, changed or added is still told right") {
    const std::u32string characters = to_utf32(sample);
    std::mt19937 random(11);
    for (const std::size_t length : {std::size_t{16}, std::size_t{40}, characters.size()}) {
        int wrong = 0;
        int all = 0;
        for (int round = 0; round < 1000; ++round) {
            const std::size_t begin = random() % (characters.size() - length + 1);
            const std::string utf8 = to_utf8(std::u32string_view(characters).substr(begin, length));
            for (const bool gb : {false, true}) {
                std::string bytes = gb ? to_gbk(utf8) : utf8;
                const std::size_t at = random() % bytes.size();
                switch (random() % 3) {
                    case 0: bytes.erase(at, 1); break;
                    case 1: bytes[at] = static_cast<char>(random() & 0xFF); break;
                    default: bytes.insert(at, 1, static_cast<char>(random() & 0xFF)); break;
                }
                ++all;
                wrong += decode(bytes, plain).charset != (gb ? "gb18030" : "utf-8");
            }
        }
        INFO(length << " characters: " << wrong << " of " << all << " wrong");
        CHECK(wrong == 0);
    }
}

TEST_CASE("a damaged page keeps its charset under any label") {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round)
        for (const char* label : {"", "utf-8", "gb2312"})
            for (const bool gb : {false, true}) {
                std::string body = gb ? to_gbk(sample) : sample;
                body.erase(random() % body.size(), 1);
                const model::Text text = decode(body, {label, true});
                INFO(label);
                if (text.charset != (gb ? "gb18030" : "utf-8")) FAIL("charset " << text.charset);
                if (gb && text.replaced > 2) FAIL(text.replaced << " errors");
            }
}

TEST_CASE("decoding is total and gives well-formed text") {
    std::mt19937 random(5);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes;
        const std::size_t size = random() % 60;
        while (bytes.size() < size) bytes.push_back(static_cast<char>(random() & 0xFF));
        for (const char* label : {"", "utf-8", "gbk", "big5", "utf-16", "euc-kr", "shift_jis", "windows-1252", "hz-gb-2312"}) {
            const model::Text text = decode(bytes, {label, round % 2 == 0});
            REQUIRE(to_utf8(to_utf32(text.utf8)) == text.utf8);
        }
    }
    CHECK(decode("", {"", true}).utf8.empty());
}

TEST_CASE("U+FFFD of decoding is counted, one of the document's own is not") {
    CHECK(decode("年\xEF\xBF\xBD报", plain).replaced == 0);
    CHECK(decode("政府信息公开\xE5\xB9年报", plain).replaced == 1);
    CHECK(decode("政府信息公开\xED\xA0\x80年报", plain).replaced == 3);      // a lone surrogate: three ill-formed parts
    CHECK(decode("政府信息公开\xC0\xAF年报", plain).replaced == 2);          // an overlong slash
    CHECK(decode("政府信息公开\xF4\x90\x80\x80年报", plain).replaced == 4);  // above U+10FFFF
}
