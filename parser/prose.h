#pragma once
// Figures from the narrative: a report may write a table as sentences or bullets.
//
//   三、收到和处理政府信息公开申请情况
//   本年新收政府信息公开申请12件，上年结转1件，…                   applications.new.total 12, applications.carried_in.total 1, read as prose
//
// Only what the section of the table itself says, and only where its words determine the figure; a figure for which it says two
// numbers, or a number that may be two figures, is ambiguous.

#include <vector>

#include "model/form.h"
#include "model/record.h"
#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/narrative.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// True for labels and numbers that are no table: sentences (行政许可本年处理决定数量5件；…), a list with one number for a row of
// several columns that are named nowhere.
[[nodiscard]] bool is_in_words(const model::FormTable& table, const TableReading& reading, const Document& document, const LabelView& view);

// Fills figures of tables that the page has not (`tables[t].found` is false), from their sections and the record's mentions.
// Returns how many.
std::size_t add_prose_figures(const model::Form& form, const Document& document, const Narrative& narrative, const std::vector<TableReading>& tables,
                              model::Record& record);

}  // namespace nianbao::parser
