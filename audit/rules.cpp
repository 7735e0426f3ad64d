#include "audit/rules.h"

#include <algorithm>
#include <array>

namespace nianbao::audit {
namespace {

constexpr std::array catalogue = {
    Rule{"form.outdated", Needs::form},
    Rule{"section.missing", Needs::form},
    Rule{"section.order", Needs::form},
    Rule{"table.missing", Needs::form},
    Rule{"table.incomplete", Needs::form},
    Rule{"figure.unreadable", Needs::form},
    Rule{"figure.negative", Needs::form},
    Rule{"figure.fraction", Needs::form},
    Rule{"sum.applicants", Needs::form},
    Rule{"sum.results", Needs::form},
    Rule{"balance.requests", Needs::form},
    Rule{"sum.disputes", Needs::form},
    Rule{"sum.statistics", Needs::form},
    Rule{"authority.regulations", Needs::form},
    Rule{"narrative.mismatch", Needs::form},
    Rule{"narrative.placeholder", Needs::record},
    Rule{"narrative.year", Needs::record},
    Rule{"narrative.place", Needs::record},
    Rule{"substance.overview", Needs::form},
    Rule{"substance.problems", Needs::form},
    Rule{"deadline.late", Needs::record},
    Rule{"unit.suspect", Needs::set},
    Rule{"carry.requests", Needs::set},
    Rule{"carry.documents", Needs::set},
    Rule{"carry.items", Needs::set},
    Rule{"carry.statistics", Needs::set},
    Rule{"repetition.across_years", Needs::set},
    Rule{"repetition.across_publishers", Needs::set},
    Rule{"repetition.figures", Needs::set},
    Rule{"deadline.missing", Needs::set},
    Rule{"deadline.due", Needs::set},
    Rule{"publication.backdated", Needs::set},
    Rule{"publication.changed", Needs::set},
    Rule{"publication.duplicate", Needs::set},
};

}  // namespace

std::span<const Rule> rules() { return catalogue; }

const Rule* find_rule(std::string_view name) {
    const auto* found = std::find_if(catalogue.begin(), catalogue.end(), [&](const Rule& rule) { return rule.name == name; });
    return found == catalogue.end() ? nullptr : found;
}

}  // namespace nianbao::audit
