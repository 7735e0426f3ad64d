#pragma once
// The page of a publisher: its reports, its figures over the years as charts and as a table, its findings.

#include <optional>
#include <string>
#include <vector>

#include "out/site_identity.h"
#include "out/site_summary.h"

namespace nianbao::out {

struct DatedSummary {
    std::optional<int> year;
    ReportSummary summary;
};

// reports: by year, those without one first. The whole page.
[[nodiscard]] std::string publisher_page(const PublisherKey& publisher, const std::vector<DatedSummary>& reports);

// A page that leads to another one: for a name without a division code, where only one publisher of that name has a code.
[[nodiscard]] std::string redirect_page(const PublisherKey& publisher, const std::string& file);

}  // namespace nianbao::out
