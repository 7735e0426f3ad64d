#pragma once
// When a page says that it was published, and by whom: its tags, the lines and tables around the headline, its address, and
// the name and date under the text.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"
#include "parser/document.h"

namespace nianbao::parser {

struct Statement {
    std::string value;
    std::string from;  // "meta PubDate", "发布时间", "headline", "address", "signature" …
    model::Span span;
};

// The value of a tag, by its name in any case; nullptr when there is none or it is empty.
[[nodiscard]] const MetaTag* find_meta(const Document& document, std::string_view name);

// The short blocks at the head of a page that may hold facts about it, read once for all that look for one.
struct FactLine {
    std::size_t block = 0;  // index in Document::blocks
    std::string text;
};
[[nodiscard]] std::vector<FactLine> fact_lines(const Document& document);

// Where the headline and the first section stand: glyphs. What stands between the two speaks of this page; what stands above the
// headline may speak of others, and what stands below, too.
struct HeadPlace {
    std::uint32_t headline_begin = 0, headline_end = 0;  // the same where there is no headline
    std::uint32_t content_begin = 0;
};

// Dates of publication with at least a day, the most trustworthy first; ISO 8601.
[[nodiscard]] std::vector<Statement> publication_dates(const Document& document, const std::vector<FactLine>& lines, std::string_view url, const HeadPlace& place);

// The body that the way to the page names: 首页 > 政务公开 > 栎川县民政局 > 政府信息公开年报. An empty value where there is none.
[[nodiscard]] Statement body_of_path(const Document& document, std::uint32_t content_begin);

// Who put the page up: 来源, 发布机构, 信息来源, as written, the most trustworthy first.
[[nodiscard]] std::vector<Statement> issuers(const Document& document, const std::vector<FactLine>& lines);

// The name and the date at the end of the text: 沭阳县发展和改革局 | 2024年1月17日. Empty values where there is none; a date that
// stands alone (2024年1月17日) has no name.
struct Signature {
    Statement name, date;
};
[[nodiscard]] Signature find_signature(const Document& document, std::uint32_t content_begin);

}  // namespace nianbao::parser
