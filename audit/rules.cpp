#include "audit/rules.h"

#include <algorithm>
#include <array>

namespace nianbao::audit {
namespace {

constexpr std::array catalogue = {
    Rule{"form.outdated", Needs::form},   Rule{"section.missing", Needs::form},  Rule{"section.order", Needs::form},
    Rule{"table.missing", Needs::form},   Rule{"table.incomplete", Needs::form}, Rule{"figure.unreadable", Needs::form},
    Rule{"figure.negative", Needs::form}, Rule{"figure.fraction", Needs::form},  Rule{"sum.applicants", Needs::form},
    Rule{"sum.results", Needs::form},     Rule{"balance.requests", Needs::form}, Rule{"sum.disputes", Needs::form},
    Rule{"sum.statistics", Needs::form},  Rule{"deadline.late", Needs::record},
};

}  // namespace

std::span<const Rule> rules() { return catalogue; }

const Rule* find_rule(std::string_view name) {
    const auto* found = std::find_if(catalogue.begin(), catalogue.end(), [&](const Rule& rule) { return rule.name == name; });
    return found == catalogue.end() ? nullptr : found;
}

}  // namespace nianbao::audit
