#include "normalize/amount.h"

#include "normalize/numeral.h"

namespace nianbao::normalize {
namespace {

using model::Decimal;

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
        if (text.ends_with(U' ')) text.remove_suffix(1);
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

}  // namespace

std::optional<Amount> read_any_amount(std::u32string_view text, bool rough) {
    if (text.empty()) return std::nullopt;
    if (text == U"半" || text == U"一半") return Amount{Decimal(5, 1), false, false};
    if (text.starts_with(U"百分之") || text.ends_with(U'%') || text.find(U'成') != std::u32string_view::npos)
        return read_percent(text);
    if (const std::size_t bar = text.find(U"分之"); bar != std::u32string_view::npos) return read_fraction(text, bar);
    if (auto exceeded = read_exceeded(text)) return exceeded;
    return exactly(rough ? read_rough(text) : read_amount(text));
}

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

}  // namespace nianbao::normalize
