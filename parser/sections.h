#pragma once
// The statutory sections of a report: which headings stand where, and the narrative under each.

#include <cstdint>
#include <string>
#include <vector>

#include "model/form.h"
#include "model/record.h"
#include "parser/document.h"
#include "parser/label_view.h"

namespace nianbao::parser {

// A range of a view that a table takes up; its text is no narrative.
struct TableRange {
    std::string section;  // id of the section that the table belongs to
    std::uint32_t begin = 0, end = 0;
};

// The sections of the form that the page has, in the order of the page. A name in a sentence (“本报告包括总体情况、主动公开…”)
// is no heading: a heading begins a block or carries its ordinal.
[[nodiscard]] std::vector<model::RecordSection> find_sections(const model::Form& form, const Document& document, const LabelView& view,
                                                              const std::vector<TableRange>& tables);

}  // namespace nianbao::parser
