#pragma once
// Judges the checks of a form: two lists of figures whose sums must agree.
//
// A side of a check is
//     full   every figure is stated
//     part   some are stated, the others blank or a dash
//     none   all are blank or a dash
//
//                 full                part                none
//     full   = pass,  ≠ fail     = pass,  ≠ fail     0: pass, else no
//     part                       = pass,  ≠ no       no
//     none                                           no                 (no = not assessable)
//
// That is the contract's “a check over blanks reads a blank as 0 only if that makes it hold; otherwise it says nothing
// unless at least one side is fully stated”, with one thing more: a side without any number (a blank total) contradicts
// nobody, so it is never a failure, and it passes only against a full side that adds up to 0.
//
// A check is not assessable, whatever else it holds, when a figure is absent or unreadable, when a side has no figures, or
// when a sum does not fit 18 digits. With an ambiguous figure it can fail, as a doubt, but not pass: that its likeliest
// reading adds up says nothing.
//
// A check that holds, but with a figure that the checks themselves cut or placed, is `used`: it proves nothing and is not
// counted as passed. One that fails all the same is a failure: no reading of the digits could satisfy it. Its
// finding is then a doubt and not a conflict, because the reading may be at fault.

#include <optional>
#include <vector>

#include "audit/record_view.h"
#include "model/check.h"
#include "model/decimal.h"

namespace nianbao::audit {

enum class Verdict { pass, fail, not_assessable, used };

struct Side {
    std::vector<const model::Figure*> figures;  // as summed: a group row may stand in for its absent rows
    std::size_t stated = 0;                     // how many of them have a number
    std::optional<model::Decimal> sum;          // of the stated ones; nullopt when the side cannot be summed

    [[nodiscard]] bool is_full() const { return stated == figures.size(); }
    [[nodiscard]] bool is_none() const { return stated == 0; }
};

struct Evaluation {
    const model::Check* check = nullptr;
    Side left;
    Side right;
    bool used = false;       // a figure of either side was cut or placed by the checks
    bool ambiguous = false;  // the value or slot of a figure is not certain
    Verdict verdict = Verdict::not_assessable;
};

[[nodiscard]] Evaluation evaluate(const model::Check& check, const RecordView& view);
// All checks of the form, in its order.
[[nodiscard]] std::vector<Evaluation> evaluate_all(const RecordView& view);
// The four counts add up to the number of evaluations.
[[nodiscard]] model::CheckCounts count(const std::vector<Evaluation>& evaluations);

}  // namespace nianbao::audit
