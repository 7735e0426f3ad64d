#include "parser/mention_bars.h"

#include <algorithm>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t longest_context =
    1000;                                // tokens of a sentence or paragraph; in a longer one nothing is told beyond doubt
constexpr std::size_t longest_lead = 8;  // words without weight before a subject: 2023年，全市
constexpr std::size_t shortest_subject = 3, longest_subject = 20;

}  // namespace

bool is_clause_mark(WordClass c) {
    return c == class_break || c == class_semicolon || c == class_comma || c == class_open || c == class_close;
}

bool is_own_place(std::u32string_view place, std::u32string_view publisher) {
    if (publisher.empty()) return true;
    if (place.ends_with(U"政府")) place.remove_suffix(2);
    const char32_t level = place.back();
    std::size_t office = std::u32string_view::npos;
    for (const std::u32string_view word : {U"人民政府", U"政府", U"管理委员会", U"管委会", U"办事处"})
        if (office = publisher.find(word); office != std::u32string_view::npos) break;
    if (office == std::u32string_view::npos) office = publisher.size();  // 平潭综合实验区
    return office > 0 && publisher[office - 1] == level;
}

bool is_former_value(const Narrative& narrative, const MentionLexicon& lexicon, const std::vector<MentionToken>& tokens, std::size_t t) {
    const std::u32string_view text = narrative.text;
    if (t >= tokens.size()) return false;
    const std::u32string_view behind = text.substr(std::min<std::size_t>(tokens[t].end, text.size()), 2);
    if (behind == U"增至" || behind == U"降至" || behind == U"升至") return true;
    if (t + 1 >= tokens.size() || tokens[t + 1].begin != tokens[t].end || !lexicon.compares[tokens[t + 1].word_class]) return false;
    const std::u32string_view to = text.substr(std::min<std::size_t>(tokens[t + 1].end, text.size()), 1);
    return to == U"到" || to == U"至" || to == U"为";
}

MentionBars::MentionBars(const Narrative& narrative, const MentionLexicon& lexicon, const std::vector<MentionToken>& tokens,
                         std::string_view publisher)
    : narrative_(narrative), lexicon_(lexicon), tokens_(tokens), publisher_(normalize::folded_text(publisher)) {}

bool MentionBars::bar(const MentionPattern& pattern, PatternPlace place, std::size_t t, const std::vector<bool>& used) {
    if (pattern.disclosure && !is_about_disclosure(pattern, place.first, t)) return true;
    if (pattern.made && is_of_publishing(place.first)) return true;
    if (pattern.whole && is_accepted_of_received(place.first, t, used)) return true;
    if (pattern.bare && counts_another_thing(place.first, t, used)) return true;
    if (is_joined_to_another(pattern, place.first)) return true;
    if (is_of_another_kind(place.first) || is_denied_behind(pattern.disclosure, place.last)) return true;
    if (goes_on_about_others(t) || is_former_value(narrative_, lexicon_, tokens_, t)) return true;
    if (is_of_others(pattern, place.first, place.last)) {
        others_at_ = t;
        return true;
    }
    return is_of_another_time(pattern, place.first, t, used);
}

// --- time and comparison ------------------------------------------------------------------------------------------------

bool MentionBars::is_of_another_time(const MentionPattern& pattern, std::size_t first, std::size_t t,
                                     const std::vector<bool>& used) const {
    bool clause = true, cumulative = false, until = false;
    WordClass year = class_this_year;
    bool year_found = false;
    for (std::size_t at = t; at-- > 0 && class_at(at) != class_break;) {
        if (t - at > longest_context) return true;
        const WordClass c = class_at(at);
        if (c == class_comma || c == class_semicolon || c == class_open) clause = false;
        cumulative = cumulative || c == lexicon_.cumulative;
        until = until || c == lexicon_.until;
        if (at >= first || used[at]) continue;
        if (lexicon_.bars_sentence[c] || (clause && lexicon_.bars_clause[c]) || (pattern.whole && lexicon_.bars_whole[c]))
            return true;
        const bool is_year = c >= class_this_year && c <= class_part_of_year;
        const bool compared = at > 0 && has(lexicon_.compares, at - 1) && gap(at - 1, at) <= 1;
        if (is_year && !year_found && !compared) {
            year = c;
            year_found = true;
        }
    }
    // 截至2023年底，累计收到: since when is not said.
    return year != class_this_year || (cumulative && until);
}

