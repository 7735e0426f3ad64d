#pragma once
// What is doubtful where a page breaks off: the last number may have had more digits.
//
//   …<td>4</td><td>1        1, or the beginning of 16; nothing behind it says that the number is whole

#include "model/form.h"
#include "model/record.h"
#include "parser/document.h"

namespace nianbao::parser {

// Makes the figures that end with the document ambiguous, each with a finding: in HTML always, as a whole page ends with
// tags; in a text, whose last number may well be its end, when figures of the form are missing. With them go the figures of
// the broken row that were cut from a run or placed by the sums, as what is missing there decides about them.
void doubt_cut_off(const model::Form& form, const Document& document, model::Record& record);

}  // namespace nianbao::parser
