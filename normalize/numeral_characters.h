#pragma once
// What a single character of a Chinese numeral is worth.

namespace nianbao::normalize {

// 0..9 for 〇零一二…九, 壹贰… and the traditional 貳 參 …; 2 for 两; -1 for anything else, ASCII digits included.
[[nodiscard]] constexpr int chinese_digit(char32_t c) {
    switch (c) {
        case U'〇': case U'零': return 0;
        case U'一': case U'壹': case U'壱': case U'弌': return 1;
        case U'二': case U'贰': case U'貳': case U'弍': case U'两': case U'兩': return 2;
        case U'三': case U'叁': case U'參': case U'叄': return 3;
        case U'四': case U'肆': return 4;
        case U'五': case U'伍': return 5;
        case U'六': case U'陆': case U'陸': return 6;
        case U'七': case U'柒': return 7;
        case U'八': case U'捌': return 8;
        case U'九': case U'玖': return 9;
        default: return -1;
    }
}

// 10, 100, 1000 for 十拾百佰千仟; 0 for anything else.
[[nodiscard]] constexpr int small_unit(char32_t c) {
    switch (c) {
        case U'十': case U'拾': return 10;
        case U'百': case U'佰': return 100;
        case U'千': case U'仟': return 1000;
        default: return 0;
    }
}

// 4, 8, 12, 16 (powers of ten) for 万亿兆京; 0 for anything else.
[[nodiscard]] constexpr int large_power(char32_t c) {
    switch (c) {
        case U'万': case U'萬': return 4;
        case U'亿': case U'億': return 8;
        case U'兆': return 12;
        case U'京': return 16;
        default: return 0;
    }
}

// 20, 30, 40 for 廿卅卌; 0 for anything else.
[[nodiscard]] constexpr int tens(char32_t c) {
    switch (c) {
        case U'廿': return 20;
        case U'卅': return 30;
        case U'卌': return 40;
        default: return 0;
    }
}


// 两, which counts but is no digit of a longer numeral.
[[nodiscard]] inline bool is_pair(char32_t c) { return c == U'两' || c == U'兩'; }
[[nodiscard]] inline bool is_zero(char32_t c) { return chinese_digit(c) == 0; }
[[nodiscard]] constexpr bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
// What no numeral is without.
[[nodiscard]] constexpr bool is_numeral(char32_t c) {
    return is_ascii_digit(c) || chinese_digit(c) >= 0 || small_unit(c) > 0 || large_power(c) > 0 || tens(c) > 0 || c == U'半';
}

}  // namespace nianbao::normalize
