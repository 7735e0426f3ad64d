#include "normalize/quantity.h"

#include <array>
#include <utility>

#include "normalize/number_unit.h"
#include "normalize/numeral.h"

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
constexpr auto about_inside = std::to_array<std::u32string_view>({U"余", U"餘", U"多", U"来"});
constexpr auto increase = std::to_array<std::u32string_view>({U"增加", U"增长", U"上升", U"增", U"↑", U"升"});
constexpr auto decrease = std::to_array<std::u32string_view>({U"减少", U"減少", U"下降", U"减", U"減", U"↓", U"降"});
constexpr auto plus = std::to_array<std::u32string_view>({U"+", U"正"});
constexpr auto minus = std::to_array<std::u32string_view>({U"-", U"−", U"–", U"﹣", U"负", U"負", U"零下"});
constexpr auto yuan_before = std::to_array<std::u32string_view>({U"人民币", U"RMB", U"CNY", U"¥", U"￥"});
constexpr auto whole_after = std::to_array<std::u32string_view>({U"整", U"正"});

struct Amount {
    Decimal value;
    bool percent = false;
    bool approximate = false;
};

std::optional<Amount> exactly(std::optional<Decimal> value) {
    return value ? std::optional(Amount{*value, false, false}) : std::nullopt;
}

// numerator / denominator, exact where it ends; else to 15 places (fewer before a large whole part) and approximate.
std::optional<Amount> quotient(std::int64_t numerator, std::int64_t denominator) {
    constexpr std::int64_t limit = 1'000'000;
    if (denominator < 2 || denominator > limit || numerator > limit) return std::nullopt;
    std::int64_t unscaled = numerator / denominator;
    std::int64_t remainder = numerator % denominator;
    int scale = 0;
    constexpr int places = 15;
    constexpr std::int64_t room = 10'000'000'000'000'000;  // so that one more digit still fits 18
    while (remainder != 0 && scale < places && unscaled < room) {
        remainder *= 10;
        unscaled = unscaled * 10 + remainder / denominator;
        remainder %= denominator;
        ++scale;
    }
    if (remainder * 2 >= denominator) ++unscaled;
    return Amount{Decimal(unscaled, scale), false, remainder != 0};
}

std::optional<std::int64_t> whole(std::u32string_view text) {
    const auto value = read_amount(text);
    if (!value || value->scale() != 0) return std::nullopt;
    return value->unscaled();
}

// 三分之二, 一又三分之二.
std::optional<Amount> read_fraction(std::u32string_view text, std::size_t bar) {
    std::u32string_view denominator = text.substr(0, bar);
    std::int64_t ones = 0;
    if (const std::size_t and_mark = denominator.find(U'又'); and_mark != std::u32string_view::npos) {
        const auto value = whole(denominator.substr(0, and_mark));
        if (!value || *value > 1'000'000) return std::nullopt;
        ones = *value;
        denominator.remove_prefix(and_mark + 1);
    }
    // 千分之, 万分之: the units are said without 一 here.
    const auto below = denominator == U"千"                           ? std::optional<std::int64_t>(1000)
                       : denominator == U"万" || denominator == U"萬" ? std::optional<std::int64_t>(10000)
                                                                      : whole(denominator);
    const auto above = whole(text.substr(bar + 2));
    if (!below || !above || (ones > 0 && *above >= *below)) return std::nullopt;
    auto result = quotient(*above, *below);
    if (!result) return std::nullopt;
    const auto sum = Decimal::add(result->value, Decimal(ones));
    if (!sum) return std::nullopt;
    result->value = *sum;
    return result;
}

// 百分之三十五, 35%, 三成, 三成五.
std::optional<Amount> read_percent(std::u32string_view text) {
    std::optional<Decimal> value;
    if (text.starts_with(U"百分之")) {
        const std::u32string_view share = text.substr(3);
        value = share == U"百" || share == U"佰" ? Decimal(100) : read_amount(share);
    } else if (text.ends_with(U'%')) {
        text.remove_suffix(1);
        trim_back(text);
        value = read_amount(text);
    } else if (const std::size_t tenth = text.find(U'成');
               tenth != std::u32string_view::npos && tenth > 0 && text.size() - tenth <= 2) {
        const auto tens = read_amount(text.substr(0, tenth));
        if (!tens || *tens > Decimal(10) || tens->is_zero()) return std::nullopt;
        const std::u32string_view rest = text.substr(tenth + 1);
        const int ones = rest.empty() ? 0 : rest[0] == U'半' ? 5 : chinese_digit(rest[0]);
        if (ones < 0 || (!rest.empty() && (ones == 0 || !tens->is_integer()))) return std::nullopt;
        const auto share = times(*tens, 10);
        value = share ? Decimal::add(*share, Decimal(ones)) : std::nullopt;
    }
    if (!value) return std::nullopt;
    return Amount{*value, true, false};
}

