#include "normalize/quantity.h"

#include <algorithm>
#include <array>
#include <utility>

#include "normalize/amount.h"
#include "normalize/number_unit.h"
#include "normalize/numeral.h"
#include "normalize/numeral_characters.h"

namespace nianbao::normalize {
namespace {

using model::Decimal;

template <typename Words>
bool take_front(std::u32string_view& text, const Words& words) {
    for (const std::u32string_view word : words)
        if (text.size() > word.size() && text.starts_with(word)) {
            text.remove_prefix(word.size());
            return true;
        }
    return false;
}

template <typename Words>
bool take_back(std::u32string_view& text, const Words& words) {
    for (const std::u32string_view word : words)
        if (text.size() > word.size() && text.ends_with(word)) {
            text.remove_suffix(word.size());
            return true;
        }
    return false;
}

void trim_front(std::u32string_view& text) {
    if (text.starts_with(U' ')) text.remove_prefix(1);
}
void trim_back(std::u32string_view& text) {
    if (text.ends_with(U' ')) text.remove_suffix(1);
}

// Longer words stand before those that they begin or end with.
constexpr auto totals = std::to_array<std::u32string_view>({U"共计", U"合计", U"总计", U"累计", U"共"});
constexpr auto about = std::to_array<std::u32string_view>(
    {U"大约为", U"大约", U"约为", U"约", U"大概", U"大致", U"将近", U"接近", U"近", U"差不多", U"超过", U"超", U"逾"});
constexpr auto about_after = std::to_array<std::u32string_view>({U"左右", U"上下", U"余", U"餘", U"多", U"许"});
constexpr auto increase = std::to_array<std::u32string_view>({U"增加", U"增长", U"上升", U"增", U"↑", U"升"});
constexpr auto decrease = std::to_array<std::u32string_view>({U"减少", U"減少", U"下降", U"减", U"減", U"↓", U"降"});
constexpr auto plus = std::to_array<std::u32string_view>({U"+", U"正"});
constexpr auto minus = std::to_array<std::u32string_view>({U"-", U"−", U"–", U"﹣", U"负", U"負", U"零下"});
constexpr auto yuan_before = std::to_array<std::u32string_view>({U"人民币", U"RMB", U"CNY", U"¥", U"￥"});
constexpr auto whole_after = std::to_array<std::u32string_view>({U"整", U"正"});

// Prefixes may come in any order, each once.
struct Prefix {
    bool negative = false;
    bool signed_word = false;
    bool rough = false;
    bool yuan = false;
    std::size_t number_begin = 0;  // where the sign stands, or the number
};

std::optional<Prefix> take_prefix(std::u32string_view& text, Sign sign) {
    Prefix prefix;
    const std::size_t size = text.size();
    bool total = false;
    std::optional<std::size_t> sign_at;
    while (true) {
        const std::size_t at = size - text.size();
        if (!prefix.signed_word && take_front(text, minus)) {
            prefix.negative = prefix.signed_word = true;
            sign_at = at;
        } else if (!prefix.signed_word && take_front(text, plus)) {
            prefix.signed_word = true;
            sign_at = at;
        } else if (sign == Sign::change && !prefix.signed_word && take_front(text, increase)) {
            prefix.signed_word = true;
            sign_at = at;
            trim_front(text);
        } else if (sign == Sign::change && !prefix.signed_word && take_front(text, decrease)) {
            prefix.negative = prefix.signed_word = true;
            sign_at = at;
            trim_front(text);
        } else if (!total && take_front(text, totals)) {
            total = true;
            trim_front(text);
        } else if (!prefix.rough && take_front(text, about)) {
            prefix.rough = true;
            trim_front(text);
        } else if (!prefix.yuan && take_front(text, yuan_before)) {
            prefix.yuan = true;
            trim_front(text);
        } else {
            break;
        }
    }
    prefix.number_begin = sign_at.value_or(size - text.size());
    return prefix;
}

struct Parsed {
    Amount amount;
    std::u32string unit;
    std::size_t length = 0;  // of the number within the text given
};

bool holds_large_unit(std::u32string_view text) {
    for (const char32_t c : text)
        if (large_power(c) > 0) return true;
    return false;
}

// The longest unit with which all of the text makes sense wins.
std::optional<Parsed> split_unit(std::u32string_view text, bool rough, bool yuan) {
    for (const Unit& unit : units_at_end(text)) {
        std::u32string_view number = text.substr(0, text.size() - unit.text.size());
        trim_back(number);
        // In 3亿5千万元 the 万 belongs to the number; in 5千万元 and 1.2万亿元 it belongs to the unit.
        if (unit.power == 4 && holds_large_unit(number)) continue;
        if (unit.power == 8 && number.find_first_of(U"亿億") != std::u32string_view::npos) continue;
        if (yuan && !unit.money) continue;
        if (const auto amount = read_any_amount(number, rough); amount && !amount->percent)
            return Parsed{*amount, std::u32string(unit.text), number.size()};
    }
    if (const auto money = read_money_steps(text)) return Parsed{{*money, false, false}, U"元", text.size()};
    if (const auto amount = read_any_amount(text, rough); amount && !(yuan && amount->percent))
        return Parsed{*amount, yuan ? U"元" : U"", text.size()};
    return std::nullopt;
}

// 一个半, 三天半: half a unit more.
std::optional<Parsed> split_unit_and_half(std::u32string_view text, bool yuan) {
    if (text.size() < 3 || text.back() != U'半') return std::nullopt;
    auto parsed = split_unit(text.substr(0, text.size() - 1), false, yuan);
    if (!parsed || parsed->unit.empty() || parsed->amount.approximate || !parsed->amount.value.is_integer())
        return std::nullopt;
    const auto value = Decimal::add(parsed->amount.value, Decimal(5, 1));
    if (!value) return std::nullopt;
    parsed->amount.value = *value;
    return parsed;
}

}  // namespace

std::optional<Quantity> read_quantity(std::u32string_view text, Sign sign) {
    if (text.empty() || text.size() > longest_quantity) return std::nullopt;
    // Most of what is asked for are labels and words.
    if (std::none_of(text.begin(), text.end(), is_numeral)) return std::nullopt;
    std::u32string_view rest = text;
    const auto prefix = take_prefix(rest, sign);
    if (!prefix) return std::nullopt;
    auto parsed = split_unit(rest, prefix->rough, prefix->yuan);
    if (!parsed) parsed = split_unit_and_half(rest, prefix->yuan);
    if (!parsed) {
        // 30件左右, 5年多, 壹佰元整: a word after the unit.
        std::u32string_view shorter = rest;
        const bool exact = take_back(shorter, whole_after);
        if (!exact && !take_back(shorter, about_after)) return std::nullopt;
        trim_back(shorter);
        parsed = split_unit(shorter, prefix->rough, prefix->yuan);
        if (!parsed || (exact && parsed->amount.approximate)) return std::nullopt;
        // 25余 contradicts itself; what is exceeded without a unit was looked at as a whole before.
        const bool exceeded = !exact && (rest.back() != U'右' && rest.back() != U'下');
        if (exceeded && parsed->unit.empty()) return std::nullopt;
        if (!exact) parsed->amount.approximate = true;
    }
    Quantity quantity;
    quantity.value = prefix->negative ? parsed->amount.value.negated() : parsed->amount.value;
    quantity.unit = std::move(parsed->unit);
    quantity.percent = parsed->amount.percent;
    quantity.approximate = parsed->amount.approximate || prefix->rough;
    quantity.begin = prefix->number_begin;
    quantity.end = text.size() - rest.size() + parsed->length;
    return quantity;
}

}  // namespace nianbao::normalize
