#pragma once
// Numbers that the narrative states about figures: 共收到政府信息公开申请75件，其中自然人72件 …
//
// Pure, and possible before any table is solved: a number in the text may break a tie between two readings of a run of
// digits. What each number is about is decided by the words around it (mention_lexicon.h); a number that is not clearly
// about a figure of this report's year is left alone.

#include <optional>
#include <string>
#include <vector>

#include "model/figure.h"
#include "model/form.h"
#include "parser/document.h"
#include "parser/mention_lexicon.h"
#include "parser/narrative.h"

namespace nianbao::parser {

// Whose report it is, and of which year: numbers of others are not told.
struct MentionScope {
    std::optional<int> year;
    std::string publisher;  // "" when unknown
};

// In the order of the text. Every figure id of a reading is one of `form`; a mention whose figures the form has not is left out.
[[nodiscard]] std::vector<model::Mention> read_mentions(const model::Form& form, const Document& document, const Narrative& narrative,
                                                        const MentionScope& scope, const MentionLexicon& lexicon = mention_lexicon());

}  // namespace nianbao::parser
