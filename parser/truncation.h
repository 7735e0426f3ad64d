#pragma once
// Whether a page was cut off on its way: what is missing at its end is then no statement of the publisher.

#include <string_view>

namespace nianbao::parser {

// True for markup that begins as a whole page and ends inside a tag or a table, with neither </body> nor </html>. Fragments
// without <html> or <body>, and pages that only leave out their last end tags, are whole.
[[nodiscard]] bool is_cut_off(std::string_view html);

}  // namespace nianbao::parser
