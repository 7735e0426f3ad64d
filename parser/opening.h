#pragma once
// Whose report it is, as its first sentences say: 本报告由栎川县民政局编制, 现公布栎川县民政局2023年政府信息公开工作年度报告.

#include <cstdint>
#include <vector>

#include "parser/document.h"
#include "parser/publication.h"

namespace nianbao::parser {

// The bodies named in glyphs [begin, end), as `preamble` who compiled the report and as `opening` whose report of a year it is called;
// in the order of their trust. Empty where none is.
[[nodiscard]] std::vector<Statement> opening_publishers(const Document& document, std::uint32_t begin, std::uint32_t end);

}  // namespace nianbao::parser
