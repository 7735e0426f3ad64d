#include "normalize/numeral_section.h"

#include "normalize/numeral_characters.h"

namespace nianbao::normalize {
namespace {

// Chinese numerals below 10000. `first`: nothing stands before it, so that 十五 needs no 一.
class SectionReader {
public:
    SectionReader(std::u32string_view text, Ending ending, bool first) : text_(text), ending_(ending), first_(first) {}

    std::optional<std::int64_t> read() {
        if (text_.empty()) return std::nullopt;
        if (text_.size() == 1 && is_zero(text_[0]) && first_) return 0;
        if (text_.size() == 1 && is_pair(text_[0])) return 2;
        while (position_ < text_.size())
            if (!step()) return std::nullopt;
        if (zero_) return std::nullopt;  // 一百零
        return value_;
    }

private:
    bool step() {
        const char32_t c = text_[position_];
        if (is_zero(c)) {
            if (value_ == 0 || zero_) return false;
            zero_ = true;
            ++position_;
            return true;
        }
        if (tens(c) != 0) return add(1, 10, tens(c), 1);
        if (small_unit(c) == 10) {
            // 十 without a digit: at the start, after 零, and after 百 (一百十五).
            const bool bare = (value_ == 0 && first_) || zero_ || last_unit_ == 100;
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
        value_ += amount;
        last_unit_ = unit;
        zero_ = false;
        position_ += length;
        return true;
    }

    // A digit without a unit can only be the last character.
    bool last_digit(int digit) {
        if (position_ + 1 != text_.size() || is_pair(text_[position_])) return false;
        if (zero_ && last_unit_ <= 10) return false;  // 二十零五
        if (value_ == 0 || zero_ || last_unit_ == 10) {
            value_ += digit;
        } else {
            if (ending_ == Ending::plain) return false;
            value_ += digit * last_unit_ / 10;  // 一百二
        }
        zero_ = false;
        ++position_;
        return true;
    }

    std::u32string_view text_;
    Ending ending_;
    bool first_;
    std::int64_t value_ = 0;
    std::size_t position_ = 0;
    int last_unit_ = 10000;
    bool zero_ = false;
};

}  // namespace

std::optional<std::int64_t> read_section_numeral(std::u32string_view text, Ending ending, bool first) {
    return SectionReader(text, ending, first).read();
}

}  // namespace nianbao::normalize
