#pragma once
// The ways in which the values printed for one row can be put into its slots. A run of digits that lost its separators, a
// row with too few numbers and a row with too many are one problem:
//
//   15130000154  in 7 slots     1|5|1|3|0|0|… 15|1|30|0|… 151|3|0|0|0|0|154 …      210 ways; the sums leave one
//   26, 26       in 7 slots     26 _ _ _ _ _ 26, 26 _ _ _ _ 26 _ …                  21 ways

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/figure.h"
#include "model/span.h"
#include "parser/document.h"
#include "parser/items.h"

namespace nianbao::parser {

// What a slot holds in one candidate.
struct SlotValue {
    model::Presence presence = model::Presence::blank;
    std::optional<model::Decimal> value;
    std::uint32_t begin = 0, end = 0;  // glyphs; equal when the slot is empty
    model::Span span;

    friend bool operator==(const SlotValue& a, const SlotValue& b) {
        return a.presence == b.presence && a.value.has_value() == b.value.has_value() && (!a.value || *a.value == *b.value);
    }
};

using Candidate = std::vector<SlotValue>;  // one a slot

// What a slot may hold.
struct SlotRule {
    bool may_be_negative = false;
    bool may_have_places = false;
    int at_least = -1;  // the slot whose value this one's never falls below: 历年累计 holds 年度
};

// A sum within the row, by slots: the total and its parts.
struct RowCheck {
    std::vector<int> left, right;
};

struct Candidates {
    std::vector<Candidate> ways;
    bool cut = false;         // digits were cut apart; else only empty slots were put in
    bool checked = false;     // the row's own checks chose among more ways than these
    bool violated = false;    // no way satisfies the row's checks: these are all ways
    bool exhausted = false;   // too many ways: not all are here
};

inline constexpr std::size_t most_ways = 5000;     // kept for one row
inline constexpr std::size_t most_steps = 400'000;  // of the search for one row

// Whether empty cells of the table have left nothing behind, as its other rows tell.
enum class Loss { unlikely, likely };

// Deterministic; bounded by most_steps. Ways in which slots are left empty count beside the others where no check decides, or
// where the row has separators; else only when the checks allow nothing else. When the checks allow no way, all of them.
[[nodiscard]] Candidates enumerate_candidates(const Document& document, const std::vector<Item>& items, const std::vector<SlotRule>& slots,
                                              const std::vector<RowCheck>& checks, Loss loss);

}  // namespace nianbao::parser
