#include "normalize/numeral.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace nianbao::normalize {
namespace {

using model::Decimal;

bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_zero(char32_t c) { return chinese_digit(c) == 0; }
bool is_pair(char32_t c) { return c == U'两' || c == U'兩'; }

// 廿 卅 卌: two, three and four tens in one character.
int tens(char32_t c) {
    switch (c) {
        case U'廿': return 20;
        case U'卅': return 30;
        case U'卌': return 40;
        default: return 0;
    }
}

enum class Ending {
    plain,       // every digit must have its unit
    colloquial,  // the last digit may lack it: 一百二
};

struct Section {
    std::int64_t value = 0;
    bool ends_in_digit = false;  // its last place is filled, so that no 零 may stand before a full next section
};

// Chinese numerals below 10000. `first`: nothing stands before it, so that 十五 needs no 一.
class SectionReader {
public:
    SectionReader(std::u32string_view text, Ending ending, bool first) : text_(text), ending_(ending), first_(first) {}

    std::optional<Section> read() {
        if (text_.empty()) return std::nullopt;
        if (text_.size() == 1 && is_zero(text_[0]) && first_) return Section{0, true};
        if (text_.size() == 1 && is_pair(text_[0])) return Section{2, true};
        while (position_ < text_.size())
            if (!step()) return std::nullopt;
        if (zero_) return std::nullopt;  // 一百零
        return section_;
    }

private:
    bool step() {
        const char32_t c = text_[position_];
        if (is_zero(c)) {
            if (section_.value == 0 || zero_) return false;
            zero_ = true;
            ++position_;
            return true;
        }
        if (tens(c) != 0) return add(1, 10, tens(c), 1);
        if (small_unit(c) == 10) {
            // 十 without a digit: at the start, after 零, and after 百 (一百十五).
            const bool bare = (section_.value == 0 && first_) || zero_ || last_unit_ == 100;
            return bare && add(1, 10, 10, 1);
        }
        const int digit = chinese_digit(c);
        if (digit < 1) return false;
        const int unit = position_ + 1 < text_.size() ? small_unit(text_[position_ + 1]) : 0;
        if (unit == 0) return last_digit(digit);
        if (is_pair(c) && unit == 10) return false;  // 两十 is not said
        return add(digit, unit, digit * unit, 2);
    }

    bool add(int digit, int unit, int amount, std::size_t length) {
        if (digit < 1 || unit >= last_unit_) return false;
        if (zero_ && last_unit_ / unit <= 10) return false;  // 一千零二百: nothing was left out
        section_.value += amount;
        last_unit_ = unit;
        zero_ = false;
        position_ += length;
        return true;
    }

    // A digit without a unit can only be the last character.
    bool last_digit(int digit) {
        if (position_ + 1 != text_.size() || is_pair(text_[position_])) return false;
        if (zero_ && last_unit_ <= 10) return false;  // 二十零五
        if (section_.value == 0 || zero_ || last_unit_ == 10) {
            section_.value += digit;
        } else {
            if (ending_ == Ending::plain) return false;
            section_.value += digit * last_unit_ / 10;  // 一百二
        }
        section_.ends_in_digit = true;
        zero_ = false;
        ++position_;
        return true;
    }

    std::u32string_view text_;
    Ending ending_;
    bool first_;
    Section section_;
    std::size_t position_ = 0;
    int last_unit_ = 10000;
    bool zero_ = false;
};

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
    if (const auto section = SectionReader(text, ending, first).read()) return Decimal(section->value);
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
    const auto section = SectionReader(text, Ending::plain, true).read();
    return section ? std::optional(Decimal(section->value)) : std::nullopt;
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

int chinese_digit(char32_t c) {
    switch (c) {
        case U'〇':
        case U'零': return 0;
        case U'一':
        case U'壹':
        case U'壱':
        case U'弌': return 1;
        case U'二':
        case U'贰':
        case U'貳':
        case U'弍':
        case U'两':
        case U'兩': return 2;
        case U'三':
        case U'叁':
        case U'參':
        case U'叄': return 3;
        case U'四':
        case U'肆': return 4;
        case U'五':
        case U'伍': return 5;
        case U'六':
        case U'陆':
        case U'陸': return 6;
        case U'七':
        case U'柒': return 7;
        case U'八':
        case U'捌': return 8;
        case U'九':
        case U'玖': return 9;
        default: return -1;
    }
}

int small_unit(char32_t c) {
    switch (c) {
        case U'十':
        case U'拾': return 10;
        case U'百':
        case U'佰': return 100;
        case U'千':
        case U'仟': return 1000;
        default: return 0;
    }
}

int large_power(char32_t c) {
    switch (c) {
        case U'万':
        case U'萬': return 4;
        case U'亿':
        case U'億': return 8;
        case U'兆': return 12;
        case U'京': return 16;
        default: return 0;
    }
}

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

std::optional<Decimal> read_amount(std::u32string_view text) {
    if (text.empty() || text.size() > longest_amount) return std::nullopt;
    if (const std::size_t point = text.find(U'点'); point != std::u32string_view::npos && large_power(text.back()) == 0)
        return is_ascii_digit(text.front()) ? std::nullopt : read_chinese_decimal(text, point);
    return read_large(text, 20, Ending::colloquial, true);
}

}  // namespace nianbao::normalize
