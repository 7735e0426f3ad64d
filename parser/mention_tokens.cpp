#include "parser/mention_tokens.h"

#include <algorithm>
#include <string_view>

#include "normalize/fold.h"
#include "normalize/number.h"
#include "normalize/numeral_characters.h"
#include "parser/mention_periods.h"

namespace nianbao::parser {
namespace {

using normalize::is_ascii_digit;

constexpr std::size_t longest_number = 24;
constexpr std::size_t few_digits = 9, most_digits = 12;  // of what the grammar is not asked for; more than few before a unit of one character only

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_numeral(char32_t c) { return normalize::chinese_digit(c) >= 0 || normalize::small_unit(c) > 0 || normalize::large_power(c) > 0 || normalize::tens(c) > 0; }

WordClass punctuation(char32_t c) {
    switch (c) {
        case U'。': case U'\n': case U'.': return class_break;
        case U'；': return class_semicolon;
        case U'，': case U',': return class_comma;
        case U':': return class_colon;
        case U'(': return class_open;
        case U')': return class_close;
        default: return class_none;
    }
}

class Tokeniser {
public:
    Tokeniser(const Narrative& narrative, const MentionLexicon& lexicon, std::optional<int> year)
        : text_(narrative.text), narrative_(narrative), lexicon_(lexicon), year_(year) {}

    MentionText read() {
        std::size_t part = 0;
        for (std::size_t at = 0; at < text_.size();) {
            while (part < narrative_.parts.size() && narrative_.parts[part].begin <= at) begin_part(narrative_.parts[part++], at);
            if (const std::size_t end = read_number(at); end > at) at = end;
            else if (const std::size_t word_end = read_word(at); word_end > at) at = word_end;
            else {
                if (const WordClass mark = punctuation(text_[at]); mark != class_none) add(mark, at, at + 1);
                ++at;
            }
        }
        return std::move(result_);
    }

private:
    [[nodiscard]] char32_t peek(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }

    MentionToken& add(WordClass word_class, std::size_t begin, std::size_t end) {
        result_.tokens.push_back({word_class, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), -1, topic_});
        return result_.tokens.back();
    }

    void begin_part(const Narrative::Part& part, std::size_t at) {
        const auto topic = lexicon_.topics.find("section " + part.section);
        topic_ = topic == lexicon_.topics.end() ? no_topic : topic->second;
        add(class_break, at, at);
    }

    std::size_t read_word(std::size_t at) {
        for (const MentionWord& word : lexicon_.words[MentionLexicon::hash_of(text_[at])]) {
            if (text_.substr(at, word.text.size()) != word.text) continue;
            const std::size_t end = at + word.text.size();
            // 收到法律援助申请120件: an application that is not said to be for information, behind words that are not understood.
            if (word.text == U"未" && !denies_act(end)) continue;
            const bool plain = word.word_class == lexicon_.plain_request;
            if (plain && !result_.tokens.empty() && result_.tokens.back().end < at) {
                add(word.word_class, at, end);
                return end;
            }
            if (word.topic != no_topic) set_topic(word.topic);
            add(plain ? lexicon_.request : word.word_class, at, end);
            return end;
        }
        return at;
    }

    // 未制定规范性文件 denies, 未按时 does not say what.
    [[nodiscard]] bool denies_act(std::size_t at) const {
        if (at >= text_.size()) return false;
        for (const MentionWord& word : lexicon_.words[MentionLexicon::hash_of(text_[at])])
            if (text_.substr(at, word.text.size()) == word.text) return lexicon_.acts[word.word_class];
        return false;
    }

    // 行政复议、行政诉讼: what follows may be about either.
    void set_topic(Topic topic) {
        const std::size_t size = result_.tokens.size();
        const bool joined = size >= 2 && result_.tokens[size - 1].word_class == lexicon_.join && topic_at_word_ == size - 1 && topic_ != topic;
        topic_ = joined ? no_topic : topic;
        topic_at_word_ = size + 1;
    }

