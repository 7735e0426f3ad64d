#pragma once
// The narrative of a section as HTML, with the numbers that it states about figures marked and led to the cell.

#include <string>
#include <string_view>
#include <vector>

#include "model/form.h"
#include "model/record.h"
#include "out/figure_notes.h"
#include "out/html.h"

namespace nianbao::out {

// The section's text in paragraphs, without lines that hold nothing but labels of its tables: what is left of a table whose cells
// were read. A mention stands where its raw text does; those whose place cannot be told (the text of a
// section is tidied, spans are of the page) follow in a list.
void put_narrative(Html& html, const model::RecordSection& section, const std::vector<const model::Mention*>& mentions, const FigureNotes& notes,
                   const std::vector<std::string_view>& labels);

// The labels of the form's tables in that section, longest first.
[[nodiscard]] std::vector<std::string_view> labels_in(const model::Form& form, std::string_view section);

// The mentions whose span lies within the section's, in the order of the page.
[[nodiscard]] std::vector<const model::Mention*> mentions_in(const model::RecordSection& section, const model::Record& record);

}  // namespace nianbao::out
