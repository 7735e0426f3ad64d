#pragma once
// UTF-8 text by characters, as far as the generator needs it.

#include <string>
#include <string_view>
#include <vector>

namespace nianbao::generator {

// One string a character.
[[nodiscard]] std::vector<std::string> characters(std::string_view text);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);
[[nodiscard]] bool begins_with_digit(std::string_view text);
// Columns on a page of fixed pitch: 1 for ASCII, 2 for everything else.
[[nodiscard]] int display_width(std::string_view text);
// Lines of at most `width` columns (at least one character each); '\n' in the text breaks a line too.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);
// The code point of one character.
[[nodiscard]] char32_t code_point(std::string_view character);
// Digits, comma and point as their full-width forms.
[[nodiscard]] std::string full_width(std::string_view text);
// & < > as references.
[[nodiscard]] std::string html_escaped(std::string_view text);
// The UTF-8 text in GBK; a character that GBK lacks becomes '?'.
// The text in traditional characters: of several that have the same simplified form always the same one, as converting programs do.
[[nodiscard]] std::string to_traditional(std::string_view text);

[[nodiscard]] std::string to_gbk(std::string_view text);

}  // namespace nianbao::generator
