#include "cli/fewer_reports.h"

#include <algorithm>

#include "archive/digest.h"

namespace nianbao::cli {

bool is_far_fewer(std::int64_t before, std::int64_t now) {
    if (before <= 0 || now >= before) return false;
    return now == 0 || (before - now >= 2 && now * 4 < before * 3);
}

model::Result<std::vector<FewerReports>> compare_reports(store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals) {
    auto before = catalogue.report_counts();
    if (!before) return tl::unexpected(before.error());
    const auto now = catalogue.count_reports();
    if (!now) return tl::unexpected(now.error());
    std::vector<FewerReports> fewer;
    for (const crawler::Portal& portal : portals) {
        const auto had = before->find(portal.id);
        const auto has = now->find(portal.id);
        const store::ReportCounts counts = has == now->end() ? store::ReportCounts() : has->second;
        if (had != before->end() && is_far_fewer(had->second.served, counts.served)) {
            fewer.push_back({FewerReports::Sign::served, portal.id, portal.name, had->second.served, counts.served});
        } else if (had != before->end() && is_far_fewer(had->second.linked, counts.linked)) {
            fewer.push_back({FewerReports::Sign::linked, portal.id, portal.name, had->second.linked, counts.linked});
        }
        (*before)[portal.id] = counts;
    }
    if (auto saved = catalogue.save_report_counts(*before); !saved) return tl::unexpected(saved.error());
    return fewer;
}

std::vector<model::PublisherFinding> findings_of(const std::vector<FewerReports>& fewer) {
    std::vector<model::PublisherFinding> findings;
    for (const FewerReports& portal : fewer) {
        model::Finding& finding = findings.emplace_back().finding;
        finding.rule = "run.fewer_reports";
        finding.severity = model::Severity::doubt;
        finding.text = describe(portal);
        finding.id = archive::sha256_hex(finding.rule + '\n' + portal.portal).substr(0, 16);
    }
    return findings;
}

std::string describe(const FewerReports& fewer) {
    const bool is_served = fewer.sign == FewerReports::Sign::served;
    return "portal " + fewer.portal + ": FAR FEWER REPORTS: " + std::to_string(fewer.now) + (is_served ? " found, " : " linked on its start pages and lists, ") +
           std::to_string(fewer.before) + " in the run before (finding run.fewer_reports); the site may have been rebuilt or moved" +
           (is_served ? "" : ", be down or stand behind a wall") + ": `nianbao status` says what became of the pages";
}

}  // namespace nianbao::cli
