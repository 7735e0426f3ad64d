#include "parser/mentions.h"

#include <algorithm>
#include <string_view>

#include "normalize/fold.h"
#include "parser/mention_figures.h"
#include "parser/mention_lexicon.h"
#include "parser/mention_tokens.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t far = 22;          // characters that may stand between two words of a pattern
constexpr std::uint32_t far_from_number = 6;
constexpr std::uint32_t far_behind = 5;    // between a number and a word behind it
constexpr std::uint32_t far_to_share = 10;  // between a number and its share: 5件，占办结总数的40%
constexpr std::size_t longest_context = 1000;  // tokens of a sentence or paragraph; in a longer one nothing is told beyond doubt
constexpr std::size_t far_parts = 12;      // numbers between a whole and its last part

struct Match {
    const MentionPattern* pattern = nullptr;
    std::size_t first = 0, last = 0;  // tokens, both included
    [[nodiscard]] std::size_t length() const { return pattern == nullptr ? 0 : pattern->left.size() + pattern->right.size(); }
};

bool is_mark(WordClass c) { return c == class_break || c == class_semicolon || c == class_comma || c == class_open || c == class_close; }

class MentionReader {
public:
    MentionReader(const model::Form& form, const Document& document, const Narrative& narrative, const MentionScope& scope, const MentionLexicon& lexicon)
        : document_(document), narrative_(narrative), lexicon_(lexicon), figures_(form, lexicon_), text_(mention_tokens(narrative, lexicon_, scope.year)),
          publisher_(normalize::folded_text(scope.publisher)),
          tokens_(text_.tokens), used_(tokens_.size(), false) {}

    std::vector<model::Mention> read() {
        for (std::size_t t = 0; t < tokens_.size(); ++t) {
            if (tokens_[t].word_class != class_number && tokens_[t].word_class != class_zero) continue;
            if (read_share(t)) continue;
            const Match match = best_match(t);
            if (match.pattern == nullptr) continue;
            for (std::size_t u = match.first; u <= match.last; ++u) used_[u] = true;
            for (const std::string& name : match.pattern->concepts) add(name, t, match);
        }
        return std::move(mentions_);
    }

private:
    [[nodiscard]] const MentionNumber* number_of(std::size_t t) const { return tokens_[t].number < 0 ? nullptr : &text_.numbers[static_cast<std::size_t>(tokens_[t].number)]; }
    [[nodiscard]] bool is_transparent(std::size_t t) const { return lexicon_.transparent[tokens_[t].word_class]; }
    [[nodiscard]] std::uint32_t gap(std::size_t a, std::size_t b) const { return tokens_[b].begin > tokens_[a].end ? tokens_[b].begin - tokens_[a].end : 0; }

    // --- patterns -----------------------------------------------------------------------------------------------------

    // The tokens that match `left` in front of token t; where it begins.
    [[nodiscard]] std::optional<std::size_t> match_left(const std::vector<WordClass>& left, std::size_t t, bool share) const {
        std::size_t at = t;
        for (std::size_t e = left.size(); e-- > 0;) {
            for (;;) {
                if (at == 0 || gap(at - 1, at) > (at == t ? far_from_number : far)) return std::nullopt;
                --at;
                if (tokens_[at].word_class == left[e]) break;
                if (!is_transparent(at) && !(share && tokens_[at].word_class == lexicon_.share)) return std::nullopt;
            }
        }
        return at;
    }

    [[nodiscard]] std::optional<std::size_t> match_right(const std::vector<WordClass>& right, std::size_t t) const {
        std::size_t at = t;
        for (const WordClass expected : right) {
            for (;;) {
                if (at + 1 >= tokens_.size() || gap(at, at + 1) > (at == t ? far_behind : far)) return std::nullopt;
                ++at;
                if (tokens_[at].word_class == expected) break;
                if (!is_transparent(at)) return std::nullopt;
            }
        }
        return at;
    }

    // True when nothing but a few words without meaning stands between token t and the end of its clause.
    [[nodiscard]] bool ends_clause(std::size_t t) const {
        std::size_t at = t;
        while (at + 1 < tokens_.size() && is_transparent(at + 1) && gap(at, at + 1) <= far_behind) ++at;
        return at + 1 >= tokens_.size() || ((is_mark(tokens_[at + 1].word_class) || tokens_[at + 1].word_class == lexicon_.join) && gap(at, at + 1) <= far_behind);
    }

    // True when the number stands at the beginning of its clause, so that what it counts stands behind it.
    [[nodiscard]] bool begins_clause(std::size_t t) const {
        std::size_t at = t;
        while (at > 0 && is_transparent(at - 1)) --at;
        return at == 0 || is_mark(tokens_[at - 1].word_class) || tokens_[at - 1].word_class == lexicon_.join || tokens_[at - 1].word_class == class_colon;
    }

