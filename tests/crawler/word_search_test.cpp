// Several words in one pass, against a search for each.

#include <random>
#include <string>

#include "crawler/word_search.h"
#include "tests/support/catch.h"

namespace nianbao::crawler {

TEST_CASE("words are found wherever they stand") {
    const WordSearch search({"年度报告", "行政诉讼", "收到和处理政府信息公开申请"});
    CHECK(search.found_in("") == 0);
    CHECK(search.found_in("年度") == 0);
    CHECK(search.found_in("年度报告") == 1);
    CHECK(search.found_in("2023年度报告与行政诉讼") == 3);
    CHECK(search.found_in("三、收到和处理政府信息公开申请情况") == 4);
    CHECK(search.found_in("年度报行政诉诉讼") == 0);
    CHECK(search.any_in("…行政诉讼"));
    const WordSearch of_one({"abc"});
    CHECK(of_one.any_in("ababc"));
    CHECK_FALSE(of_one.any_in("ababab"));
}

TEST_CASE("the search ends when enough was found") {
    const WordSearch search({"aaa", "bbb", "ccc"});
    CHECK(search.found_in("ccc bbb aaa", 2) == 6);
    CHECK(search.found_in("ccc bbb aaa", 3) == 7);
}

TEST_CASE("what is found is what single searches find") {
    std::minstd_rand random(7);
    const std::vector<std::string_view> words = {"abab", "baa", "aabba", "bbbbbb", "abc"};
    const WordSearch search(words);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t size = random() % 24; text.size() < size;)
            text += static_cast<char>('a' + random() % (round % 2 == 0 ? 2 : 3));
        std::uint32_t expected = 0;
        for (std::size_t i = 0; i < words.size(); ++i)
            if (text.find(words[i]) != std::string::npos) expected |= 1U << i;
        INFO(text);
        REQUIRE(search.found_in(text) == expected);
    }
}

}  // namespace nianbao::crawler
