#include "audit/text_sums.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "audit/text.h"

namespace nianbao::audit {
namespace {

using model::Decimal;

enum class Part { none, channel, person, organisation };

struct Clause {
    std::u16string_view text;
    std::vector<NumberAt> counts;   // numbers with 件, 条, 宗, 份 behind them
    std::optional<NumberAt> share;  // the number before %
    Part part = Part::none;
    bool is_total = false;
};

constexpr std::u16string_view units = u"件条宗份次个篇期";

bool is_unit(std::u16string_view text, std::size_t at) {
    return at < text.size() && units.find(text[at]) != std::u16string_view::npos;
}

Part part_of(std::u16string_view text) {
    if (contains_any(text, {u"当面", u"现场", u"网络", u"网上", u"在线", u"互联网", u"信函", u"邮寄", u"信件", u"书面", u"传真",
                            u"邮件", u"来信", u"网站申请"}))
        return Part::channel;
    if (contains_any(text, {u"自然人", u"公民"})) return Part::person;
    if (contains_any(text, {u"法人", u"企业", u"组织", u"科研机构", u"服务机构"})) return Part::organisation;
    return Part::none;
}

Clause read_clause(std::u16string_view text) {
    Clause clause;
    clause.text = text;
    for (std::size_t i = 0; i < text.size();) {
        const auto number = is_digit(text[i]) ? number_at(text, i) : std::nullopt;
        if (!number) {
            ++i;
            continue;
        }
        if (number->end < text.size() && text[number->end] == u'%')
            clause.share = number;
        else if (is_unit(text, number->end))
            clause.counts.push_back(*number);
        i = number->end;
    }
    clause.part = part_of(text);
    clause.is_total = clause.part == Part::none && contains_any(text, {u"申请"}) &&
                      contains_any(text, {u"收到", u"受理", u"新收", u"共"}) && !clause.counts.empty();
    return clause;
}

// 1,234 holds a comma of its own.
std::vector<Clause> clauses_of(std::u16string_view sentence) {
    std::vector<Clause> clauses;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= sentence.size(); ++i) {
        if (i < sentence.size()) {
            const char16_t c = sentence[i];
            const bool inside_number =
                c == u',' && i > 0 && is_digit(sentence[i - 1]) && i + 1 < sentence.size() && is_digit(sentence[i + 1]);
            if (inside_number || !contains(u",、:()", sentence.substr(i, 1))) continue;
        }
        if (i > begin) clauses.push_back(read_clause(sentence.substr(begin, i - begin)));
        begin = i + 1;
    }
    return clauses;
}

std::optional<Decimal> sum_of(const std::vector<Decimal>& values) {
    std::optional<Decimal> sum = Decimal(0);
    for (const Decimal value : values)
        if (sum) sum = Decimal::add(*sum, value);
    return sum;
}

std::string listed(const std::vector<Decimal>& values) {
    std::string text;
    for (const Decimal value : values) text += (text.empty() ? "" : " + ") + value.to_string();
    return text;
}

struct Parts {
    std::vector<Decimal> values;
    bool persons = false, organisations = false;
};

void judge_parts(const char* subject, const Parts& parts, Decimal total, std::u16string_view sentence,
                 std::vector<TextSum>& found) {
    const auto sum = sum_of(parts.values);
    if (!sum || parts.values.size() < 2 || *sum == total) return;
    found.push_back({TextSum::Kind::parts,
                     "the parts in " + quoted(sentence, 80) + " are " + listed(parts.values) + " = " + sum->to_string() +
                         ", but the total is " + total.to_string(),
                     subject, total, *sum});
}

void judge_sentence(std::u16string_view sentence, std::vector<TextSum>& found) {
    if (contains_any(sentence, {u"复议", u"诉讼", u"同比", u"上年", u"去年", u"余件", u"余条"})) return;
    std::optional<Decimal> total;
    Parts channels;
    Parts applicants;
    for (const Clause& clause : clauses_of(sentence)) {
        if (!total && clause.is_total && clause.counts.size() == 1) {
            total = clause.counts.front().value;
            continue;
        }
        if (clause.counts.size() != 1) {
            if (clause.part != Part::none && !clause.counts.empty())
                return;  // several numbers: it is not told which is the part's
            continue;
        }
        const Decimal value = clause.counts.front().value;
        if (clause.part == Part::channel) channels.values.push_back(value);
        if (clause.part == Part::person || clause.part == Part::organisation) {
            applicants.values.push_back(value);
            applicants.persons = applicants.persons || clause.part == Part::person;
            applicants.organisations = applicants.organisations || clause.part == Part::organisation;
        }
        // A further kind of part that is not known here makes the list incomplete.
        if (clause.part == Part::none && total && contains(clause.text, u"其他") && !channels.values.empty())
            channels.values.push_back(value);
    }
    if (!total) return;
    judge_parts("channels", channels, *total, sentence, found);
    if (applicants.persons && applicants.organisations) judge_parts("applicants", applicants, *total, sentence, found);
}

void judge_share(const NumberAt& part, Decimal share, const std::vector<Decimal>& wholes, std::u16string_view sentence,
                 std::vector<TextSum>& found) {
    bool any = false;
    for (const Decimal whole : wholes) {
        if (whole < part.value || whole == part.value) {
            if (whole == part.value && is_share(part.value, whole, share)) return;
            continue;
        }
        any = true;
        if (is_share(part.value, whole, share)) return;
    }
    if (!any) return;
    found.push_back({TextSum::Kind::share,
                     "in " + quoted(sentence, 80) + " " + part.value.to_string() + " is said to be " + share.to_string() +
                         " %, which it is of none of the totals in the text and the table",
                     "share " + part.value.to_string(), share, part.value});
}

void judge_shares(std::u16string_view text, const std::vector<Decimal>& totals, std::vector<TextSum>& found) {
    std::vector<Decimal> wholes = totals;
    for (const std::u16string_view sentence : sentences(text))
        for (const Clause& clause : clauses_of(sentence))
            for (const NumberAt& count : clause.counts) wholes.push_back(count.value);
    for (const std::u16string_view sentence : sentences(text)) {
        std::vector<NumberAt> last;
        for (const Clause& clause : clauses_of(sentence)) {
            const bool share_of_last = clause.share && clause.text.starts_with(u"占") && last.size() == 1;
            const bool share_of_own = clause.share && contains(clause.text, u"占") && clause.counts.size() == 1;
            if (share_of_own)
                judge_share(clause.counts.front(), clause.share->value, wholes, sentence, found);
            else if (share_of_last)
                judge_share(last.front(), clause.share->value, wholes, sentence, found);
            last = clause.counts;
        }
    }
}

}  // namespace

bool is_share(Decimal part, Decimal whole, Decimal share) {
    if (whole.is_zero() || !part.is_integer() || !whole.is_integer()) return part.is_zero() && share.is_zero();
    const long double exact = 100.0L * static_cast<long double>(part.unscaled()) / static_cast<long double>(whole.unscaled());
    long double unit = 1;
    long double stated = static_cast<long double>(share.unscaled());
    for (int i = 0; i < share.scale(); ++i) unit /= 10, stated /= 10;
    const long double off = exact > stated ? exact - stated : stated - exact;
    return off < unit;
}

std::vector<TextSum> contradictions_in(std::string_view text, const std::vector<Decimal>& totals) {
    std::vector<TextSum> found;
    const std::u16string whole = folded(text);
    const std::u16string plain = without_spaces(whole);
    // Line breaks end paragraphs here: sentences are cut before spaces and breaks go.
    for (const std::u16string_view sentence : sentences(whole)) {
        const std::u16string bare = without_spaces(sentence);
        judge_sentence(bare, found);
    }
    judge_shares(plain, totals, found);
    return found;
}

}  // namespace nianbao::audit
