#pragma once
// The findings of all reports by rule: pages of a hundred each, written while the records come by, and a page that lists the
// rules.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.h"
#include "out/site_folder.h"
#include "out/site_identity.h"

namespace nianbao::out {

class RulePages {
public:
    explicit RulePages(SiteFolder& folder) : folder_(folder) {}

    // The findings of a record; returns the numbers of their rules, each once, in ascending order.
    [[nodiscard]] model::Result<std::vector<std::uint16_t>> add(const model::Record& record, const PublisherKey& publisher, std::string_view report_file);
    // The same for a finding about no report; it leads to the page of the publisher, where it names one.
    [[nodiscard]] model::Result<std::uint16_t> add(const model::PublisherFinding& finding);
    // Writes the last page of every rule, and findings.html.
    model::Result<void> finish();

    // By number. The last of them may be one for all rules beyond the most that are told apart.
    [[nodiscard]] const std::vector<std::string>& rules() const { return names_; }
    // How many reports have a finding of the rule, or should be there and are not.
    [[nodiscard]] std::int64_t reports_of(std::size_t rule) const { return pages_[rule].reports; }

private:
    struct Pages {
        std::array<std::int64_t, 3> by_severity{};
        std::int64_t reports = 0;
        int number = 1;      // of the page that is being filled
        std::size_t items = 0;  // on it
        std::string html;
    };
    enum class IsLast { no, yes };

    [[nodiscard]] std::size_t number_of(const std::string& rule);
    model::Result<std::uint16_t> put(const model::Finding& finding, std::string item);
    model::Result<void> write_page(std::size_t rule, IsLast last);
    [[nodiscard]] std::string list() const;

    SiteFolder& folder_;
    std::map<std::string, std::size_t, std::less<>> numbers_;
    std::vector<std::string> names_;
    std::vector<Pages> pages_;
};

}  // namespace nianbao::out
