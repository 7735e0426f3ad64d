#include "parser/mentions.h"

#include <algorithm>
#include <string_view>

#include "normalize/fold.h"
#include "parser/mention_bars.h"
#include "parser/mention_figures.h"
#include "parser/mention_lexicon.h"
#include "parser/mention_tokens.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t far = 22;          // characters that may stand between two words of a pattern
constexpr std::uint32_t far_from_number = 0;  // between a number and the words beside it stands nothing that is not understood
constexpr std::uint32_t far_from_zero = 6;    // 未收到 on its words
constexpr std::uint32_t far_behind = 5;       // to the end of the clause
constexpr std::uint32_t far_to_share = 10;  // between a number and its share: 5件，占办结总数的40%
constexpr std::size_t far_context = 100;   // tokens in which 其中 reaches
constexpr std::size_t far_parts = 12;      // numbers between a whole and its last part

struct Match {
    const MentionPattern* pattern = nullptr;
    std::size_t first = 0, last = 0;  // tokens, both included
    [[nodiscard]] std::size_t length() const { return pattern == nullptr ? 0 : pattern->left.size() + pattern->right.size(); }
};

class MentionReader {
public:
    MentionReader(const model::Form& form, const Document& document, const Narrative& narrative, const MentionScope& scope, const MentionLexicon& lexicon)
        : document_(document), narrative_(narrative), lexicon_(lexicon), figures_(form, lexicon_), text_(mention_tokens(narrative, lexicon_, scope.year)),
          tokens_(text_.tokens), bars_(narrative, lexicon_, tokens_, scope.publisher), used_(tokens_.size(), false) {}

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

    [[nodiscard]] std::uint32_t far_beside(std::size_t t) const { return tokens_[t].word_class == class_zero ? far_from_zero : far_from_number; }

    // --- patterns -----------------------------------------------------------------------------------------------------

    // The tokens that match `left` in front of token t; where it begins.
    [[nodiscard]] std::optional<std::size_t> match_left(const std::vector<WordClass>& left, std::size_t t, bool share) const {
        std::size_t at = t;
        for (std::size_t e = left.size(); e-- > 0;) {
            const std::uint32_t reach = e + 1 == left.size() ? far_beside(t) : far;
            for (;;) {
                if (at == 0 || gap(at - 1, at) > reach) return std::nullopt;
                --at;
                if (tokens_[at].word_class == left[e]) break;
                if (!is_transparent(at) && !(share && tokens_[at].word_class == lexicon_.share)) return std::nullopt;
            }
        }
        return at;
    }

    [[nodiscard]] std::optional<std::size_t> match_right(const std::vector<WordClass>& right, std::size_t t) const {
        std::size_t at = t;
        std::uint32_t reach = far_beside(t);
        for (const WordClass expected : right) {
            for (;;) {
                if (at + 1 >= tokens_.size() || gap(at, at + 1) > reach) return std::nullopt;
                ++at;
                if (tokens_[at].word_class == expected) break;
                if (!is_transparent(at)) return std::nullopt;
            }
            reach = far;
        }
        return at;
    }

    // True when nothing but a few words without meaning stands between token t and the end of its clause.
    [[nodiscard]] bool ends_clause(std::size_t t) const {
        std::size_t at = t;
        while (at + 1 < tokens_.size() && is_transparent(at + 1) && gap(at, at + 1) <= far_behind) ++at;
        return at + 1 >= tokens_.size() || ((is_clause_mark(tokens_[at + 1].word_class) || tokens_[at + 1].word_class == lexicon_.join) && gap(at, at + 1) <= far_behind);
    }

    // True when the number stands at the beginning of its clause, so that what it counts stands behind it.
    [[nodiscard]] bool begins_clause(std::size_t t) const {
        std::size_t at = t;
        while (at > 0 && is_transparent(at - 1)) --at;
        return at == 0 || is_clause_mark(tokens_[at - 1].word_class) || tokens_[at - 1].word_class == lexicon_.join || tokens_[at - 1].word_class == class_colon;
    }

