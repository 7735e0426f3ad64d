#pragma once
// Small steps over markup, after the tokenizer of the HTML standard (13.2.5). Positions are in `html`.

#include <cstddef>
#include <string_view>

namespace nianbao::parser {

[[nodiscard]] constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] constexpr bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

// True when both are the same but for the case of letters; nothing but letters is the same in another case.
[[nodiscard]] bool same_letters(std::string_view a, std::string_view b);

// The position of `</name`, in any case, at or after `from`; npos when there is none.
[[nodiscard]] std::size_t find_end_tag(std::string_view html, std::string_view name, std::size_t from);
// One past the '>' that ends the tag which begins at `tag`.
[[nodiscard]] std::size_t behind_tag(std::string_view html, std::size_t tag);
// Reads the value behind an attribute's '=' at `at`; returns the position behind it.
[[nodiscard]] std::size_t read_attribute_value(std::string_view html, std::size_t at, std::string_view& value);

}  // namespace nianbao::parser
