#pragma once
// A finding: a strangeness of a document, as a value. It never stops anything. Rules and their texts are
// catalogued in docs/findings.md.

#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/span.h"

namespace nianbao::model {

enum class Severity {
    note,      // worth knowing
    doubt,     // may be an error
    conflict,  // two statements of the publisher contradict each other, or a duty was not met
};

// The one figure whose change would satisfy every failed sum that it takes part in, and the value that would.
struct Located {
    std::string figure;
    Decimal value;

    friend bool operator==(const Located&, const Located&) = default;
};

struct Finding {
    std::string id;    // fingerprint of the report's identity, rule and figures; set by audit::stamp, stable from run to run
    std::string rule;  // e.g. "sum.applicants"
    Severity severity = Severity::note;
    std::string text;                  // names table, row and column in the form's own words
    std::vector<std::string> figures;  // figure ids it is about; may be empty
    std::optional<Decimal> expected;
    std::optional<Decimal> actual;
    std::optional<Span> span;
    std::optional<Located> located = std::nullopt;
};

// A finding about no report: one that a publisher owes, an address behind a wall, or a whole run.
struct PublisherFinding {
    std::string publisher;      // as its reports name it, where there are any; "" when it is about none
    std::string division_code;  // "" when unknown
    std::optional<int> year;    // of the report that is not there
    Finding finding;
    std::string url = {};       // of the page that could not be had; "" when it is about none
};

}  // namespace nianbao::model
