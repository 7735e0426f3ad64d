#pragma once
// Folding: one form for the many ways in which the same label or text is typed.

#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"

namespace nianbao::normalize {

// The label folding, code point by code point and free of context, so that offsets can be kept by the caller: NFKC with
// its traps handled, CJK radicals supplement to the characters, full-width to ASCII, one kind each of brackets, quotes,
// dashes, points and commas, ○ to 〇, traditional forms left alone. Spaces of all kinds, zero-width and other ignorable
// characters fold to nothing (an empty view). Idempotent. The result lives as long as the program.
//
//   （ 〔 【 [ {  -> (     《 〈 -> 《     “ ” ‘ ’ 「 」 -> "     — – － −  -> -     。 ． -> .     、 ， -> ,
//   ㈠ ㊀ -> (一)  ⑴ ① ❶ -> (1)  ⒈ -> 1.   ½ ² and ㏠ stay, because NFKC would join them to the digits beside them
[[nodiscard]] std::u32string_view fold_code_point(char32_t c);

// True for every character that a reader sees as a space (U+0009 … U+3000, NBSP, U+2800, ideographic space); not for ignorables.
[[nodiscard]] bool is_space(char32_t c);

// The label folding of a whole text. `origins[i]` is the span in `utf8` that folded character i came from.
struct Folded {
    std::u32string text;
    std::vector<model::Span> origins;
};
[[nodiscard]] Folded fold_label(std::string_view utf8);
[[nodiscard]] std::u32string folded_text(std::string_view utf8);  // the same without the offsets

// The gentler folding for text that is stored and shown: runs of white space become one space or one line break, ignorable
// and private-use characters go, radicals supplement and compatibility ideographs become ordinary characters; punctuation
// and full-width forms stay as the publisher wrote them. Idempotent.
[[nodiscard]] std::string tidy_text(std::string_view utf8);

// The same with the way back: pieces of the tidy text in order, each with the bytes of `utf8` that it came from.
struct Tidied {
    struct Piece {
        std::uint32_t at = 0;  // where the piece begins in `text`; it ends where the next one begins
        model::Span from;
    };
    std::string text;
    std::vector<Piece> pieces;
    // The bytes of the original behind `span` of `text`; empty for an empty span or one outside the text.
    [[nodiscard]] model::Span origin(model::Span span) const;
};
[[nodiscard]] Tidied tidy(std::string_view utf8);

// UTF-8 decoding step for callers that walk a text: returns the code point at `position` and moves past it; malformed
// bytes give U+FFFD and move one byte. `position` must be below utf8.size().
[[nodiscard]] char32_t next_code_point(std::string_view utf8, std::size_t& position);
void append_utf8(std::string& utf8, char32_t c);
[[nodiscard]] std::string to_utf8(std::u32string_view text);
[[nodiscard]] std::u32string to_utf32(std::string_view utf8);

}  // namespace nianbao::normalize
