#include "crawler/word_search.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace nianbao::crawler {

std::size_t WordSearch::hash(const char* at) {
    const auto byte = [at](int i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(at[i])); };
    return ((byte(0) | byte(1) << 8 | byte(2) << 16) * 2'654'435'761U) >> 20;
}

WordSearch::WordSearch(std::vector<std::string_view> words) : words_(std::move(words)) {
    assert(!words_.empty() && words_.size() <= most_words);
    window_ = 255;
    for (const std::string_view word : words_) window_ = std::min(window_, word.size());
    assert(window_ >= block);
    moves_.fill(static_cast<std::uint8_t>(window_ - block + 1));
    for (const std::string_view word : words_) {
        for (std::size_t end = block; end <= window_; ++end) {
            std::uint8_t& move = moves_[hash(word.data() + end - block)];
            move = std::min(move, static_cast<std::uint8_t>(window_ - end));
        }
    }
}

std::uint32_t WordSearch::found_in(std::string_view text, int enough) const {
    std::uint32_t found = 0;
    for (std::size_t end = window_; end <= text.size();) {
        const std::size_t move = moves_[hash(text.data() + end - block)];
        end += move;
        if (move > 0) continue;
        const std::string_view rest = text.substr(end - window_);
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if ((found >> i & 1U) != 0 || !rest.starts_with(words_[i])) continue;
            found |= 1U << i;
            if (std::popcount(found) >= enough) return found;
        }
        ++end;
    }
    return found;
}

}  // namespace nianbao::crawler
