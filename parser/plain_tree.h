#pragma once
// The document tree of markup that nests as it should, which most pages do: what the HTML parser would build, at a fifth of
// the cost. It builds by the rules of the HTML standard (13.2.6), as far as they put every element where it stands in the text.
// Where a page calls for one of the others (text between the rows of a table, a <td> in a paragraph), it gives up, and Gumbo
// builds the tree.

#include <cstddef>
#include <optional>

#include "parser/dom.h"
#include "parser/markup.h"

namespace nianbao::parser {

// Without `cut` and `open_end`; the same as build_with_gumbo(), or nullopt. Linear in the size of the markup.
[[nodiscard]] std::optional<Dom> build_plain_tree(const Markup& markup, std::size_t source_size);

}  // namespace nianbao::parser
