#pragma once
// Two readings of one report held against each other: captures of a page, or copies at two addresses.

#include <string>
#include <vector>

#include "audit/report_facts.h"
#include "model/record.h"

namespace nianbao::audit {

struct FigureChange {
    std::string figure;
    std::string before, after;  // the value as written, or blank, dash, absent, unreadable
};

// Figures of the same form that state different numbers, both read with certainty; in the form's order.
[[nodiscard]] std::vector<FigureChange> changed_figures(const ReportFacts& before, const ReportFacts& after);
// Figures that are a number other than 0 in one of the two.
[[nodiscard]] std::size_t figures_that_count(const ReportFacts& a, const ReportFacts& b);

struct SectionChange {
    enum class Kind { added, removed, changed };
    Kind kind = Kind::changed;
    std::string section, heading;
    std::vector<std::string> gone, come;  // sentences, in their order
};

struct Difference {
    struct Field {
        std::string name;  // "published", "title" …
        std::string before, after;
    };
    std::vector<Field> identity;
    std::vector<FigureChange> figures;  // every change, of presence too
    std::vector<SectionChange> sections;
    [[nodiscard]] bool empty() const { return identity.empty() && figures.empty() && sections.empty(); }
};

// All that differs between two records of one report, apart from where they were fetched.
[[nodiscard]] Difference difference_of(const model::Record& before, const model::Record& after);

}  // namespace nianbao::audit
