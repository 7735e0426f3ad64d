#include "parser/prose_values.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "normalize/fold.h"
#include "normalize/number.h"
#include "parser/mention_figures.h"

namespace nianbao::parser {
namespace {

constexpr std::uint32_t longest_value = 24;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

std::optional<model::Decimal> in_unit(model::Decimal value, const std::string& unit, const std::string& wanted) {
    if (const auto money = in_money_unit(value, unit, wanted)) return money;
    if (unit == wanted || (wanted == "unstated" && unit == "元")) return value;
    static constexpr std::array<std::string_view, 8> pieces = {"件", "宗", "份", "起", "例", "部", "个", "件次"};
    const bool counted = wanted == "件" && std::find(pieces.begin(), pieces.end(), unit) != pieces.end();
    return counted ? std::optional(value) : std::nullopt;
}

// Without a count word, or with a sign: from the label to the next mark it must be one number.
std::optional<ProseValue> bare_value(const ProseText& text, std::size_t t, const std::string& wanted, MayFall sign) {
    const std::vector<MentionToken>& tokens = text.tokens.tokens;
    const std::u32string_view words = text.narrative.text;
    const bool change = sign == MayFall::yes;
    std::uint32_t begin = tokens[t].begin, end = tokens[t].end;
    const std::uint32_t label_end = t > 0 ? tokens[t - 1].end : 0;
    while (change && begin > label_end && std::u32string_view(U"+-增减加少").find(words[begin - 1]) != std::u32string_view::npos) --begin;
    while (end < words.size() && end - begin < longest_value && std::u32string_view(U"，；、。:()\n").find(words[end]) == std::u32string_view::npos) ++end;
    if (words[begin] == U'0' && begin + 1 < end && is_digit(words[begin + 1])) return std::nullopt;  // 0000005
    const auto reading = normalize::read_number(normalize::to_utf8(std::u32string(words.substr(begin, end - begin))), change ? normalize::Sign::change : normalize::Sign::plain);
    if (!reading.value || reading.percent || reading.approximate) return std::nullopt;
    const auto value = reading.unit.empty() ? reading.value : in_unit(*reading.value, reading.unit, wanted);
    return value ? std::optional(ProseValue{*value, begin, end}) : std::nullopt;
}

}  // namespace

std::optional<ProseValue> prose_value(const ProseText& text, std::size_t t, const std::string& wanted, MayFall sign) {
    const MentionToken& token = text.tokens.tokens[t];
    if (token.number < 0 || sign == MayFall::yes) return bare_value(text, t, wanted, sign);
    const MentionNumber& number = text.tokens.numbers[static_cast<std::size_t>(token.number)];
    if (number.percent || number.approximate) return std::nullopt;
    const auto value = in_unit(number.value, normalize::to_utf8(number.unit), wanted);
    return value ? std::optional(ProseValue{*value}) : std::nullopt;
}

}  // namespace nianbao::parser
