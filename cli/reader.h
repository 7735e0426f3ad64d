#pragma once
// A page read, digested and judged: the record as every verb shows it.

#include "model/page.h"
#include "model/record.h"

namespace nianbao::cli {

[[nodiscard]] model::Record read_report(const model::Page& page);

// Judges the record by itself, once more where something was added to it.
void assess_report(model::Record& record);

// What --jobs is when it is not given: the processors of the machine.
[[nodiscard]] int default_jobs();

}  // namespace nianbao::cli
