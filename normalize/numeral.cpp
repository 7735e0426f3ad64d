#include "normalize/numeral.h"

#include <algorithm>
#include <string>

#include "normalize/numeral_section.h"

namespace nianbao::normalize {
namespace {

using model::Decimal;

// 二〇二〇: digits of one kind without units. Two digits in rising order (三四, 三五) also mean “three or four”, and a zero
// before other digits is no number, so both are refused.
std::optional<Decimal> read_positional(std::u32string_view text) {
    if (text.size() < 2 || text.size() > Decimal::max_digits || is_zero(text.front())) return std::nullopt;
    std::int64_t value = 0;
    for (const char32_t c : text) {
        if (chinese_digit(c) < 0 || is_pair(c)) return std::nullopt;
        value = value * 10 + chinese_digit(c);
    }
    const bool either_or = text.size() == 2 && !is_zero(text[1]) && chinese_digit(text[0]) < chinese_digit(text[1]);
    if (either_or) return std::nullopt;
    return Decimal(value);
}

// 三点一四: the integer part by the section grammar or positional, then digits one by one.
std::optional<Decimal> read_chinese_decimal(std::u32string_view text, std::size_t point) {
    const auto whole = read_amount(text.substr(0, point));
    const std::u32string_view places = text.substr(point + 1);
    if (!whole || !whole->is_integer() || whole->scale() != 0 || places.empty() || places.size() > Decimal::max_digits)
        return std::nullopt;
    std::string written = whole->to_string() + ".";
    for (const char32_t c : places) {
        if (chinese_digit(c) < 0 || is_pair(c)) return std::nullopt;
        written.push_back(static_cast<char>('0' + chinese_digit(c)));
    }
    // 一百二点五 would have to be 120.5, which nobody writes.
    if (point >= 2 && chinese_digit(text[point - 1]) > 0 && small_unit(text[point - 2]) > 10) return std::nullopt;
    if (point >= 2 && chinese_digit(text[point - 1]) > 0 && large_power(text[point - 2]) > 0) return std::nullopt;
    return Decimal::parse(written);
}

std::optional<Decimal> read_section(std::u32string_view text, Ending ending, bool first) {
    if (text.empty()) return std::nullopt;
    if (is_ascii_digit(text.front()) || text.front() == U'.') return read_arabic_section(text);
    if (const std::size_t point = text.find(U'点'); point != std::u32string_view::npos) {
        // Only the text as a whole or the coefficient of 万 and 亿 may have places.
        return first && ending == Ending::colloquial ? read_chinese_decimal(text, point) : std::nullopt;
    }
    if (const auto section = read_section_numeral(text, ending, first)) return Decimal(*section);
    return first && ending == Ending::colloquial ? read_positional(text) : std::nullopt;
}

// True when the last place that the text names is above the ones: 二十, 三百. Then 零 may follow for it.
bool leaves_ones_empty(std::u32string_view text) { return small_unit(text.back()) != 0 || large_power(text.back()) != 0; }

std::optional<Decimal> read_large(std::u32string_view text, int below, Ending ending, bool first);

// What stands after 万 or 亿 of 10^power.
std::optional<Decimal> read_rest(std::u32string_view rest, int power, std::u32string_view before, Ending ending) {
    const bool zero = is_zero(rest.front()) && rest.size() > 1;
    if (zero) rest.remove_prefix(1);
    // 一万二: one digit without 零 is the place below 万.
    if (!zero && rest.size() == 1 && chinese_digit(rest[0]) > 0 && !is_pair(rest[0]))
        return ending == Ending::colloquial ? Decimal(chinese_digit(rest[0])).shifted(power - 1) : std::nullopt;
    const bool bare_digits = std::all_of(rest.begin(), rest.end(), is_ascii_digit);
    // 3万5 could be meant either way; 3万5000 and 3万零5 could not.
    if (bare_digits && !zero && rest.size() != static_cast<std::size_t>(power)) return std::nullopt;
    const bool after_zero_ten = zero && small_unit(rest.front()) == 10;  // 一万零十五
    const auto value = read_large(rest, power, ending, after_zero_ten);
    if (!value || !value->is_integer() || value->is_zero()) return std::nullopt;
    const auto limit = Decimal(1).shifted(power);
    if (!limit || *value >= *limit) return std::nullopt;
    // 一万零五千: 零 where nothing is left out contradicts itself; 二十万零三千 is written for the empty ones of 二十.
    const auto full = Decimal(1).shifted(power - 1);
    if (zero && *value >= *full && !leaves_ones_empty(before)) return std::nullopt;
    return value;
}

// What stands before 万 or 亿. 五亿十五万: before a unit 十 may stand alone, also where it does not begin the number.
std::optional<Decimal> read_coefficient(std::u32string_view text, int power, bool first) {
    if (first || small_unit(text.front()) != 10) return read_large(text, power == 8 ? 8 : 4, Ending::plain, first);
    const auto section = read_section_numeral(text, Ending::plain, true);
    return section ? std::optional(Decimal(*section)) : std::nullopt;
}

// A number that may hold units below 10^below.
std::optional<Decimal> read_large(std::u32string_view text, int below, Ending ending, bool first) {
    for (int power = std::min(below - 4, 16); power >= 4; power -= 4) {
        const auto is_unit = [power](char32_t c) { return large_power(c) == power; };
        const auto unit = std::find_if(text.begin(), text.end(), is_unit);
        if (unit == text.end()) continue;
        const auto at = static_cast<std::size_t>(unit - text.begin());
        const std::u32string_view before = text.substr(0, at);
        const std::u32string_view rest = text.substr(at + 1);
        if (before.empty()) return std::nullopt;
        // 百万 and 千亿 are said without 一, but only on their own.
        const bool bare = before.size() == 1 && small_unit(before[0]) > 10 && rest.empty() && first;
        const bool places = rest.empty() && first;
        const auto coefficient = bare ? std::optional(Decimal(small_unit(before[0]))) : read_coefficient(before, power, first);
        const auto decimal = !coefficient && places ? read_section(before, Ending::colloquial, true) : std::nullopt;
        const bool is_decimal = decimal && before.find(U'点') != std::u32string_view::npos;
        const auto value = coefficient ? coefficient : (is_decimal ? decimal : std::nullopt);
        if (!value || value->is_zero() || (value->scale() > 0 && !rest.empty())) return std::nullopt;
        const auto high = value->shifted(power);
        if (!high || rest.empty()) return high;
        const auto low = read_rest(rest, power, before, ending);
        return low ? Decimal::add(*high, *low) : std::nullopt;
    }
    if (std::any_of(text.begin(), text.end(), [](char32_t c) { return large_power(c) != 0; })) return std::nullopt;
    return read_section(text, ending, first);
}

}  // namespace

std::optional<Decimal> read_amount(std::u32string_view text) {
    if (text.empty() || text.size() > longest_amount) return std::nullopt;
    if (const std::size_t point = text.find(U'点'); point != std::u32string_view::npos && large_power(text.back()) == 0)
        return is_ascii_digit(text.front()) ? std::nullopt : read_chinese_decimal(text, point);
    return read_large(text, 20, Ending::colloquial, true);
}

}  // namespace nianbao::normalize