// --- what is counted ----------------------------------------------------------------------------------------------------

// 其他行政复议案件24件, 各类行政复议案件24件.
bool MentionBars::is_of_another_kind(std::size_t first) const {
    for (std::size_t at = first; at > 0 && gap(at - 1, at) == 0; --at) {
        if (has(lexicon_.bars_beside, at - 1)) return true;
        if (!has(lexicon_.transparent, at - 1) || has(lexicon_.speaks_of_disclosure, at - 1)) return false;
    }
    return false;
}

// Where the words before the number do not name what they count: 收到12件群众投诉; 收到转办件12件，答复12件, of which the first was
// not told.
bool MentionBars::counts_another_thing(std::size_t first, std::size_t t, const std::vector<bool>& used) const {
    bool number = false;
    const bool takes =
        std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(first), tokens_.begin() + static_cast<std::ptrdiff_t>(t),
                    [&](const MentionToken& token) { return lexicon_.takes[token.word_class]; });
    for (std::size_t at = takes ? 0 : first; at-- > 0 && class_at(at) != class_break && first - at < longest_context;) {
        if (is_clause_mark(class_at(at))) number = false;
        number = number || (class_at(at) == class_number && !used[at]);
        if (!has(lexicon_.takes, at)) continue;
        if (number && !used[at]) return true;
        if (used[at]) break;
    }
    for (std::size_t at = t; at + 1 < tokens_.size(); ++at) {
        if (gap(at, at + 1) > 0) return true;
        if (!has(lexicon_.transparent, at + 1)) return has(lexicon_.foreign, at + 1);
    }
    return !tokens_.empty() && tokens_.back().end < narrative_.text.size();
}

// 本年新收申请和上年结转申请共26件, 结果维持和结果纠正3件: the number is of both.
bool MentionBars::is_joined_to_another(const MentionPattern& pattern, std::size_t first) const {
    if (pattern.left.empty() || first == 0 || class_at(first - 1) != lexicon_.join || gap(first - 1, first) > 0) return false;
    std::size_t at = first - 1;
    while (at > 0 && gap(at - 1, at) == 0 && (has(lexicon_.transparent, at - 1) || class_at(at - 1) == lexicon_.request)) --at;
    return at > 0 && gap(at - 1, at) == 0 && lexicon_.counted[class_at(at - 1)];
}

// 行政复议案件24件、行政诉讼案件13件（均与政府信息公开无关）. Of anything but disputes only within the clause.
bool MentionBars::is_denied_behind(bool dispute, std::size_t last) const {
    for (std::size_t at = last + 1; at < tokens_.size() && at - last < longest_context; ++at) {
        const WordClass c = class_at(at);
        if (c == class_break || c == class_semicolon || (c == class_comma && !dispute)) return false;
        if (lexicon_.denies[c]) return true;
    }
    return false;
}

// 主动公开行政许可决定75件，行政处罚决定33件: on a page, which are not the decisions made.
bool MentionBars::is_of_publishing(std::size_t first) const {
    for (std::size_t at = first;
         at-- > 0 && class_at(at) != class_break && class_at(at) != class_semicolon && first - at < longest_context;) {
        if (has(lexicon_.does, at)) return false;
        if (has(lexicon_.publishes, at)) return true;
    }
    return false;
}

// 收到22件，受理20件: the second number is a part of the first.
bool MentionBars::is_accepted_of_received(std::size_t first, std::size_t t, const std::vector<bool>& used) const {
    const auto accepts = [&](std::size_t at) {
        return std::u32string_view(narrative_.text).substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin).find(U"受理") != std::u32string_view::npos;
    };
    bool accepted = false;
    for (std::size_t at = first; at < t; ++at) accepted = accepted || (has(lexicon_.takes, at) && accepts(at));
    if (!accepted) return false;
    for (std::size_t at = first; at-- > 0 && class_at(at) != class_break && first - at < longest_context;)
        if (used[at] && has(lexicon_.takes, at) && !accepts(at)) return true;
    return false;
}

