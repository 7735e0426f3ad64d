#pragma once
// One figure of a report: its value, whether and how the page states it, and where.

#include <optional>
#include <string>
#include <vector>

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

// What the number of a mention is.
enum class MentionKind {
    count,    // a number of pieces, or an amount in the figure's own unit
    percent,  // the share of the figures in a whole: 40 for 40%
};

// A number that the narrative states about figures.
//
//   共收到政府信息公开申请75件，其中自然人申请72件      75 is new, or new and carried in together: two readings
//   予以公开及部分公开258件（占32%）                    258 is the sum of two figures, 32 their share
struct Mention {
    std::string figure;  // what it is about: the ids of the first reading joined by '+', or a narrative.* id that no form has
    Decimal value;
    std::string raw;
    Span span;
    MentionKind kind = MentionKind::count;
    bool approximate = false;  // 近100件: says nothing exact
    // Each reading is a list of figures whose sum the number states; any one of them may be meant. Empty for narrative.*.
    std::vector<std::vector<std::string>> readings;
    std::string group;  // the partition that it is a part of: "channel", "applicant", "result" …; "" when none
    int part_of = -1;   // index in Record::mentions of the whole that it is a part of; -1 when the text names none
};

}  // namespace nianbao::model
