#pragma once
// What a single character of a Chinese numeral is worth.

namespace nianbao::normalize {

// 0..9 for 〇零一二…九, 壹贰… and the traditional 貳 參 …; 2 for 两; -1 for anything else, ASCII digits included.
[[nodiscard]] int chinese_digit(char32_t c);
// 10, 100, 1000 for 十拾百佰千仟; 0 for anything else.
[[nodiscard]] int small_unit(char32_t c);
// 4, 8, 12, 16 (powers of ten) for 万亿兆京; 0 for anything else.
[[nodiscard]] int large_power(char32_t c);
// 20, 30, 40 for 廿卅卌; 0 for anything else.
[[nodiscard]] int tens(char32_t c);

// 两, which counts but is no digit of a longer numeral.
[[nodiscard]] inline bool is_pair(char32_t c) { return c == U'两' || c == U'兩'; }
[[nodiscard]] inline bool is_zero(char32_t c) { return chinese_digit(c) == 0; }
[[nodiscard]] inline bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

}  // namespace nianbao::normalize
