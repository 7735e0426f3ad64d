#pragma once
// The text of an anchor or a title, gathered piece by piece.

#include <string>
#include <string_view>

namespace nianbao::crawler {

// Appends with character references decoded and white space collapsed; cut between characters at 512 bytes.
void append_text(std::string& out, std::string_view piece);
[[nodiscard]] std::string without_edge_spaces(std::string text);

}  // namespace nianbao::crawler
