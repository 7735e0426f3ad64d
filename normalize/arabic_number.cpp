#include "normalize/arabic_number.h"

#include <algorithm>
#include <string>

#include "normalize/numeral_characters.h"

namespace nianbao::normalize {

using model::Decimal;

std::optional<Decimal> times(Decimal value, std::int64_t factor) {
    std::int64_t product = 0;
    constexpr std::int64_t limit = 1'000'000'000'000'000'000;
    if (__builtin_mul_overflow(value.unscaled(), factor, &product) || product >= limit || product <= -limit)
        return std::nullopt;
    // As with shifted(): no places that the product does not need.
    int scale = value.scale();
    while (scale > 0 && product % 10 == 0) {
        product /= 10;
        --scale;
    }
    return Decimal(product, scale);
}

std::optional<Decimal> read_arabic(std::u32string_view text) {
    std::string digits;
    std::size_t group = 0;  // digits since the last comma
    char32_t comma = 0;
    bool point = false;
    for (const char32_t c : text) {
        if (is_ascii_digit(c)) {
            digits.push_back(static_cast<char>(c));
            ++group;
        } else if (c == U',' || c == U'，') {
            // Thousands only: one to three digits, then threes, and the same comma all through.
            const bool well_formed =
                !point && (comma == 0 ? group >= 1 && group <= 3 && digits.front() != '0' : group == 3 && c == comma);
            if (!well_formed) return std::nullopt;
            comma = c;
            group = 0;
        } else if (c == U'.' && !point) {
            if (comma != 0 && group != 3) return std::nullopt;
            if (digits.empty()) digits.push_back('0');
            digits.push_back('.');
            point = true;
        } else {
            return std::nullopt;
        }
    }
    if (comma != 0 && !point && group != 3) return std::nullopt;
    // 00 and 007 are two cells that ran together, or a code; neither is a count.
    if (digits.size() > 1 && digits[0] == '0' && digits[1] != '.') return std::nullopt;
    return Decimal::parse(digits);
}

// An Arabic digit with each small unit: 5千, 5千3百, 1.5千. Digits behind the last unit must fill its places (1百23): 2千5
// could be 2005 as well as 2500.
std::optional<Decimal> read_arabic_section(std::u32string_view text) {
    const int unit = small_unit(text.back());
    if (std::none_of(text.begin(), text.end(), [](char32_t c) { return small_unit(c) != 0; })) return read_arabic(text);
    if (unit > 10)
        if (const auto coefficient = read_arabic(text.substr(0, text.size() - 1)); coefficient && *coefficient < Decimal(10))
            return times(*coefficient, unit);
    std::int64_t value = 0;
    int last_unit = 10000;
    std::size_t i = 0;
    for (; i + 1 < text.size() && small_unit(text[i + 1]) != 0; i += 2) {
        const int this_unit = small_unit(text[i + 1]);
        if (text[i] < U'1' || text[i] > U'9' || this_unit >= last_unit) return std::nullopt;
        value += static_cast<std::int64_t>(text[i] - U'0') * this_unit;
        last_unit = this_unit;
    }
    const std::u32string_view rest = text.substr(i);
    if (rest.empty()) return Decimal(value);
    std::int64_t ones = 0;
    int places = 1;
    for (const char32_t c : rest.substr(0, 4)) {
        if (!is_ascii_digit(c)) return std::nullopt;
        ones = ones * 10 + static_cast<std::int64_t>(c - U'0');
        places *= 10;
    }
    if (i == 0 || places != last_unit) return std::nullopt;
    return Decimal(value + ones);
}

}  // namespace nianbao::normalize
