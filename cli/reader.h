#pragma once
// A page read, digested and judged: the record as every verb shows it.

#include <vector>

#include "model/page.h"
#include "model/record.h"

namespace nianbao::cli {

[[nodiscard]] model::Record read_report(const model::Page& page);

// The records of pages, in their order, on `jobs` threads (1 and more).
[[nodiscard]] std::vector<model::Record> read_reports(const std::vector<model::Page>& pages, int jobs);

// What --jobs is when it is not given: the processors of the machine.
[[nodiscard]] int default_jobs();

}  // namespace nianbao::cli
