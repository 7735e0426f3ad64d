#pragma once
// Which year a report is about, from all places that say so: titles, the period that its data cover, its text. The year in
// which it was published only helps to decide, because a title may carry that year instead.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"
#include "parser/document.h"

namespace nianbao::parser {

struct YearStatement {
    int year = 0;
    std::string from;  // "headline", "meta ArticleTitle", "title", "opening", "period", "text"
    model::Span span;
};

class YearEvidence {
public:
    void offer_title(int year, const std::string& from, model::Span span) { statements_.push_back({year, from, span}); }
    // The period (统计期限为2019年1月1日至12月31日) and the year of which the text mostly speaks.
    void read_text(const Document& document, std::uint32_t head_begin, std::uint32_t content_begin);
    // published: ISO 8601 or "".
    [[nodiscard]] std::optional<int> decide(std::string_view published) const;
    [[nodiscard]] const std::vector<YearStatement>& statements() const { return statements_; }

private:
    std::vector<YearStatement> statements_;
};

}  // namespace nianbao::parser
