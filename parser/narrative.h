#pragma once
// The running text of a report without its tables: sentences as their author wrote them, whatever lines the page breaks
// them into, and where each character came from.
//
//   …共收到政府信息公 | 开申请 12 | 件，  - 4 -  其中自然人…     lines of a PDF file, a page number between
//   …共收到政府信息公开申请12件,其中自然人…

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/record.h"
#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/sections.h"

namespace nianbao::parser {

struct Narrative {
    // Folded for matching, without spaces; the marks 。 ； ， 、 are kept apart, a line break that ends a paragraph is '\n', and a
    // space stays where it parts two digits.
    std::u32string text;
    std::vector<std::uint32_t> glyph;  // glyph[i]: index in Document::glyphs that text[i] came from
    struct Part {
        std::uint32_t begin = 0;  // in text
        std::string section;      // id of the section; "" before the first
    };
    std::vector<Part> parts;
};

// Everything outside `tables` (ranges of `view`) and outside the short cells of other tables.
[[nodiscard]] Narrative narrative_of(const Document& document, const std::vector<model::RecordSection>& sections, const LabelView& view,
                                     const std::vector<TableRange>& tables);

}  // namespace nianbao::parser
