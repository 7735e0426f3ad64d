#include "parser/narrative_ties.h"

#include <algorithm>
#include <utility>

namespace nianbao::parser {
namespace {

bool is_contradicted(const StatedSlot& one, const std::vector<StatedSlot>& stated) {
    return std::any_of(stated.begin(), stated.end(), [&](const StatedSlot& other) {
        return other.slot == one.slot && other.mention->value != one.mention->value;
    });
}

bool has_empty_slot(const Candidate& way) {
    return std::any_of(way.begin(), way.end(), [](const SlotValue& slot) { return slot.begin == slot.end; });
}

bool holds(const Candidate& way, const StatedSlot& stated) { return way[stated.slot].value == stated.mention->value; }

}  // namespace

bool states_one_figure(const model::Mention& mention) {
    return mention.kind == model::MentionKind::count && !mention.approximate && mention.readings.size() == 1 &&
           mention.readings.front().size() == 1;
}

bool keep_stated_ways(const std::vector<StatedSlot>& stated, RowSolution& solution) {
    if (solution.ways.size() < 2 || !solution.complete || solution.violated) return false;
    std::vector<StatedSlot> usable;
    std::copy_if(stated.begin(), stated.end(), std::back_inserter(usable),
                 [&](const StatedSlot& one) { return !one.mention->value.is_zero() && !is_contradicted(one, stated); });
    if (usable.empty()) return false;
    std::vector<Candidate> kept;
    std::copy_if(solution.ways.begin(), solution.ways.end(), std::back_inserter(kept), [&](const Candidate& way) {
        return std::all_of(usable.begin(), usable.end(), [&](const StatedSlot& one) { return holds(way, one); });
    });
    if (kept.empty() || kept.size() == solution.ways.size() || std::any_of(kept.begin(), kept.end(), has_empty_slot))
        return false;
    solution.ways_before = solution.ways.size();
    solution.ways = std::move(kept);
    for (const StatedSlot& one : usable) solution.told_by.push_back(one.mention->raw);
    return true;
}

}  // namespace nianbao::parser