    [[nodiscard]] Match match(const MentionPattern& pattern, std::size_t t) const {
        const bool zero = tokens_[t].word_class == class_zero;
        if (pattern.zero != zero) return {};
        const MentionNumber* number = number_of(t);
        const bool percent = number != nullptr && number->percent;
        if (number != nullptr && !percent && !pattern.units.empty() && std::find(pattern.units.begin(), pattern.units.end(), number->unit) == pattern.units.end()) return {};
        if (percent && (!pattern.right.empty() || figures_.group_of(pattern.concepts.front()).empty())) return {};
        if (!pattern.topics.empty() && std::find(pattern.topics.begin(), pattern.topics.end(), tokens_[t].topic) == pattern.topics.end()) return {};
        const auto first = match_left(pattern.left, t, percent);
        if (!first) return {};
        const auto last = match_right(pattern.right, t);
        if (!last) return {};
        if (!pattern.right.empty() && (zero || pattern.left.empty()) && !ends_clause(*last)) return {};
        if (pattern.left.empty() && !zero && !begins_clause(t)) return {};
        if (zero && pattern.right.empty() && !ends_clause(t)) return {};
        if (percent && (t == 0 || !has_share(*first, t))) return {};
        if (is_barred(pattern, *first, t)) return {};
        return {&pattern, *first, *last};
    }

    [[nodiscard]] Match best_match(std::size_t t) const {
        Match best;
        for (const MentionPattern& pattern : lexicon_.patterns) {
            if (pattern.left.size() + pattern.right.size() <= best.length()) continue;
            const Match found = match(pattern, t);
            if (found.pattern != nullptr) best = found;
        }
        return best;
    }

    [[nodiscard]] bool has_share(std::size_t first, std::size_t t) const {
        for (std::size_t at = first; at < t; ++at)
            if (tokens_[at].word_class == lexicon_.share) return true;
        return false;
    }

    // --- what a number must not be about -------------------------------------------------------------------------------

    [[nodiscard]] bool is_barred(const MentionPattern& pattern, std::size_t first, std::size_t t) const {
        if (pattern.disclosure && !speaks_of_disclosure(t)) return true;
        if (pattern.whole && is_of_another_body(first)) return true;
        bool clause = true;
        WordClass year = class_this_year;
        bool year_found = false;
        for (std::size_t at = t; at-- > 0 && tokens_[at].word_class != class_break;) {
            if (t - at > longest_context) return true;
            const WordClass c = tokens_[at].word_class;
            const bool matched = at >= first;
            if (c == class_comma || c == class_semicolon || c == class_open) clause = false;
            if (matched || used_[at]) continue;
            if (lexicon_.bars_sentence[c] || (clause && lexicon_.bars_clause[c]) || (pattern.whole && lexicon_.bars_whole[c])) return true;
            const bool is_year = c >= class_this_year && c <= class_other_year;
            const bool compared = at > 0 && lexicon_.compares[tokens_[at - 1].word_class] && gap(at - 1, at) <= 1;
            if (is_year && !year_found && !compared) {
                year = c;
                year_found = true;
            }
        }
        return year != class_this_year;
    }

    // 市公安局收到申请20件 in the report of another body: the subject in front of the words ends as departments' and towns' names
    // do, and the publisher's name does not end like it. 我局, 全市各局 are the whole.
    [[nodiscard]] bool is_of_another_body(std::size_t first) const {
        std::size_t at = first;
        while (at > 0 && is_transparent(at - 1) && gap(at - 1, at) == 0 && tokens_[at - 1].word_class != class_colon) --at;
        const std::size_t end = tokens_[at].begin;
        std::size_t clause = at;
        while (clause > 0 && at - clause < longest_context && !is_mark(tokens_[clause - 1].word_class)) --clause;
        const std::size_t begin = clause > 0 ? tokens_[clause - 1].end : 0;
        const std::u32string_view subject = std::u32string_view(narrative_.text).substr(begin, end - begin);
        if (subject.size() < 3 || subject.size() > 20 || publisher_.empty()) return false;
        static constexpr std::u32string_view endings = U"局委镇乡道院厅";
        if (endings.find(subject.back()) == std::u32string_view::npos || subject.find_first_of(U"我本全各") != std::u32string_view::npos) return false;
        return !publisher_.ends_with(subject.substr(subject.size() - 3));
    }

