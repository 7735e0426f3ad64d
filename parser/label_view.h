#pragma once
// The text of a document as labels are looked for in it: folded, and without spaces and punctuation, so that a label is
// found however it is bracketed, spaced or broken over lines.
//
//   blocks   （二）部分公开（区分处理的，只计这一情 形，不 | 计其他情形） | 9 0 0
//   view     二部分公开区分处理的只计这一情形不计其他情形900
//
// A mark for nothing among the values of a line of text (— — 1 —) is a 0 there: it parts labels as a number does.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document.h"

namespace nianbao::parser {

struct LabelView {
    std::u32string text;
    std::vector<std::uint32_t> glyph;   // glyph[i]: index in Document::glyphs that text[i] came from
    std::vector<bool> edge_before;      // edge_before[i]: a reader sees a boundary before text[i]: block, space, digit beside a letter
    std::vector<bool> apart;            // apart[i]: text[i] stands in another block than text[i - 1]
    std::vector<std::uint32_t> letters;  // letters[i]: how many of text[0, i) are not digits; size text.size() + 1

    // The position in `text` of the first character that came from glyph `g` or a later one.
    [[nodiscard]] std::uint32_t position_of(std::uint32_t g) const;
    [[nodiscard]] bool edge_at(std::uint32_t position) const { return position >= text.size() || edge_before[position]; }
};

[[nodiscard]] LabelView make_view(const Document& document);

// A label as it stands in a view.
[[nodiscard]] std::u32string view_of_label(std::string_view utf8);
// The same for the labels of forms, which every page asks for again: remembered, by their text, for each thread.
[[nodiscard]] const std::u32string& remembered_view(const std::string& label);
// True when view text keeps the (folded) character.
[[nodiscard]] bool is_label_character(char32_t c);
// Marks that stand behind, and in front of, a label's letters and belong to it.
[[nodiscard]] bool closes_label(char32_t c);
[[nodiscard]] bool opens_label(char32_t c);

}  // namespace nianbao::parser
