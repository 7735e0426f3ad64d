#pragma once
// What a number must not be about: another body, another time, another kind of dispute, things put on a page.
//
//   下属事业单位收到政府信息公开申请12件      others
//   7月至12月收到申请146件                    a part of the year
//   依法办理行政复议案件24件（均与政府信息公开无关）
//
// The words of the pattern fit; the words around them say that the number is none of the report's figures, or leave that open.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/mention_lexicon.h"
#include "parser/mention_tokens.h"
#include "parser/narrative.h"

namespace nianbao::parser {

// Words of a pattern: tokens, both included.
struct PatternPlace {
    std::size_t first = 0, last = 0;
};

// Marks that end a clause.
[[nodiscard]] bool is_clause_mark(WordClass word_class);

// 全市 in the report of a city's government; in that of a county or a department it is a larger place. Both folded.
[[nodiscard]] bool is_own_place(std::u32string_view place, std::u32string_view publisher);

// 由10件增加到12件: the number at token `t` is what it was before.
[[nodiscard]] bool is_former_value(const Narrative& narrative, const MentionLexicon& lexicon, const std::vector<MentionToken>& tokens, std::size_t t);

class MentionBars {
public:
    MentionBars(const Narrative& narrative, const MentionLexicon& lexicon, const std::vector<MentionToken>& tokens,
                std::string_view publisher);

    // `t`: the number, `used`: tokens of what was told before.
    [[nodiscard]] bool bar(const MentionPattern& pattern, PatternPlace place, std::size_t t, const std::vector<bool>& used);

private:
    [[nodiscard]] std::uint32_t gap(std::size_t a, std::size_t b) const {
        return tokens_[b].begin > tokens_[a].end ? tokens_[b].begin - tokens_[a].end : 0;
    }
    [[nodiscard]] WordClass class_at(std::size_t t) const { return tokens_[t].word_class; }
    [[nodiscard]] bool has(const std::vector<bool>& property, std::size_t t) const { return property[tokens_[t].word_class]; }

    [[nodiscard]] bool is_of_another_time(const MentionPattern& pattern, std::size_t first, std::size_t t,
                                          const std::vector<bool>& used) const;
    [[nodiscard]] bool is_of_another_kind(std::size_t first) const;
    [[nodiscard]] bool counts_another_thing(std::size_t first, std::size_t t, const std::vector<bool>& used) const;
    [[nodiscard]] bool is_joined_to_another(const MentionPattern& pattern, std::size_t first) const;
    [[nodiscard]] bool is_denied_behind(bool dispute, std::size_t last) const;
    [[nodiscard]] bool is_of_publishing(std::size_t first) const;
    [[nodiscard]] bool is_accepted_of_received(std::size_t first, std::size_t t, const std::vector<bool>& used) const;
    [[nodiscard]] bool is_about_disclosure(const MentionPattern& pattern, std::size_t first, std::size_t t) const;
    [[nodiscard]] bool speaks_of_disclosure(std::size_t t) const;
    [[nodiscard]] bool clause_speaks_of_disclosure(std::size_t t) const;

    [[nodiscard]] bool is_of_others(const MentionPattern& pattern, std::size_t first, std::size_t last) const;
    [[nodiscard]] bool is_named_as_other(std::size_t first) const;
    [[nodiscard]] bool is_all_of_place(std::size_t t) const;
    [[nodiscard]] bool begins_clause(std::size_t t) const;
    [[nodiscard]] bool is_own_place(std::size_t t) const;
    [[nodiscard]] bool goes_on_about_others(std::size_t t) const;
    [[nodiscard]] bool is_divided_by_level(std::size_t first, std::size_t last) const;

    const Narrative& narrative_;
    const MentionLexicon& lexicon_;
    const std::vector<MentionToken>& tokens_;
    std::u32string publisher_;
    std::optional<std::size_t> others_at_;  // the last number that was others': what follows in the sentence goes on about them
};

}  // namespace nianbao::parser
