#pragma once
// One figure of a report: its value, whether and how the page states it, and where.

#include <optional>
#include <string>

#include "model/decimal.h"
#include "model/span.h"

namespace nianbao::model {

// `0`, an empty cell, `—` and a missing cell are four different things, to the last export.
enum class Presence {
    stated,      // a number
    blank,       // the cell is there and empty
    dash,        // the cell holds a mark for nothing: — - / 无 不适用
    absent,      // no such cell
    unreadable,  // the cell holds something that is not a number
};

// How the figure was found.
enum class Reading {
    cell,       // a real table cell
    line,       // a flattened table with one value a token
    split,      // cut from a run of digits by the checks, with only one solution
    inferred,   // the slot was decided by the checks, with only one solution
    ambiguous,  // value or slot is not certain; the finding figure.ambiguous lists the readings
    prose,      // from the narrative
};

struct Provenance {
    Span span;        // empty when the page holds nothing for the figure
    std::string raw;  // the text of the span as a reader sees it: tags dropped, references decoded
    int row = -1;     // row and column in the form's table, from 0; -1 where the table has none
    int column = -1;
    Reading reading = Reading::cell;
};

struct Figure {
    std::string id;
    std::optional<Decimal> value;  // set exactly when presence is stated
    std::string unit;              // as the form prints it; "" where the form states none
    Presence presence = Presence::absent;
    Provenance provenance;
};

// A number that the narrative states about a figure.
struct Mention {
    std::string figure;
    Decimal value;
    std::string raw;
    Span span;
};

}  // namespace nianbao::model
