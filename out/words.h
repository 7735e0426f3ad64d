#pragma once
// The words that files and output use for the model's enumerations, and the way back.

#include <optional>
#include <string_view>

#include "model/figure.h"
#include "model/finding.h"

namespace nianbao::out {

[[nodiscard]] std::string_view word_of(model::Presence presence);  // "stated"
[[nodiscard]] std::string_view word_of(model::Reading reading);    // "cell"
[[nodiscard]] std::string_view word_of(model::Severity severity);  // "note"
[[nodiscard]] std::string_view word_of(model::MentionKind kind);   // "count"

// nullopt for a word that is none of them.
[[nodiscard]] std::optional<model::Presence> presence_of(std::string_view word);
[[nodiscard]] std::optional<model::Reading> reading_of(std::string_view word);
[[nodiscard]] std::optional<model::Severity> severity_of(std::string_view word);
[[nodiscard]] std::optional<model::MentionKind> mention_kind_of(std::string_view word);

}  // namespace nianbao::out
