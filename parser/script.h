#pragma once
// A page in traditional characters, read as if it were printed in simplified ones. Every character keeps its place in the page.

#include "parser/document.h"

namespace nianbao::parser {

// True when most of the characters that every report has and that differ between the scripts (開 數 報 條 …) are traditional.
[[nodiscard]] bool is_traditional(const Document& document);

// Turns the characters into simplified ones, and leaves out how a character is spoken where a page that was converted by machine
// says it behind the character: 數(shù)量.
void read_as_simplified(Document& document);

}  // namespace nianbao::parser
