#pragma once
// A narrative as the words and numbers that matter: everything else is only distance between them.
//
//   2023年,共收到政府信息公开申请12件,其中   ->   this_year , filler receive request #12件 , among

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "parser/mention_lexicon.h"
#include "parser/narrative.h"

namespace nianbao::parser {

struct MentionToken {
    WordClass word_class = class_none;
    std::uint32_t begin = 0, end = 0;  // in Narrative::text
    int number = -1;                   // index in MentionText::numbers
    Topic topic = no_topic;            // what the text speaks of from here on
};

struct MentionNumber {
    model::Decimal value;
    std::u32string unit;  // the count word behind it
    bool percent = false;
    bool approximate = false;
};

struct MentionText {
    std::vector<MentionToken> tokens;
    std::vector<MentionNumber> numbers;
};

// `year`: the report's; without it every year may be meant.
[[nodiscard]] MentionText mention_tokens(const Narrative& narrative, const MentionLexicon& lexicon, std::optional<int> year);

}  // namespace nianbao::parser
