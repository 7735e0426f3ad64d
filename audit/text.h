#pragma once
// Text as the rules compare it: UTF-16 units of the basic plane, full-width forms as ASCII, so that a character is one
// unit, a position is an index, and 100,000 reports fit in memory.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"

namespace nianbao::audit {

// Full-width ASCII becomes ASCII (，→ ,  （ → ( ), every kind of space one space, runs of them one, zero-width characters
// nothing. A line break goes where it only broke a line of print: between two characters of a sentence. A character beyond
// the basic plane, and bytes that are no UTF-8, become U+FFFD.
[[nodiscard]] std::u16string folded(std::string_view utf8);
// The same without any space or line break.
[[nodiscard]] std::u16string without_spaces(std::u16string_view text);
[[nodiscard]] std::string to_utf8(std::u16string_view text);

[[nodiscard]] constexpr bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }
[[nodiscard]] constexpr bool is_han(char16_t c) { return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007; }
[[nodiscard]] bool contains(std::u16string_view text, std::u16string_view part);
[[nodiscard]] bool contains_any(std::u16string_view text, std::initializer_list<std::u16string_view> parts);

// The pieces between the ends of sentences 。 ； ! ? and line breaks, without them; empty ones are left out.
[[nodiscard]] std::vector<std::u16string_view> sentences(std::u16string_view text);

// A number in a text: 1,234 and 12.5 in ASCII digits.
struct NumberAt {
    model::Decimal value;
    std::size_t begin = 0;
    std::size_t end = 0;
};
// The number that begins at `at`; nullopt where there is none, or where it is longer than a Decimal holds.
[[nodiscard]] std::optional<NumberAt> number_at(std::u16string_view text, std::size_t at);

// A year written 2019年 or 2019年度, 1990..2099, not part of a longer number.
struct YearAt {
    int year = 0;
    std::size_t begin = 0;
    std::size_t end = 0;  // behind 年 or 年度
};
[[nodiscard]] std::vector<YearAt> years_in(std::u16string_view text);

// The text in quotation marks, cut at about `limit` characters.
[[nodiscard]] std::string quoted(std::u16string_view text, std::size_t limit = 60);

}  // namespace nianbao::audit
