#pragma once
// The numbers that the text states, as judges between several ways to read a row:
//
//   8855698 in 3 columns     8|8|55698 … 88|55|698 … 8855|_|698      36 ways, and no sum over them
//   制发的规范性文件88件，现行有效698件                                 one of the ways

#include <cstddef>
#include <vector>

#include "model/figure.h"
#include "parser/solve.h"

namespace nianbao::parser {

// A slot of a row whose figure the text states.
struct StatedSlot {
    std::size_t slot = 0;
    const model::Mention* mention = nullptr;
};

// True for a statement that is exact and about one figure alone.
[[nodiscard]] bool states_one_figure(const model::Mention& mention);

// Leaves the ways that hold what the text states, and says in the solution by which statements. Changes nothing when the ways are
// not all known, when the text contradicts itself about a slot, when no way holds all that it states, or when a way that is left
// has an empty slot: then a number of the text may agree by accident. Noughts of the text decide nothing. True when ways fell away.
bool keep_stated_ways(const std::vector<StatedSlot>& stated, RowSolution& solution);

}  // namespace nianbao::parser