// 百余, 近百, 上千: a unit on its own is a number only where it is an approximation.
std::optional<Decimal> read_rough(std::u32string_view text) {
    if (text.size() == 1 && small_unit(text[0]) > 10) return Decimal(small_unit(text[0]));
    if (text.size() == 1 && large_power(text[0]) > 0) return Decimal(1).shifted(large_power(text[0]));
    return read_amount(text);
}

// 7700余, 十余万, 三百多万: what is said to be exceeded is the number.
std::optional<Amount> read_exceeded(std::u32string_view text) {
    const std::size_t mark = text.find_first_of(U"余餘多来");
    if (mark == std::u32string_view::npos || mark == 0) return std::nullopt;
    const auto base = read_rough(text.substr(0, mark));
    const std::u32string_view rest = text.substr(mark + 1);
    // 3余 says nothing, and 25余 contradicts itself: what may be exceeded ends in a unit or in 0.
    if (!base || !base->is_integer() || base->is_zero() || times(*base, 1)->unscaled() % 10 != 0) return std::nullopt;
    if (rest.empty())
        return text[mark] == U'来' && *base != Decimal(10) ? std::nullopt : std::optional(Amount{*base, false, true});
    int power = 0;
    for (const char32_t c : rest) {
        if (large_power(c) == 0 || power > 4) return std::nullopt;
        power += large_power(c);
    }
    const auto value = base->shifted(power);
    if (!value || *base >= Decimal(10000)) return std::nullopt;
    return Amount{*value, false, true};
}

std::optional<Amount> read_any_amount(std::u32string_view text, bool rough) {
    if (text.empty()) return std::nullopt;
    if (text == U"半" || text == U"一半") return Amount{Decimal(5, 1), false, false};
    if (text.starts_with(U"百分之") || text.ends_with(U'%') || text.find(U'成') != std::u32string_view::npos)
        return read_percent(text);
    if (const std::size_t bar = text.find(U"分之"); bar != std::u32string_view::npos) return read_fraction(text, bar);
    if (auto exceeded = read_exceeded(text)) return exceeded;
    return exactly(rough ? read_rough(text) : read_amount(text));
}

// 5元3角2分, 壹佰元整: money in two or three steps becomes 元 with places.
std::optional<Decimal> read_money_steps(std::u32string_view text) {
    const std::size_t yuan = text.find_first_of(U"元圆圓块塊");
    if (yuan == std::u32string_view::npos || yuan == 0) return std::nullopt;
    const auto whole_part = read_amount(text.substr(0, yuan));
    std::u32string_view rest = text.substr(yuan + 1);
    if (!whole_part || whole_part->scale() != 0 || rest.empty()) return std::nullopt;
    const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9' ? static_cast<int>(c - U'0') : chinese_digit(c); };
    int tenths = 0;
    int hundredths = 0;
    bool named = false;
    if (rest.size() >= 2 && (rest[1] == U'角' || rest[1] == U'毛') && digit(rest[0]) > 0) {
        tenths = digit(rest[0]);
        rest.remove_prefix(2);
        named = true;
    } else if (rest.size() == 3 && digit(rest[0]) == 0) {
        rest.remove_prefix(1);  // 五元零三分
    }
    if (rest.size() == 2 && rest[1] == U'分' && digit(rest[0]) > 0) {
        hundredths = digit(rest[0]);
        rest.remove_prefix(2);
        named = true;
    }
    if (!named || !rest.empty()) return std::nullopt;
    return Decimal::add(*whole_part, hundredths > 0 ? Decimal(tenths * 10 + hundredths, 2) : Decimal(tenths, 1));
}

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
