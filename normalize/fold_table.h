#pragma once
// What each code point becomes: the table behind fold_label and tidy_text, made page by page when first needed.

#include <string_view>

namespace nianbao::normalize {

// How tidy_text treats a code point.
enum class Tidy : unsigned char {
    keep,     // as it is
    change,   // to `tidied` of its entry
    space,    // white space that stays in its line
    newline,  // white space that ends a line
    drop,     // ignorable, control and private-use characters
};

struct FoldEntry {
    const char32_t* folded = nullptr;  // the label folding, `length` code points; lives as long as the program
    unsigned char length = 0;
    Tidy tidy = Tidy::keep;
    char32_t tidied = 0;
};

// c above U+10FFFF and surrogates are taken as U+FFFD. Safe to call from several threads.
[[nodiscard]] const FoldEntry& fold_entry(char32_t c);

}  // namespace nianbao::normalize
