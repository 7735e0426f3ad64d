#pragma once
// Where the places of a page contradict one another about whose report it is: each is a finding.

#include <cstdint>
#include <string>
#include <vector>

#include "model/finding.h"
#include "parser/document.h"
#include "parser/identity.h"
#include "parser/title.h"

namespace nianbao::parser {

// identity.publisher and identity.date. `contexts`: what else on the page names a place.
[[nodiscard]] std::vector<model::Finding> identity_disagreements(const IdentityReading& reading, const std::vector<std::string>& contexts);

// document.several_reports, and where the next report begins, where another report begins behind glyph `begin`; `own` is this report's title.
void add_further_reports(const Document& document, std::uint32_t begin, const TitleReading& own, IdentityReading& reading);

}  // namespace nianbao::parser