    // --- numbers ------------------------------------------------------------------------------------------------------

    std::size_t read_number(std::size_t at) {
        const char32_t c = text_[at];
        const bool arabic = is_ascii_digit(c);
        if (!arabic && !is_numeral(c)) return at;
        if (const std::size_t end = arabic ? read_year(at) : read_chinese_year(at); end > at) return end;
        if (const auto period = read_period(text_, at)) {
            if (!period->whole_year) add(class_part_of_year, at, period->end);
            return period->end;
        }
        std::size_t end = digits_end(at);
        if (!arabic) {
            // A word of the lexicon may begin with a numeral: 一并, 三安全一稳定.
            for (const MentionWord& word : lexicon_.words[MentionLexicon::hash_of(c)])
                if (text_.substr(at, word.text.size()) == word.text) return at;
        }
        const bool exact = !is_one_of(at > 0 ? text_[at - 1] : U'\0', U"第.-~至 号〔") && !is_letter(at > 0 ? text_[at - 1] : U'\0') && !(arabic && at > 0 && is_ascii_digit(text_[at - 1]));
        while (is_one_of(peek(end), U"余多几来万亿千百")) ++end;
        const std::size_t unit_begin = end;
        std::size_t unit_end = unit_begin;
        bool percent = false;
        if (peek(end) == U'%') {
            percent = true;
            ++unit_end;
        } else {
            for (const std::u32string& unit : lexicon_.units)
                if (text_.substr(unit_begin, unit.size()) == unit) {
                    unit_end = unit_begin + unit.size();
                    break;
                }
        }
        if (unit_end == unit_begin || !exact || unit_begin - at > longest_number || is_word_not_number(at, unit_end)) {
            if (!arabic) return at;
            add(class_digits, at, unit_begin);
            return unit_begin;
        }
        return add_number(at, unit_begin, unit_end, percent);
    }

    // 一起, 一次 and 一个 are mostly no numbers; 第一项加第二项之和, of which a page's columns cut the 第 off, is the form's own note.
    [[nodiscard]] bool is_word_not_number(std::size_t at, std::size_t unit_end) const {
        if (text_[unit_end - 1] == U'项' && (text_.substr(unit_end, 2) == U"之和" || peek(unit_end) == U'加')) return true;
        if (text_[at] != U'一' || unit_end != at + 2) return false;
        const char32_t next = peek(unit_end);
        return is_one_of(text_[at + 1], U"起次个项") && !(next == U'\0' || punctuation(next) != class_none || is_one_of(next, U"、案申"));
    }

    [[nodiscard]] std::size_t digits_end(std::size_t at) const {
        std::size_t end = at;
        if (!is_ascii_digit(text_[at])) {
            while (end < text_.size() && is_numeral(text_[end])) ++end;
            return end;
        }
        while (is_ascii_digit(peek(end)) || ((peek(end) == U',' || peek(end) == U'，' || peek(end) == U'.') && is_ascii_digit(peek(end + 1)) && is_ascii_digit(peek(end - 1)))) {
            // 收到3，5件 is no 35: a comma parts groups of three digits only.
            if ((peek(end) == U',' || peek(end) == U'，') && !(is_ascii_digit(peek(end + 2)) && is_ascii_digit(peek(end + 3)) && !is_ascii_digit(peek(end + 4)))) break;
            ++end;
        }
        return end;
    }

