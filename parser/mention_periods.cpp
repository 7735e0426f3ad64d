#include "parser/mention_periods.h"

#include "normalize/numeral_characters.h"

namespace nianbao::parser {
namespace {

constexpr int months_of_year = 12;
constexpr int days_of_month = 31;

using normalize::is_ascii_digit;

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

class PeriodReader {
public:
    PeriodReader(std::u32string_view text, std::size_t at) : text_(text), at_(at) {}

    std::optional<Period> read() {
        const std::size_t begin = at_;
        const int first = number();
        if (first < 1 || first > months_of_year) return std::nullopt;
        const bool month = skip(U"月");
        if (month) skip(U"份");
        if (month && (peek() == U'\0' || !is_one_of(peek(), U"-~—至到"))) return after_month(first, begin);
        // 1-6月, 1月至6月, 2023年1月至2023年12月.
        if (!skip_one_of(U"-~—至到")) return std::nullopt;
        skip_year();
        const int last = number();
        if (last < 1 || last > months_of_year || !skip(U"月"))
            return month ? std::optional(Period{end_of_month(begin), false}) : std::nullopt;
        skip(U"份");
        const std::size_t end = at_;
        if (number() > 0 && skip(U"日")) return std::nullopt;  // of days each speaks for itself
        return Period{end, first == 1 && last == months_of_year};
    }

private:
    [[nodiscard]] char32_t peek() const { return at_ < text_.size() ? text_[at_] : U'\0'; }

    bool skip(std::u32string_view word) {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    bool skip_one_of(std::u32string_view set) {
        if (peek() == U'\0' || !is_one_of(peek(), set)) return false;
        ++at_;
        return true;
    }

    void skip_year() {
        std::size_t end = at_;
        while (end < text_.size() && is_ascii_digit(text_[end])) ++end;
        if (end - at_ == 4 && end < text_.size() && text_[end] == U'年') at_ = end + 1;
    }

    // 1 to 99: 6, 06, 六, 十二, 三十一; 0 for anything else.
    int number() {
        int value = 0;
        for (std::size_t begin = at_; is_ascii_digit(peek()); ++at_) {
            if (at_ - begin >= 2) return 0;
            value = value * 10 + static_cast<int>(peek() - U'0');
        }
        if (value > 0) return value;
        const auto digit = [&] {
            const std::size_t found = std::u32string_view(U"一二三四五六七八九").find(peek());
            if (peek() == U'\0' || found == std::u32string_view::npos) return 0;
            ++at_;
            return static_cast<int>(found) + 1;
        };
        value = digit();
        if (skip(U"十")) value = (value == 0 ? 1 : value) * 10 + digit();
        return value;
    }

    std::optional<Period> after_month(int month, std::size_t begin) {
        const std::size_t end = at_;
        const int day = number();
        if (day > 0 && day <= days_of_month && skip(U"日"))
            return Period{at_, (month == 1 && day == 1) || (month == months_of_year && day == days_of_month)};
        at_ = end;
        if (month != months_of_year) return Period{end, false};
        return Period{end, skip(U"底") || skip(U"末") || is_until(begin)};
    }

    [[nodiscard]] std::size_t end_of_month(std::size_t begin) const { return text_.find(U'月', begin) + 1; }

    // 截至12月, 截至2023年12月.
    [[nodiscard]] bool is_until(std::size_t begin) const {
        constexpr std::size_t year_size = 5;
        if (begin > year_size && text_[begin - 1] == U'年' && is_ascii_digit(text_[begin - 2])) begin -= year_size;
        return begin > 0 && is_one_of(text_[begin - 1], U"至到止");
    }

    std::u32string_view text_;
    std::size_t at_;
};

}  // namespace

std::optional<Period> read_period(std::u32string_view text, std::size_t at) {
    if (at > 0 && (is_ascii_digit(text[at - 1]) || text[at - 1] == U'.')) return std::nullopt;
    return PeriodReader(text, at).read();
}

}  // namespace nianbao::parser
