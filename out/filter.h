#pragma once
// Which reports and which of their figures go into an export; the same for every format. A member that is empty asks for
// nothing.

#include <string>
#include <string_view>
#include <vector>

#include "model/record.h"

namespace nianbao::out {

struct YearRange {
    int first = 0;
    int last = 0;  // both inclusive
};

struct Filter {
    // Of the report. Of several values of one member one must hold, of several members all.
    std::vector<YearRange> years{};
    std::vector<std::string> forms{};
    std::vector<std::string> publishers{};  // a part of the name, or a pattern (pattern.h) over all of it
    std::vector<std::string> divisions{};   // patterns over the code
    std::string since{};                    // ISO 8601, as exact as it is: "2024", "2024-03", "2024-03-31"

    // Of the figure.
    std::vector<std::string> figures{};  // patterns over the id
    std::vector<model::Presence> presences{};
    std::vector<model::Reading> readings{};

    // A report without a year, form, publisher or code does not hold for a member that asks for one. `since` is held against
    // the date of publication that the page states, else against the time when it was fetched.
    [[nodiscard]] bool wants(const model::Record& record) const;
    // A finding about no report has no form and no date; what it says of publisher, code and year must hold.
    [[nodiscard]] bool wants(const model::PublisherFinding& finding) const;
    [[nodiscard]] bool chooses_figures() const { return !figures.empty() || !presences.empty() || !readings.empty(); }
    // Drops the figures that are not wanted, and mentions and findings that are about none of those that stay; findings about
    // the report as a whole stay.
    void reduce(model::Record& record) const;
};

}  // namespace nianbao::out
