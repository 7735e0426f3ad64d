#pragma once
// The ordinal before a heading or a label: （一） (一) ㈠ 一、 1. １． ① 第一章.

#include <optional>
#include <string_view>

namespace nianbao::normalize {

enum class OrdinalStyle {
    chinese,           // 一、 一. 一，
    chinese_brackets,  // （一） (一) ㈠ 〔一〕
    arabic,            // 1. １． 1、 ⒈
    arabic_brackets,   // （1） (1) ⑴ ① 1)
    chapter,           // 第一章, 第三部分, 第二条 …
};

struct Ordinal {
    int number = 0;  // 1..999
    OrdinalStyle style = OrdinalStyle::chinese;
    std::size_t length = 0;  // bytes of the input that it takes, spaces before it included
};

// The ordinal that the text begins with; nullopt when there is none. 1.2亿 and 2019年 begin with numbers, not ordinals.
[[nodiscard]] std::optional<Ordinal> read_ordinal(std::string_view utf8);

}  // namespace nianbao::normalize