    [[nodiscard]] bool speaks_of_disclosure(std::size_t t) const {
        for (std::size_t at = t + 1; at-- > 0 && t - at < longest_context;) {
            if (tokens_[at].word_class == class_break && narrative_.text[std::min<std::size_t>(tokens_[at].begin, narrative_.text.size() - 1)] == U'\n') break;
            if (lexicon_.speaks_of_disclosure[tokens_[at].word_class]) return true;
        }
        // Behind it in the same clause: 收到3件政府信息公开行政复议.
        for (std::size_t at = t; at < tokens_.size() && at - t < longest_context && !is_mark(tokens_[at].word_class); ++at)
            if (lexicon_.speaks_of_disclosure[tokens_[at].word_class]) return true;
        const auto part = std::find_if(narrative_.parts.rbegin(), narrative_.parts.rend(), [&](const auto& p) { return p.begin <= tokens_[t].begin; });
        return part != narrative_.parts.rend() && (part->section == "disputes" || part->section == "applications");
    }

    // --- mentions -----------------------------------------------------------------------------------------------------

    // 5件（40%）, 5件，占办结总数的40%: the share of what was told just before.
    bool read_share(std::size_t t) {
        const MentionNumber* number = number_of(t);
        if (number == nullptr || !number->percent || told_.empty() || tokens_[t].begin - tokens_[last_told_].end > far_to_share) return false;
        bool share = false;
        for (std::size_t at = last_told_ + 1; at < t; ++at) {
            const WordClass c = tokens_[at].word_class;
            share = share || c == lexicon_.share || c == class_open;
            if (c != lexicon_.share && c != class_open && c != class_comma && !is_transparent(at)) return false;
        }
        if (!share) return false;
        for (std::size_t& m : told_) {
            if (mentions_[m].group.empty() || mentions_[m].kind == model::MentionKind::percent) continue;
            model::Mention mention = mentions_[m];
            mention.kind = model::MentionKind::percent;
            fill(mention, *number, tokens_[told_first_].begin, tokens_[t].end);
            m = mentions_.size();
            mentions_.push_back(std::move(mention));
        }
        return true;
    }

    void fill(model::Mention& mention, const MentionNumber& number, std::uint32_t begin, std::uint32_t end) const {
        mention.value = number.value;
        mention.approximate = number.approximate;
        mention.raw = document_.text(narrative_.glyph[begin], narrative_.glyph[end - 1] + 1);
        mention.span = document_.span(narrative_.glyph[begin], narrative_.glyph[end - 1] + 1);
    }

    void add(const std::string& name, std::size_t t, const Match& match) {
        auto mention = figures_.mention_of(name);
        if (!mention) return;
        static const MentionNumber zero;
        const MentionNumber& number = number_of(t) == nullptr ? zero : *number_of(t);
        fill(*mention, number, tokens_[match.first].begin, tokens_[match.last].end);
        if (number.percent) mention->kind = model::MentionKind::percent;
        else if (const auto value = figures_.in_unit_of(*mention, number.value, normalize::to_utf8(number.unit))) mention->value = *value;
        else return;
        mention->part_of = whole_of(mention->group, t);
        if (last_told_ != t) told_.clear();
        last_told_ = t;
        told_first_ = match.first;
        told_.push_back(mentions_.size());
        concepts_.push_back({name, t, mentions_.size()});
        mentions_.push_back(std::move(*mention));
    }

    // The last number before, in this sentence or the one before it, that the group divides.
    [[nodiscard]] int whole_of(const std::string& group, std::size_t t) const {
        const auto wholes = lexicon_.wholes.find(group);
        if (group.empty() || wholes == lexicon_.wholes.end()) return -1;
        int sentences = 0;
        std::size_t at = t;
        for (std::size_t c = concepts_.size(); c-- > 0 && concepts_.size() - c <= far_parts;) {
            for (; at > concepts_[c].token; --at) sentences += tokens_[at].word_class == class_break && tokens_[at].begin < tokens_[at].end ? 1 : 0;
            if (sentences > 2) return -1;
            if (std::find(wholes->second.begin(), wholes->second.end(), concepts_[c].name) != wholes->second.end()) return static_cast<int>(concepts_[c].mention);
        }
        return -1;
    }

    struct Told {
        std::string name;
        std::size_t token = 0;
        std::size_t mention = 0;
    };

    const Document& document_;
    const Narrative& narrative_;
    const MentionLexicon& lexicon_;
    MentionFigures figures_;
    MentionText text_;
    std::u32string publisher_;
    const std::vector<MentionToken>& tokens_;
    std::vector<bool> used_;  // by token: part of a mention
    std::vector<model::Mention> mentions_;
    std::vector<Told> concepts_;      // what the mentions are of, but the shares
    std::vector<std::size_t> told_;   // mentions of the number at last_told_
    std::size_t last_told_ = 0, told_first_ = 0;
};

}  // namespace

std::vector<model::Mention> read_mentions(const model::Form& form, const Document& document, const Narrative& narrative, const MentionScope& scope,
                                           const MentionLexicon& lexicon) {
    return MentionReader(form, document, narrative, scope, lexicon).read();
}

}  // namespace nianbao::parser
