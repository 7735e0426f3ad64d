#pragma once
// The mentions of a record that came without any: another program wrote it, and its sections still say their numbers.

#include <vector>

#include "model/form.h"
#include "model/record.h"

namespace nianbao::cli {

// Read from the texts of its sections, without spans: where they stand in the page is not known.
[[nodiscard]] std::vector<model::Mention> mentions_of(const model::Record& record, const model::Form& form);

}  // namespace nianbao::cli
