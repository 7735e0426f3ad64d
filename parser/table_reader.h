#pragma once
// One table of a form read from a document: labels aligned, values by position between them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/figure.h"
#include "model/form.h"
#include "parser/align.h"
#include "parser/document.h"
#include "parser/items.h"
#include "parser/label_view.h"
#include "parser/labels.h"

namespace nianbao::parser {

// What stands in one slot of the form.
struct Slot {
    model::Presence presence = model::Presence::absent;
    std::optional<model::Decimal> value;
    model::Reading reading = model::Reading::cell;
    std::string raw;
    model::Span span;
    std::vector<std::string> readings;  // all that are possible, when ambiguous
};

// The values of one row as they stand on the page, before they are put into slots.
struct RowReading {
    int block = 0;
    int row = 0;
    std::vector<int> order;    // the form's column of each printed column; -1 for a column that the form has not
    std::vector<Item> items;   // values in printing order, foreign text left out
    bool in_cells = false;     // they are cells of a real table
    bool placed = false;       // as many items as columns: item i belongs to order[i]
    bool torn = false;         // which of them is which is in doubt: on several lines, or behind a cell that is no value
    bool open_ended = false;   // no label follows: where the values end is told by the text alone
    bool traced = false;       // placed, with empty lines among its items: only as sure as its sums
    bool spaced = false;       // its values do not stand alike: one may be a page's number, or a piece of one, where its sum fails
    bool unit_first = false;   // a unit without its number stands in front of the values: they may be the next row's
    bool shifted = false;      // the values stood beside another label, and the row's sum tells that they are this one's
    bool doubtful = false;     // the label may be another's, or the values may have taken in or lost a digit
    model::Span label;         // of the row's label
    std::string unit;          // printed beside the label; "" where none is
};

struct TableReading {
    bool found = false;
    int score = 0;                   // of the alignment
    std::uint32_t begin = 0, end = 0;  // in the view: from the first label to the last
    std::vector<RowReading> rows;
};

// Reads table `labels.table` of the form within view[begin, end).
[[nodiscard]] TableReading read_table(const model::Form& form, const TableLabels& labels, const Document& document, const LabelView& view,
                                      std::uint32_t begin, std::uint32_t end);

}  // namespace nianbao::parser
