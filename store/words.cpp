#include "store/words.h"

#include <array>
#include <cstddef>

namespace nianbao::store {

namespace {

constexpr std::array<std::string_view, 3> severities = {"note", "doubt", "conflict"};
constexpr std::array<std::string_view, 3> revisits = {"none", "not_modified", "identical_payload"};

}  // namespace

std::string_view word_of(model::Severity severity) { return severities[static_cast<std::size_t>(severity)]; }
std::string_view word_of(model::Revisit revisit) { return revisits[static_cast<std::size_t>(revisit)]; }

model::Outcome outcome_of(std::string_view word) {
    for (int i = 0; i < model::outcome_count; ++i)
        if (name_of(static_cast<model::Outcome>(i)) == word) return static_cast<model::Outcome>(i);
    return model::Outcome::due;
}

model::Revisit revisit_of(std::string_view word) {
    for (std::size_t i = 0; i < revisits.size(); ++i)
        if (revisits[i] == word) return static_cast<model::Revisit>(i);
    return model::Revisit::none;
}

model::Severity severity_of(std::string_view word) {
    for (std::size_t i = 0; i < severities.size(); ++i)
        if (severities[i] == word) return static_cast<model::Severity>(i);
    return model::Severity::note;
}

}  // namespace nianbao::store
