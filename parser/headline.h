#pragma once
// Where a page prints the titles of reports: the headline of its own, and those of further reports below it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"
#include "parser/document.h"
#include "parser/title.h"

namespace nianbao::parser {

struct Headline {
    std::string text;  // tidy, the blocks that it is broken over joined
    model::Span span;
    TitleReading reading;
    std::uint32_t begin = 0, end = 0;  // glyphs

    [[nodiscard]] bool found() const { return !text.empty(); }
};

// The headline among the blocks that begin before glyph `content_begin`: up to four blocks that together read as the title of a
// report. `known`: titles that the page's tags give; a headline that says the same is the one.
[[nodiscard]] Headline find_headline(const Document& document, std::uint32_t content_begin, const std::vector<std::string>& known);

// Titles of other reports behind `begin` that their own text follows: a second report on the page, or one that is quoted.
[[nodiscard]] std::vector<Headline> further_reports(const Document& document, std::uint32_t begin, const TitleReading& own);

// The titles of all reports that the page holds whole: each names its body and year, and its own text follows. One is none of a
// list of links above the article.
[[nodiscard]] std::vector<Headline> reports_in(const Document& document);

// A title without the marks of a text file: "# " of Markdown, "标题: " of a saved page.
[[nodiscard]] std::string shown_title(std::string_view text);

}  // namespace nianbao::parser
