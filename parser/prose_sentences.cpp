#include "parser/prose_sentences.h"

#include <algorithm>
#include <string_view>

#include "parser/mention_bars.h"

namespace nianbao::parser {

bool is_barred_sentence(const ProseText& text, std::size_t first, std::size_t last, const MentionLexicon& lexicon) {
    const auto& tokens = text.tokens.tokens;
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(first), tokens.begin() + static_cast<std::ptrdiff_t>(last), [&](const MentionToken& token) {
        if (lexicon.bars_prose[token.word_class]) return true;
        const std::u32string_view word = std::u32string_view(text.narrative.text).substr(token.begin, token.end - token.begin);
        return lexicon.region[token.word_class] && !is_own_place(word, text.publisher);
    });
}

bool ends_sentence(const ProseText& text, std::size_t t) {
    const MentionToken& token = text.tokens.tokens[t];
    return token.word_class == class_break && token.begin < token.end && text.narrative.text[token.begin] != U'.';  // 1. before an item is no end
}

std::size_t end_of_sentence(const ProseText& text, std::size_t t, std::size_t last) {
    while (t < last && !ends_sentence(text, t)) ++t;
    return std::min(t + 1, last);
}

}  // namespace nianbao::parser
