#pragma once
// The sections of a report that follows no form: its own numbered headings, or its text as a whole.

#include <cstdint>
#include <vector>

#include "model/record.h"
#include "parser/document.h"

namespace nianbao::parser {

// Blocks that begin with 一、 二、 … and are as short as a heading, from glyph `begin` on; the id is "part_1", "part_2", … in
// the order of the page. A text without any is one section "text".
[[nodiscard]] std::vector<model::RecordSection> unlisted_sections(const Document& document, std::uint32_t begin);

}  // namespace nianbao::parser