// --- disputes about disclosure ------------------------------------------------------------------------------------------

// Who handles, hears or receives disputes may do so in all matters, and 涉及征地拆迁行政诉讼8件 says of what they are: they are about
// disclosure where the clause says so.
bool MentionBars::is_about_disclosure(const MentionPattern& pattern, std::size_t first, std::size_t t) const {
    if (!speaks_of_disclosure(t)) return false;
    const bool total = lexicon_.concepts.at(pattern.concepts.front()).group.empty();
    if (total && first > 0 && gap(first - 1, first) > 0 && class_at(t) != class_zero) return clause_speaks_of_disclosure(t);
    bool judged = false, disclosure = false;
    for (std::size_t at = t; at-- > 0 && t - at < longest_context;) {
        if (is_clause_mark(class_at(at))) {
            // 审理行政复议案件30件，其中维持20件: a part is of what its whole is of.
            if (total || class_at(at) == class_break) break;
            continue;
        }
        judged = judged || has(lexicon_.judges, at);
        disclosure = disclosure || has(lexicon_.speaks_of_disclosure, at);
    }
    return !judged || disclosure || clause_speaks_of_disclosure(t);
}

bool MentionBars::clause_speaks_of_disclosure(std::size_t t) const {
    for (std::size_t at = t; at-- > 0 && !is_clause_mark(class_at(at)) && t - at < longest_context;)
        if (has(lexicon_.speaks_of_disclosure, at)) return true;
    for (std::size_t at = t; at < tokens_.size() && at - t < longest_context && !is_clause_mark(class_at(at)); ++at)
        if (has(lexicon_.speaks_of_disclosure, at)) return true;
    return false;
}

bool MentionBars::speaks_of_disclosure(std::size_t t) const {
    for (std::size_t at = t + 1; at-- > 0 && t - at < longest_context;) {
        if (class_at(at) == class_break &&
            narrative_.text[std::min<std::size_t>(tokens_[at].begin, narrative_.text.size() - 1)] == U'\n')
            break;
        if (has(lexicon_.speaks_of_disclosure, at)) return true;
    }
    // Behind it in the same clause: 收到3件政府信息公开行政复议.
    if (clause_speaks_of_disclosure(t)) return true;
    const auto part = std::find_if(narrative_.parts.rbegin(), narrative_.parts.rend(),
                                   [&](const auto& p) { return p.begin <= tokens_[t].begin; });
    return part != narrative_.parts.rend() && (part->section == "disputes" || part->section == "applications");
}

// --- whose numbers ------------------------------------------------------------------------------------------------------

// The subject that stands nearest: 我局, 全市 in the report of a city, 下属单位, 指导镇街.
bool MentionBars::is_of_others(const MentionPattern& pattern, std::size_t first, std::size_t last) const {
    if (is_named_as_other(first)) {
        const std::string& group = lexicon_.concepts.at(pattern.concepts.front()).group;
        if (pattern.whole || group.empty() || group == "origin") return true;
    }
    bool comma = false, year_behind_comma = false;
    for (std::size_t at = first; at-- > 0 && class_at(at) != class_break && first - at < longest_context;) {
        const WordClass c = class_at(at);
        if (lexicon_.own[c]) break;
        if (lexicon_.region[c] && begins_clause(at)) {
            if (!is_own_place(at)) return true;
            break;
        }
        if (lexicon_.others[c] && !is_all_of_place(at)) return true;
        if (lexicon_.others[c]) break;
        if (lexicon_.guides[c] && !(comma && year_behind_comma)) return true;
        if (c == class_this_year && !comma) year_behind_comma = true;
        comma = comma || c == class_comma || c == class_semicolon;
    }
    return pattern.whole && is_divided_by_level(first, last);
}

