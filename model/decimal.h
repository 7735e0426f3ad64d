#pragma once
// An exact decimal that remembers how many places it was written with: 36563210.00 stays 36563210.00.
// value = unscaled × 10^-scale. At most 18 significant digits; anything longer is refused, never rounded.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::model {

class Decimal {
public:
    static constexpr int max_digits = 18;

    constexpr Decimal() = default;
    // scale: 0..18, the number of places after the point.
    constexpr explicit Decimal(std::int64_t unscaled, int scale = 0) : unscaled_(unscaled), scale_(scale) {}

    // Reads `-?digits(.digits)?`, ASCII, the whole text; nullopt for anything else or more than 18 digits.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    [[nodiscard]] std::int64_t unscaled() const { return unscaled_; }
    [[nodiscard]] int scale() const { return scale_; }
    [[nodiscard]] bool is_negative() const { return unscaled_ < 0; }
    [[nodiscard]] bool is_zero() const { return unscaled_ == 0; }
    // The value without its fraction: 3 of 3.50, -3 of -3.50.
    [[nodiscard]] std::int64_t whole_part() const { return scale_ == 0 ? unscaled_ : unscaled_ / power_of_ten(scale_); }
    // True when the value has no fraction, however it was written (3.00 is an integer).
    [[nodiscard]] bool is_integer() const;

    // As it was written: sign, digits, and exactly `scale` places.
    [[nodiscard]] std::string to_string() const;

    // Exact; the result has the larger scale. nullopt when it does not fit 18 digits.
    [[nodiscard]] static std::optional<Decimal> add(Decimal a, Decimal b) {
        // Nearly all of a report, millions of times in the search for the cut of its rows: two counts.
        if (a.scale_ == b.scale_) return sum(a.unscaled_, b.unscaled_, a.scale_);
        return add_rescaled(a, b);
    }
    [[nodiscard]] static std::optional<Decimal> subtract(Decimal a, Decimal b) { return add(a, b.negated()); }
    // 10^power times the value, power in -18..18; nullopt when it does not fit.
    [[nodiscard]] std::optional<Decimal> shifted(int power) const;
    [[nodiscard]] Decimal negated() const { return Decimal(-unscaled_, scale_); }

    // By value: 3 == 3.00.
    friend bool operator==(Decimal a, Decimal b) { return (a <=> b) == std::strong_ordering::equal; }
    friend std::strong_ordering operator<=>(Decimal a, Decimal b) { return a.scale_ == b.scale_ ? a.unscaled_ <=> b.unscaled_ : compare_rescaled(a, b); }

private:
    static constexpr std::int64_t limit = 1'000'000'000'000'000'000;  // 10^18, the first value with 19 digits

    static constexpr std::int64_t power_of_ten(int exponent) {
        std::int64_t power = 1;
        while (exponent-- > 0) power *= 10;
        return power;
    }
    static std::optional<Decimal> sum(std::int64_t a, std::int64_t b, int scale) {
        std::int64_t total = 0;
        if (__builtin_add_overflow(a, b, &total) || total <= -limit || total >= limit) return std::nullopt;
        return Decimal(total, scale);
    }
    [[nodiscard]] std::optional<std::int64_t> rescaled(int scale) const;
    static std::optional<Decimal> add_rescaled(Decimal a, Decimal b);
    static std::strong_ordering compare_rescaled(Decimal a, Decimal b);

    std::int64_t unscaled_ = 0;
    int scale_ = 0;
};

}  // namespace nianbao::model
