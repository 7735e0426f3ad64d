#pragma once
// Which of a few words occur in a text: all of them in one pass that skips most of the bytes (Wu and Manber, "A fast algorithm
// for multi-pattern searching", 1994).
//
//   … 收 到 和 处 理 政 府 …     the three bytes at the end of a window, as long as the shortest word, say how far it may move:
//        [------window------]    by nearly its length, when no word has them
//                       ^^^

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace nianbao::crawler {

class WordSearch {
public:
    static constexpr std::size_t most_words = 32;

    // 1..most_words words of 3 bytes and more, which must outlive the search: literals.
    explicit WordSearch(std::vector<std::string_view> words);

    // Bit i is set when word i occurs. The search ends as soon as `enough` different words (at least 1) were found.
    [[nodiscard]] std::uint32_t found_in(std::string_view text, int enough = most_words) const;
    [[nodiscard]] bool any_in(std::string_view text) const { return found_in(text, 1) != 0; }

private:
    static constexpr std::size_t block = 3;
    [[nodiscard]] static std::size_t hash(const char* at);

    std::vector<std::string_view> words_;
    std::size_t window_ = 0;
    std::array<std::uint8_t, 4096> moves_{};  // 0: a word's window may end here
};

}  // namespace nianbao::crawler
