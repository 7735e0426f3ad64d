#pragma once
// What is known of all reports at the end: who published, which years, in what state. From it come the overview, the data of
// the matrix and the list of publishers' pages. Some sixty bytes a report and a hundred a publisher stay in memory.

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.h"
#include "out/site_findings.h"
#include "out/site_folder.h"
#include "out/site_identity.h"

namespace nianbao::out {

// Years in their order, the unknown one (0) last.
struct UnknownLast {
    static int rank(int year) { return year == 0 ? std::numeric_limits<int>::max() : year; }
    bool operator()(int a, int b) const { return rank(a) < rank(b); }
};

struct ReportEntry {
    std::string id;  // "" for a report that is missing
    int year = 0;    // 0: unknown
    ReportState state = ReportState::clean;
    std::vector<std::uint16_t> rules;
    SiteFolder::Spooled summary;
};

class SiteIndex {
public:
    void add(const PublisherKey& publisher, ReportEntry entry, const model::Record& record);
    // A report that should be there.
    void add_missing(const PublisherKey& publisher, ReportEntry entry);

    // Reports of a name without a division code go to the publisher of that name that has one, where there is only one. Sorts the
    // reports of each publisher by year. Returns what was moved: from, to.
    [[nodiscard]] std::vector<std::pair<PublisherKey, PublisherKey>> settle();

    [[nodiscard]] const std::map<PublisherKey, std::vector<ReportEntry>>& publishers() const { return publishers_; }

    // index.html, whole.
    [[nodiscard]] std::string overview(const RulePages& rules) const;
    // matrix.html, data/index.js and data/publishers-N.js.
    model::Result<void> write_matrix(SiteFolder& folder, const RulePages& rules) const;

private:
    using States = std::array<std::int64_t, report_states>;

    [[nodiscard]] std::string coverage() const;
    [[nodiscard]] std::string divisions() const;

    std::map<PublisherKey, std::vector<ReportEntry>> publishers_;
    std::map<int, States, UnknownLast> years_;                    // 0: unknown
    std::map<std::string, std::map<int, std::int64_t>> regions_;  // first two digits of the division code -> reports a year
    std::int64_t reports_ = 0;
    std::int64_t figures_ = 0;
    std::int64_t flagged_ = 0;  // figures that are ambiguous or unreadable
};

}  // namespace nianbao::out