// 全县各乡镇、各部门, 县政府及各部门: named one after the other behind the place they are all of.
bool MentionBars::is_all_of_place(std::size_t t) const {
    for (std::size_t at = t; at > 0 && gap(at - 1, at) == 0; --at) {
        const WordClass before = class_at(at - 1);
        if (lexicon_.own[before]) return true;
        if (lexicon_.region[before]) return is_own_place(at - 1);
        if (!lexicon_.others[before] && before != lexicon_.join) return false;
    }
    // 临山县各级行政机关 in the report of 临山县人民政府.
    std::size_t first = t;
    while (first > 0 && gap(first - 1, first) == 0 && lexicon_.others[class_at(first - 1)]) --first;
    const std::size_t begin = first > 0 ? tokens_[first - 1].end : 0;
    const std::u32string_view place = std::u32string_view(narrative_.text).substr(begin, tokens_[first].begin - begin);
    if (place.empty() || !publisher_.starts_with(place)) return false;
    const std::u32string_view office = std::u32string_view(publisher_).substr(place.size());
    return office.empty() || office.starts_with(U"人民政府") || office.starts_with(U"政府") || office.starts_with(U"管");
}

// 全市共收到900件，其中市本级收到151件: the table may be of either.
bool MentionBars::is_divided_by_level(std::size_t first, std::size_t last) const {
    bool region = false;
    for (std::size_t at = first; at-- > 0 && class_at(at) != class_break && first - at < longest_context;)
        region = region || has(lexicon_.region, at);
    for (std::size_t at = last + 1; at < tokens_.size() && class_at(at) != class_break && at - last < longest_context; ++at) {
        region = region || class_at(at) == lexicon_.among;  // 收到900件，其中市本级151件
        if (class_at(at) == lexicon_.level) return region;
    }
    return false;
}

// 市公安局收到申请20件，办结18件: the second number is of the same body, until another one is named.
bool MentionBars::goes_on_about_others(std::size_t t) const {
    if (!others_at_ || t - *others_at_ > longest_context) return others_at_.has_value();
    for (std::size_t at = *others_at_; at < t; ++at)
        if (class_at(at) == class_break || has(lexicon_.own, at) || (has(lexicon_.region, at) && is_own_place(at)))
            return false;
    return true;
}

// 市公安局收到申请20件 in the report of another body: the subject in front of the words ends as departments' and towns' names
// do, and the publisher's name does not end like it. 我局, 全市各局 are the whole.
bool MentionBars::is_named_as_other(std::size_t first) const {
    std::size_t at = first;
    while (at > 0 && has(lexicon_.transparent, at - 1) && gap(at - 1, at) == 0 && class_at(at - 1) != class_colon) --at;
    const std::size_t end = tokens_[at].begin;
    std::size_t clause = at;
    while (clause > 0 && at - clause < longest_context && !is_clause_mark(class_at(clause - 1))) --clause;
    const std::size_t begin = clause > 0 ? tokens_[clause - 1].end : 0;
    const std::u32string_view subject = std::u32string_view(narrative_.text).substr(begin, end - begin);
    if (subject.size() < shortest_subject || subject.size() > longest_subject || publisher_.empty()) return false;
    static constexpr std::u32string_view endings = U"局委镇乡道院厅办室所队心";
    if (endings.find(subject.back()) == std::u32string_view::npos || subject.ends_with(U"渠道") ||
        subject.find_first_of(U"我本全各") != std::u32string_view::npos)
        return false;
    const std::u32string_view name = subject.substr(subject.size() - shortest_subject);
    const bool town = name.back() == U'镇' || name.back() == U'乡';  // its government's name goes on behind it
    return town ? publisher_.find(name) == std::u32string::npos : !publisher_.ends_with(name);
}

bool MentionBars::begins_clause(std::size_t t) const {
    std::size_t at = t;
    while (at > 0 && t - at < longest_lead && has(lexicon_.transparent, at - 1) && gap(at - 1, at) == 0) --at;
    return at == 0 ? tokens_[0].begin == 0
                   : gap(at - 1, at) == 0 && (is_clause_mark(class_at(at - 1)) || class_at(at - 1) == class_colon);
}

bool MentionBars::is_own_place(std::size_t t) const {
    return parser::is_own_place(std::u32string_view(narrative_.text).substr(tokens_[t].begin, tokens_[t].end - tokens_[t].begin), publisher_);
}

}  // namespace nianbao::parser
