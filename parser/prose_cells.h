#pragma once
// The figures of a table that a report writes as sentences or bullets: which row and which column each number stands for.
//
//   （一）予以公开：自然人5件，商业企业0件，…，总计5件。          row granted, columns natural_person, commercial_enterprise … total
//   行政规范性文件：本年制发3件，废止1件，现行有效12件。            row normative_documents, columns made, repealed, in_force
//
// A number is told only where its label stands right before it and every word between the two is understood. Words that are not
// understood end the row: nothing is guessed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/form.h"
#include "parser/document.h"
#include "parser/mention_lexicon.h"
#include "parser/mention_tokens.h"
#include "parser/narrative.h"
#include "parser/prose_sentences.h"

namespace nianbao::parser {

struct ProseCell {
    std::string figure;  // id of the form
    model::Decimal value;
    std::uint32_t begin = 0, end = 0;  // in Narrative::text: the number
};

// The numbers in the section of `table`, in the order of the text; a figure may be told more than once.
[[nodiscard]] std::vector<ProseCell> read_prose_cells(const model::Form& form, const model::FormTable& table, const ProseText& text,
                                                      const MentionLexicon& lexicon = mention_lexicon());

}  // namespace nianbao::parser
