#pragma once
// A text that a page drew may print the values of a row in front of its label, or behind the label of the next one, where a
// label or a value takes more lines than its neighbours:
//
//   4.保护第三方合法权益                                      221 0 0 0 0 0 221
//   5.属于三类内部事务信息   12 0 0 0 0 0 12                  一、本年新收政府信息公开申请数量
//                            0 0 0 0 0 0 0                    28 0 0 0 0 0 28
//
// Such a row has no values behind its label, and near it stand as many too many.

#include <cstdint>
#include <vector>

#include "model/form.h"
#include "parser/items.h"
#include "parser/labels.h"
#include "parser/row_text.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// What stands behind one label, in the order of the page. `row` is nothing for a label without figures and for what stands
// between the head of the table and its first row.
struct Stretch {
    RowReading* row = nullptr;
    std::vector<Item> items;
};

// What the units among the items of a row say about it.
struct TornUnits {
    bool leading = false;  // one stands in front of all values: its number stands in front of the label
    bool uneven = false;   // some numbers have one, and some none, or one that was torn off: a number may stand elsewhere, too
};

// Takes words that are a mere unit (件) off the items of a row of a text: they were torn from their numbers.
TornUnits drop_units(std::vector<Item>& items);

// The same, and notes in the row what they say about it.
void note_units(RowReading& row, std::vector<Item>& items);

// Where rows without values and values too many make up for each other, the values are dealt out in the order of the page. They
// are certain where the sum of each row holds; else, and where they do not make up, all rows between are doubtful.
void settle_shifted_rows(const model::Form& form, const TableLabels& labels, const RowText& text, std::vector<Stretch>& stretches);

// Behind a row without any value, one whose values stand below an empty line is doubtful: they may be those of the row before.
void doubt_distant_values(std::vector<Stretch>& stretches);

}  // namespace nianbao::parser
