#pragma once
// Texts as a workbook (ECMA-376) can hold them.

#include <string>
#include <string_view>

namespace nianbao::out {

// The text, made in `buffer`: at most 32,767 UTF-16 units, cut with an ellipsis; characters that XML cannot have become U+FFFD; what
// reads as an escape of the format ("_x0041_") is escaped itself. Control characters are left to the library, which escapes them.
[[nodiscard]] const std::string& spreadsheet_text(std::string_view text, std::string& buffer);

// An http or https address of printable ASCII that is not longer than the format's 2,079 characters.
[[nodiscard]] bool can_be_link(std::string_view url);

}  // namespace nianbao::out
