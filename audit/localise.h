#pragma once
// Which cell is wrong? A wrong cell of table 3 breaks the sum of its row and that of its column, by the same amount:
//
//                     自然人 … 总计
//   （一）予以公开       4   …   5    <- fails by 1
//   …
//   （七）总计           5   …   5
//                      ^ fails by 1: the cell where both meet is the one, and 5 would do

#include <optional>
#include <vector>

#include "audit/checks.h"

namespace nianbao::audit {

struct Cure {
    const model::Figure* figure = nullptr;
    model::Decimal value;    // with it, every failed check of the figure holds
    std::size_t checks = 0;  // how many those are, two or more
};

// For each evaluation that failed, the one change of a single figure that would make it hold together with at least one
// other failed check, and break none that holds; nullopt where there is no such change or more than one, and for all
// others.
[[nodiscard]] std::vector<std::optional<Cure>> localise(const std::vector<Evaluation>& evaluations);

}  // namespace nianbao::audit