    std::size_t add_number(std::size_t at, std::size_t unit_begin, std::size_t unit_end, bool percent) {
        std::u32string written(text_.substr(at, unit_end - at));
        std::replace(written.begin(), written.end(), U'，', U',');
        normalize::NumberReading reading;
        // Nearly every number: a few digits and a count word, which need no grammar.
        const std::u32string_view digits = text_.substr(at, unit_begin - at);
        const bool plain = !percent && text_[unit_begin] != U'元' && digits.size() <= (unit_end - unit_begin == 1 ? most_digits : few_digits) && (digits.size() == 1 || digits.front() != U'0') && std::all_of(digits.begin(), digits.end(), is_ascii_digit);
        if (plain) reading.value = model::Decimal::parse(normalize::to_utf8(digits));
        else reading = normalize::read_number(normalize::to_utf8(written));
        if (!reading.value) {
            add(class_digits, at, unit_begin);
            return unit_begin;
        }
        MentionNumber number;
        number.value = *reading.value;
        // 万元 as a whole, which money is not multiplied by; 件 of 1.2万件.
        number.unit = reading.unit.empty() ? std::u32string(text_.substr(unit_begin, unit_end - unit_begin)) : normalize::to_utf32(reading.unit);
        number.percent = percent;
        number.approximate = reading.approximate;
        if (!result_.tokens.empty() && result_.tokens.back().word_class == lexicon_.about && result_.tokens.back().end == at) number.approximate = true;
        for (const std::u32string_view about : {U"左右", U"上下", U"以上", U"以内"})
            if (text_.substr(unit_end, 2) == about) number.approximate = true;
        result_.numbers.push_back(std::move(number));
        add(class_number, at, unit_end).number = static_cast<int>(result_.numbers.size()) - 1;
        return unit_end;
    }

    // 2019年, 2019年度, 2019年1月1日, 2019年底: a year, and no number of anything.
    std::size_t read_year(std::size_t at) {
        if (at > 0 && (is_ascii_digit(text_[at - 1]) || text_[at - 1] == U'.')) return at;
        std::size_t end = at;
        int value = 0;
        while (is_ascii_digit(peek(end)) && end - at < 5) value = value * 10 + static_cast<int>(text_[end++] - U'0');
        if (end - at != 4 || value < 1949 || value > 2099 || peek(end) != U'年') {
            // 5日: part of a date.
            if (end - at > 2 || peek(end) != U'日') return at;
            ++end;
            return end;
        }
        ++end;
        if (peek(end) == U'度' || peek(end) == U'底' || peek(end) == U'末' || peek(end) == U'初' || peek(end) == U'内') ++end;
        // 2021-2023年 and 2019年至2023年 are more than one year; 截至2023年底 is not.
        const bool several = at > 1 && (text_[at - 1] == U'-' || (is_one_of(text_[at - 1], U"至到—~") && is_one_of(text_[at - 2], U"年度0123456789")));
        add(several ? WordClass{class_other_year} : year_class(value), at, end);
        return end;
    }

    // 二〇一八年, 二○一八年度.
    std::size_t read_chinese_year(std::size_t at) {
        int value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const int digit = normalize::is_pair(peek(at + i)) ? -1 : normalize::chinese_digit(peek(at + i));
            if (digit < 0) return at;
            value = value * 10 + digit;
        }
        if (value < 1949 || value > 2099 || peek(at + 4) != U'年') return at;
        const std::size_t end = at + (peek(at + 5) == U'度' ? 6 : 5);
        add(year_class(value), at, end);
        return end;
    }

    [[nodiscard]] WordClass year_class(int value) const {
        if (!year_ || value == *year_) return class_this_year;
        if (value == *year_ - 1) return class_last_year;
        return value == *year_ + 1 ? class_next_year : class_other_year;
    }

    std::u32string_view text_;
    const Narrative& narrative_;
    const MentionLexicon& lexicon_;
    std::optional<int> year_;
    MentionText result_;
    Topic topic_ = no_topic;
    std::size_t topic_at_word_ = 0;  // how many tokens there were with the last word that set the topic
};

}  // namespace

MentionText mention_tokens(const Narrative& narrative, const MentionLexicon& lexicon, std::optional<int> year) { return Tokeniser(narrative, lexicon, year).read(); }

}  // namespace nianbao::parser
