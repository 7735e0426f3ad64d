#pragma once
// A narrative that is read for the figures of tables written as sentences, and its sentences.

#include <cstddef>
#include <string>

#include "parser/mention_lexicon.h"
#include "parser/mention_tokens.h"
#include "parser/narrative.h"

namespace nianbao::parser {

// A narrative that is read for figures, and whose report it is.
struct ProseText {
    const Narrative& narrative;
    const MentionText& tokens;
    std::u32string publisher;  // folded; "" when unknown
};

// True for a sentence that speaks of others, of other disputes or of another time: tokens first to last.
[[nodiscard]] bool is_barred_sentence(const ProseText& text, std::size_t first, std::size_t last, const MentionLexicon& lexicon = mention_lexicon());

[[nodiscard]] bool ends_sentence(const ProseText& text, std::size_t t);
// Behind the token that ends the sentence of token `t`; at most `last`.
[[nodiscard]] std::size_t end_of_sentence(const ProseText& text, std::size_t t, std::size_t last);

}  // namespace nianbao::parser