    [[nodiscard]] Match match(const MentionPattern& pattern, std::size_t t) const {
        const bool zero = tokens_[t].word_class == class_zero;
        if (pattern.zero != zero) return {};
        const MentionNumber* number = number_of(t);
        const bool percent = number != nullptr && number->percent;
        if (percent && (!pattern.right.empty() || figures_.group_of(pattern.concepts.front()).empty())) return {};
        if (!pattern.topics.empty() && std::find(pattern.topics.begin(), pattern.topics.end(), tokens_[t].topic) == pattern.topics.end()) return {};
        const auto first = match_left(pattern.left, t, percent);
        if (!first) return {};
        const auto last = match_right(pattern.right, t);
        if (!last) return {};
        // Compares texts, so it comes behind what most patterns fail by.
        if (number != nullptr && !percent && !pattern.units.empty() && std::find(pattern.units.begin(), pattern.units.end(), number->unit) == pattern.units.end()) return {};
        if (!pattern.right.empty() && (zero || pattern.left.empty()) && !ends_clause(*last)) return {};
        if (pattern.left.empty() && !zero && !begins_clause(t)) return {};
        if (zero && pattern.right.empty() && !ends_clause(t)) return {};
        if (percent && (t == 0 || !has_share(*first, t))) return {};
        return {&pattern, *first, *last};
    }

    // The longest pattern that fits. Where the words around it bar it, a shorter one, which leaves words out, tells nothing either.
    [[nodiscard]] Match best_match(std::size_t t) {
        Match best;
        bool barred = false;
        const bool left = t > 0 && gap(t - 1, t) <= far_beside(t);
        const bool right = t + 1 < tokens_.size() && gap(t, t + 1) <= far_beside(t);
        if (!left && !right) return best;  // no word near it: a date in a menu
        for (const MentionPattern& pattern : lexicon_.patterns) {
            if ((!left && !pattern.left.empty()) || (!right && !pattern.right.empty())) continue;
            const std::size_t length = pattern.left.size() + pattern.right.size();
            if (length < best.length() || (length == best.length() && !barred)) continue;
            const Match found = match(pattern, t);
            if (found.pattern == nullptr) continue;
            best = found;
            barred = bars_.bar(pattern, {best.first, best.last}, t, used_);
        }
        return barred ? Match{} : best;
    }

    [[nodiscard]] bool has_share(std::size_t first, std::size_t t) const {
        for (std::size_t at = first; at < t; ++at)
            if (tokens_[at].word_class == lexicon_.share) return true;
        return false;
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
        mention.raw = document_.printed_text(narrative_.glyph[begin], narrative_.glyph[end - 1] + 1);
        mention.span = document_.span(narrative_.glyph[begin], narrative_.glyph[end - 1] + 1);
    }

    void add(const std::string& name, std::size_t t, const Match& match) {
        auto mention = figures_.mention_of(name);
        if (!mention || (mention->group == "applicant" && is_of_one_result(match.first))) return;
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

    // 予以公开7件，其中自然人6件: the applicants of one result, and not of all requests.
    [[nodiscard]] bool is_of_one_result(std::size_t first) const {
        const auto told = std::find_if(concepts_.rbegin(), concepts_.rend(), [&](const Told& one) { return mentions_[one.mention].group != "applicant"; });
        if (told == concepts_.rend() || told->name == "new" || mentions_[told->mention].group.empty() || mentions_[told->mention].group == "channel") return false;
        bool within = false;
        for (std::size_t at = told->token + 1; at < first && first - at < far_context; ++at) {
            const WordClass c = tokens_[at].word_class;
            if (c == class_break || c == class_semicolon || c == class_close) return false;
            within = within || c == class_open || c == lexicon_.among;
        }
        return within;
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
    const std::vector<MentionToken>& tokens_;
    MentionBars bars_;
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
