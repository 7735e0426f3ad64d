#pragma once
// Files that are no text, told by their first bytes, so that a record can say what was found and what to do about it.

#include <string>
#include <string_view>

namespace nianbao::parser {

// "the document is a PDF file, which is not read: …"; of an unknown one "the document is not text".
[[nodiscard]] std::string why_not_text(std::string_view bytes);

}  // namespace nianbao::parser
