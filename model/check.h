#pragma once
// A check is two lists of figure ids whose sums must agree. It is written in the form file and lives here because the
// parser ranks readings with it and the audit judges with it.

#include <cstddef>
#include <string>
#include <vector>

namespace nianbao::model {

struct Check {
    std::string rule;  // the finding's rule when the sums differ, e.g. "balance.requests"
    std::vector<std::string> left;
    std::vector<std::string> right;

    // Derived by Form::complete(): the same as indices in Form::figures.
    std::vector<std::size_t> left_figures = {}, right_figures = {};

    friend bool operator==(const Check&, const Check&) = default;
};

// What became of the checks of one record.
struct CheckCounts {
    int pass = 0;
    int fail = 0;
    int not_assessable = 0;  // lack a number
    int used = 0;            // cut or placed a figure, and therefore prove nothing
};

}  // namespace nianbao::model
