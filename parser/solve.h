#pragma once
// Decides with the form's checks what position alone cannot: rows whose values do not fill their slots one by one.

#include <string>
#include <vector>

#include "model/figure.h"
#include "model/form.h"
#include "parser/candidates.h"
#include "parser/document.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// What the checks made of one row of a TableReading that was not placed.
struct RowSolution {
    std::vector<Candidate> ways;  // all that are left; slots follow RowReading::order; the most plausible first
    bool cut = false;             // digits were cut apart
    bool chosen = false;          // the checks chose among more ways than these
    bool violated = false;        // the publisher's own sums are not satisfied by any way
    bool complete = true;         // every way is here; false when there were too many
    bool contested = false;       // nothing but the row's own sum chose the way, or a sum over the rows fails
    bool inferred = false;        // slots were left empty, or traces of blanks taken
    bool far_fetched = false;     // digits were cut and more slots left empty than filled: two losses at once
    std::size_t ways_before = 0;  // how many ways there were before the text chose among them; 0 when it did not
    std::vector<std::string> told_by;  // the statements of the text that chose
};

// One solution for each row of `table`; without ways for rows that are placed or hold nothing. Where the checks leave several
// ways, those stay that agree with the numbers which the text states (`mentions`), if any does.
[[nodiscard]] std::vector<RowSolution> solve(const model::Form& form, int table, const TableReading& reading, const Document& document,
                                             const std::vector<model::Mention>& mentions);

}  // namespace nianbao::parser
