#include "model/decimal.h"

namespace nianbao::model {

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool negative = false;
    if (!text.empty() && text.front() == '-') {
        negative = true;
        text.remove_prefix(1);
    }
    std::int64_t unscaled = 0;
    int scale = 0;
    int digits = 0;
    bool point = false;
    bool digit_before_point = false;
    for (char c : text) {
        if (c == '.') {
            if (point || !digit_before_point) return std::nullopt;
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        if (!point) digit_before_point = true;
        if (digits > 0 || c != '0' || point) ++digits;  // leading zeros of the integer part are not significant
        if (digits > max_digits) return std::nullopt;
        unscaled = unscaled * 10 + (c - '0');
        if (point) ++scale;
    }
    if (!digit_before_point || (point && scale == 0)) return std::nullopt;
    return Decimal(negative ? -unscaled : unscaled, scale);
}

bool Decimal::is_integer() const { return unscaled_ % power_of_ten(scale_) == 0; }

std::string Decimal::to_string() const {
    std::string digits = std::to_string(unscaled_ < 0 ? -unscaled_ : unscaled_);
    const auto places = static_cast<std::size_t>(scale_);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, 1, '.');
    if (unscaled_ < 0) digits.insert(0, 1, '-');
    return digits;
}

// The same value with `scale` places, scale >= scale_; nullopt when it does not fit.
std::optional<std::int64_t> Decimal::rescaled(int scale) const {
    std::int64_t result = 0;
    if (__builtin_mul_overflow(unscaled_, power_of_ten(scale - scale_), &result)) return std::nullopt;
    return result;
}

std::optional<Decimal> Decimal::add_rescaled(Decimal a, Decimal b) {
    const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
    const auto left = a.rescaled(scale);
    const auto right = b.rescaled(scale);
    return left && right ? sum(*left, *right, scale) : std::nullopt;
}

std::optional<Decimal> Decimal::shifted(int power) const {
    if (power < -max_digits || power > max_digits) return std::nullopt;
    int scale = scale_ - power;
    std::int64_t unscaled = unscaled_;
    while (scale < 0) {
        if (__builtin_mul_overflow(unscaled, std::int64_t{10}, &unscaled)) return std::nullopt;
        ++scale;
    }
    while (scale > max_digits) {
        if (unscaled % 10 != 0) return std::nullopt;
        unscaled /= 10;
        --scale;
    }
    return sum(unscaled, 0, scale);
}

std::strong_ordering Decimal::compare_rescaled(Decimal a, Decimal b) {
    // Integer parts first: they always fit, whatever the scales are.
    if (a.whole_part() != b.whole_part()) return a.whole_part() <=> b.whole_part();
    // The fractions are below 1, so at 18 places they fit too.
    const std::int64_t part_a = a.unscaled_ % power_of_ten(a.scale_) * power_of_ten(Decimal::max_digits - a.scale_);
    const std::int64_t part_b = b.unscaled_ % power_of_ten(b.scale_) * power_of_ten(Decimal::max_digits - b.scale_);
    return part_a <=> part_b;
}

}  // namespace nianbao::model
