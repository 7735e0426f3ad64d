#pragma once
// Whose report it is, as its first sentences say: 本报告由栎川县民政局编制, 现公布栎川县民政局2023年政府信息公开工作年度报告.

#include <cstdint>
#include <optional>
#include <vector>

#include "parser/document.h"
#include "parser/identity_year.h"
#include "parser/publication.h"

namespace nianbao::parser {

struct OpeningReading {
    // The bodies that are named, in the order of their trust: `preamble` who compiled the report, `opening` whose report it is called.
    std::vector<Statement> publishers;
    std::optional<YearStatement> year;  // of which year, likewise
};

// What glyphs [begin, end) say.
[[nodiscard]] OpeningReading read_opening(const Document& document, std::uint32_t begin, std::uint32_t end);

// The body of which the first sentences of the report speak, 官洲街道办事处认真贯彻落实…: for a page that names none elsewhere.
[[nodiscard]] Statement subject_of(const Document& document, std::uint32_t begin, std::uint32_t end);

}  // namespace nianbao::parser
