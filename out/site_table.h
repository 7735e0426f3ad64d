#pragma once
// A table of a report as HTML: as the form prints it, every value with its presence and reading.
//
//   <td id="f.applications.new.total" class="c" data-s="5210,5211">74<sup>!</sup></td>
//
// The classes are one letter for the reading (c l s i a p, as model::Reading) and, where there is no number, one for the
// presence (b blank, d dash, x absent, u unreadable); `k` marks a sum that fails. The script makes the details of a cell from
// these; without it the marks, the legend and the list of findings say what matters.

#include <cstddef>

#include "model/form.h"
#include "out/figure_notes.h"
#include "out/html.h"

namespace nianbao::out {

// A caption that only says again what the heading above says is for those who hear the page.
enum class Caption { shown, spoken };

void put_table(Html& html, const model::Form& form, std::size_t table, const model::Record& record, const FigureNotes& notes, Caption caption);

// The figure as a cell shows it: the number, the mark of the page for nothing, or words for what is not there; with marks.
void put_value(Html& html, const FigureNote& note);

// What the marks and words mean.
void put_legend(Html& html);

}  // namespace nianbao::out
