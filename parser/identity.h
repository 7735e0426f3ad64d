#pragma once
// Who published which year's report when: read from the page's 网页标签 (meta tags), its headline block and its text.

#include <string>

#include "model/record.h"
#include "parser/document.h"

namespace nianbao::parser {

// What a title says. Empty fields where it does not.
struct TitleReading {
    std::string publisher;
    int year = 0;  // 0 when it names none
    bool is_report = false;  // names itself a 政府信息公开 年度报告; a notice about such reports does not
};

// Reads "郊区人民政府2019年政府信息公开工作年度报告", "2025年上海市人民政府办公厅政府信息公开工作年度报告", …
[[nodiscard]] TitleReading read_title(std::string_view utf8);

// Everything of the identity but the form. `url` may be "" ; `content_begin` is the glyph where the first section or table
// begins (glyphs.size() when there is none): the headline stands before it.
[[nodiscard]] model::ReportIdentity read_identity(const Document& document, std::string_view url, std::uint32_t content_begin);

}  // namespace nianbao::parser
