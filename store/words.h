#pragma once
// The words that stand in the catalogue's columns for the enums of model/.

#include <string_view>

#include "model/capture.h"
#include "model/finding.h"

namespace nianbao::store {

[[nodiscard]] std::string_view word_of(model::Severity severity);
[[nodiscard]] std::string_view word_of(model::Revisit revisit);

// Back again. A word that no version wrote gives the first of its kind: `due`, `none`, `note`.
[[nodiscard]] model::Outcome outcome_of(std::string_view word);
[[nodiscard]] model::Revisit revisit_of(std::string_view word);
[[nodiscard]] model::Severity severity_of(std::string_view word);

}  // namespace nianbao::store
