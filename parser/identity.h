#pragma once
// Who published which year's report when: read from the page's 网页标签 (meta tags), its headline block, its address and its
// text. Everything that the page says is kept with where it says it; where two places disagree, the more trustworthy is
// taken and a finding tells both.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/record.h"
#include "parser/document.h"
#include "parser/title.h"

namespace nianbao::parser {

struct IdentityReading {
    model::ReportIdentity report;  // all but the form
    std::vector<model::IdentityEvidence> evidence;
    std::vector<model::Finding> findings;  // identity.publisher, identity.date, document.several_reports
    std::optional<std::uint32_t> next_report;  // the glyph where the title of another report stands, below this one
};

// `url` may be "" ; `content_begin` is the glyph where the first section or table begins (glyphs.size() when there is none):
// the headline stands before it.
[[nodiscard]] IdentityReading read_identity(const Document& document, std::string_view url, std::uint32_t content_begin);

}  // namespace nianbao::parser
