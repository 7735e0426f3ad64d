#include "cli/verbs.h"

#include <algorithm>

namespace nianbao::cli {

// A new verb is a file cli/verb_<name>.cpp, a line here and a line in the list.
extern const Verb robots_verb;
extern const Verb portals_verb;
extern const Verb status_verb;
extern const Verb crawl_verb;
extern const Verb harvest_verb;
extern const Verb parse_verb;
extern const Verb audit_verb;
extern const Verb diff_verb;
extern const Verb roster_verb;
extern const Verb export_verb;
extern const Verb inspect_verb;
extern const Verb show_verb;
extern const Verb explain_verb;
extern const Verb forms_verb;
extern const Verb normalize_verb;
extern const Verb help_verb;

namespace {

constexpr const Verb* all[] = {
    &harvest_verb,
    &crawl_verb,
    &parse_verb,
    &audit_verb,
    &diff_verb,
    &roster_verb,
    &export_verb,
    &inspect_verb,
    &show_verb,
    &explain_verb,
    &forms_verb,
    &portals_verb,
    &status_verb,
    &robots_verb,
    &normalize_verb,
    &help_verb,  // stays last
};

}  // namespace

std::span<const Verb* const> verbs() { return all; }

const Verb* find_verb(std::string_view name) {
    const auto found = std::find_if(std::begin(all), std::end(all), [&](const Verb* verb) { return verb->name == name; });
    return found == std::end(all) ? nullptr : *found;
}

}  // namespace nianbao::cli
