#pragma once
// The numbers that a program which drew a text from pages left between its lines.

#include "parser/document.h"

namespace nianbao::parser {

// Hides the lines of a text that hold a bare number, stand at the end of a page or between empty lines, and count the pages:
// all of them 46, 47, 48 in turn. Numbers between dashes (- 4 -) are told by themselves, wherever items are read.
void hide_page_numbers(Document& document);

}  // namespace nianbao::parser
