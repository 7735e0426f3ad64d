#pragma once
// A run that finds far fewer reports than the one before says so: a portal that was rebuilt, moved or closed looks like
// success otherwise, because nothing failed.

#include <cstdint>
#include <string>
#include <vector>

#include "crawler/portal_file.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

struct FewerReports {
    // served: pages of reports that are there no more. linked: its start pages and lists lead to fewer, as when all of it is down,
    // walled or redesigned, long before each report is asked for again.
    enum class Sign { served, linked };
    Sign sign = Sign::served;
    std::string portal;  // id
    std::string name;    // for people
    std::int64_t before = 0;
    std::int64_t now = 0;
};

// True when so many are missing that it is no longer the coming and going of pages: more than a quarter and at least two, or
// all of them.
[[nodiscard]] bool is_far_fewer(std::int64_t before, std::int64_t now);

// Counts the reports that each portal still serves and those that it links to, keeps the counts with the run, and returns the
// portals that have far fewer of one of them than after the run before; each portal once.
[[nodiscard]] model::Result<std::vector<FewerReports>> compare_reports(store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals);

// As findings run.fewer_reports, for the exports.
[[nodiscard]] std::vector<model::PublisherFinding> findings_of(const std::vector<FewerReports>& fewer);

// "portal x: 3 reports found, 18 in the run before (finding run.fewer_reports): …"
[[nodiscard]] std::string describe(const FewerReports& fewer);

}  // namespace nianbao::cli
