#include "normalize/fold.h"

#include <random>

#include "tests/normalize/case_table.h"
#include "tests/support/catch.h"

using namespace nianbao;
using namespace nianbao::normalize;

TEST_CASE("every text of the case table folds as it says") {
    // text, label folding, tidy text, reason
    for (const auto& one : tests::read_cases("fold.tsv", 4)) {
        INFO("fold.tsv:" << one.line << ": " << one.fields[0] << " (" << one.fields[3] << ")");
        CHECK(to_utf8(folded_text(one.fields[0])) == one.fields[1]);
        CHECK(tidy_text(one.fields[0]) == one.fields[2]);
    }
}

TEST_CASE("folding is idempotent for every code point") {
    for (char32_t c = 0; c <= 0x110010; ++c) {
        const std::u32string_view once = fold_code_point(c);
        for (const char32_t part : once) {
            if (fold_code_point(part) != std::u32string_view(&part, 1)) {
                CAPTURE(static_cast<unsigned>(c), static_cast<unsigned>(part));
                FAIL("folds further");
            }
        }
    }
}

TEST_CASE("tidying is idempotent for every code point between letters and at the ends") {
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x20000 ? 1 : 61) {
        std::string text = "a";
        append_utf8(text, c);
        append_utf8(text, c);
        text += "中 ";
        append_utf8(text, c);
        const std::string once = tidy_text(text);
        if (tidy_text(once) != once) {
            CAPTURE(static_cast<unsigned>(c), once);
            FAIL("tidies further");
        }
    }
}

TEST_CASE("no code point folds to a digit that could join its neighbours, but a digit itself") {
    for (char32_t c = 0x80; c <= 0x10FFFF; ++c) {
        const std::u32string_view folded = fold_code_point(c);
        if (folded.empty() || (c >= 0x2488 && c <= 0x249B)) continue;  // ⒈ stands alone
        const bool edge =
            (folded.front() >= U'0' && folded.front() <= U'9') || (folded.back() >= U'0' && folded.back() <= U'9');
        if (edge && folded.size() > 1) {
            CAPTURE(static_cast<unsigned>(c), to_utf8(folded));
            FAIL("a number in the making");
        }
    }
}

TEST_CASE("offsets lead back to the bytes that a folded text came from") {
    const std::string text = "１．\xC2\xA0㈠⻔\xE2\x80\x8B　第二十条";
    const Folded folded = fold_label(text);
    REQUIRE(folded.text.size() == folded.origins.size());
    CHECK(to_utf8(folded.text) == "1.(一)门第二十条");
    CHECK(folded.origins[0].of(text) == "１");
    for (std::size_t i = 2; i < 5; ++i) CHECK(folded.origins[i].of(text) == "㈠");
    CHECK(folded.origins[5].of(text) == "⻔");
    CHECK(folded.origins.back().of(text) == "条");

    const std::string page = "  一、\xC2\xA0\xC2\xA0总体 \n \n情⻔况\xEF\xBB\xBF。 ";
    const Tidied tidied = tidy(page);
    CHECK(tidied.text == "一、 总体\n情门况。");
    const auto piece = [&](std::string_view part) {
        const auto begin = static_cast<std::uint32_t>(tidied.text.find(part));
        return tidied.origin({begin, begin + static_cast<std::uint32_t>(part.size())}).of(page);
    };
    CHECK(piece("总体") == "总体");
    CHECK(piece("门") == "⻔");
    CHECK(piece("\n") == " \n \n");
    CHECK(piece("门况。") == "⻔况\xEF\xBB\xBF。");
    CHECK(tidied.origin({0, 1000}).empty());
}

TEST_CASE("folding is total on malformed UTF-8") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (int i = 0; i < 40; ++i) bytes.push_back(static_cast<char>(random() & 0xFF));
        const Folded folded = fold_label(bytes);
        CHECK(folded.text == folded_text(bytes));
        std::uint32_t last = 0;
        for (const auto& origin : folded.origins) {
            REQUIRE(origin.begin >= last);
            REQUIRE(origin.end <= bytes.size());
            last = origin.begin;
        }
        const std::string once = tidy_text(bytes);
        REQUIRE(tidy_text(once) == once);
    }
    CHECK(to_utf32("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD");  // a lone surrogate
    CHECK(to_utf32("\xC0\xAF") == U"\uFFFD\uFFFD");            // an overlong slash
    CHECK(to_utf8(U"\x0000D800") == "\xEF\xBF\xBD");
}
