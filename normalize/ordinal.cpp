#include "normalize/ordinal.h"

#include <algorithm>
#include <string>

#include "normalize/fold.h"
#include "normalize/numeral.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t looked_at = 96;      // bytes; no ordinal is longer, spaces included
constexpr std::size_t longest_number = 7;  // characters: 九百九十九

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_chinese(char32_t c) { return chinese_digit(c) >= 0 || small_unit(c) != 0 || c == U'廿' || c == U'卅'; }

struct Number {
    int value = 0;
    bool arabic = false;
    std::size_t end = 0;
};

std::optional<Number> number_at(std::u32string_view text, std::size_t begin) {
    std::size_t end = begin;
    const bool arabic = begin < text.size() && is_digit(text[begin]);
    while (end < text.size() && end - begin < longest_number && (arabic ? is_digit(text[end]) : is_chinese(text[end]))) ++end;
    const auto value = read_amount(text.substr(begin, end - begin));
    if (!value || value->scale() != 0 || *value < model::Decimal(1) || *value > model::Decimal(999)) return std::nullopt;
    return Number{static_cast<int>(value->unscaled()), arabic, end};
}

struct Match {
    int number = 0;
    OrdinalStyle style = OrdinalStyle::chinese;
    std::size_t end = 0;  // in characters
};

std::optional<Match> match(std::u32string_view text) {
    const char32_t first = text.front();
    if (first == U'(') {
        const auto number = number_at(text, 1);
        if (!number || number->end >= text.size() || text[number->end] != U')') return std::nullopt;
        return Match{number->value, number->arabic ? OrdinalStyle::arabic_brackets : OrdinalStyle::chinese_brackets,
                     number->end + 1};
    }
    if (first == U'第') {
        const auto number = number_at(text, 1);
        if (!number) return std::nullopt;
        for (const std::u32string_view word :
             {std::u32string_view(U"部分"), std::u32string_view(U"章"), std::u32string_view(U"节"), std::u32string_view(U"条"),
              std::u32string_view(U"项"), std::u32string_view(U"款"), std::u32string_view(U"类")})
            if (text.substr(number->end).starts_with(word))
                return Match{number->value, OrdinalStyle::chapter, number->end + word.size()};
        return std::nullopt;
    }
    const auto number = number_at(text, 0);
    if (!number || number->end >= text.size()) return std::nullopt;
    const char32_t mark = text[number->end];
    if (mark == U')')
        return Match{number->value, number->arabic ? OrdinalStyle::arabic_brackets : OrdinalStyle::chinese_brackets,
                     number->end + 1};
    if (mark != U'.' && mark != U',') return std::nullopt;
    return Match{number->value, number->arabic ? OrdinalStyle::arabic : OrdinalStyle::chinese, number->end + 1};
}

}  // namespace

std::optional<Ordinal> read_ordinal(std::string_view utf8) {
    const Folded folded = fold_label(utf8.substr(0, looked_at));
    if (folded.text.empty()) return std::nullopt;
    const auto found = match(folded.text);
    if (!found) return std::nullopt;
    // 1.2 and 1,234 are numbers, but 1、2019年 is an ordinal: no number has the ideographic comma.
    const bool is_number =
        found->style == OrdinalStyle::arabic && found->end < folded.text.size() && is_digit(folded.text[found->end]);
    if (is_number && folded.origins[found->end - 1].of(utf8) != "、") return std::nullopt;
    return Ordinal{found->number, found->style, folded.origins[found->end - 1].end};
}

}  // namespace nianbao::normalize
