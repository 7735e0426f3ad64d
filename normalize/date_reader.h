#pragma once
// One step after the other through a date: digits, numerals, words and gaps. Internal to the grammar of dates.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "normalize/numeral.h"

namespace nianbao::normalize {

[[nodiscard]] inline bool is_date_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Steps through a text of date_text.h; what it cannot take it leaves where it is. It looks at no more than 48 characters.
class DateReader {
public:
    DateReader(std::u32string_view text, std::size_t position)
        : text_(text.substr(0, std::min(text.size(), position + 48))), at_(position) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    void back_to(std::size_t position) { at_ = position; }
    [[nodiscard]] char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0'; }

    bool take(char32_t c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    bool take(std::u32string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    void gap() {
        if (peek() == U' ' || peek() == U'\n') ++at_;
    }
    void space() {
        if (peek() == U' ') ++at_;
    }

    // `least` to `most` ASCII digits, and no digit behind them.
    std::optional<int> arabic(std::size_t least, std::size_t most) {
        std::size_t length = 0;
        int value = 0;
        while (is_date_digit(peek(length)) && length <= most) value = value * 10 + static_cast<int>(peek(length++) - U'0');
        if (length < least || length > most) return std::nullopt;
        at_ += length;
        return value;
    }

    // Four Chinese digits one by one: 二〇二〇.
    std::optional<int> chinese_year() {
        int value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const int digit = peek(i) == U'两' ? -1 : chinese_digit(peek(i));
            if (digit < 0) return std::nullopt;
            value = value * 10 + digit;
        }
        at_ += 4;
        return value;
    }

    // 1..59 in Arabic digits or as a Chinese numeral: 二十九, 廿九, 十二.
    std::optional<int> number() {
        if (is_date_digit(peek())) return arabic(1, 2);
        if (chinese_digit(peek()) == 0 && chinese_digit(peek(1)) > 0) {  // 零五分
            at_ += 2;
            return chinese_digit(text_[at_ - 1]);
        }
        std::size_t length = 0;
        while (length < 4 && (chinese_digit(peek(length)) >= 0 || small_unit(peek(length)) == 10 || peek(length) == U'廿' ||
                              peek(length) == U'卅'))
            ++length;
        const auto value = read_amount(text_.substr(at_, length));
        if (!value || value->scale() != 0 || *value > model::Decimal(59)) return std::nullopt;
        at_ += length;
        return static_cast<int>(value->unscaled());
    }

private:
    std::u32string_view text_;
    std::size_t at_;
};

}  // namespace nianbao::normalize
