#pragma once
// What `nianbao audit` found of records in files, on its way into an export: records as `parse` prints them know nothing of
// each other, and a report that is missing has none.

#include <istream>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/record.h"
#include "model/result.h"

namespace nianbao::cli {

class AuditFindings {
public:
    // The lines of a file, or of `in` for "-". Error: unreadable, a line that is none of the audit's.
    [[nodiscard]] static model::Result<AuditFindings> load(const std::string& name, std::istream& in);

    // Gives the record the findings of its address, in the place of those that it has. To be called for every record.
    void give(model::Record& record);

    [[nodiscard]] const std::vector<model::PublisherFinding>& about_no_report() const { return about_no_report_; }
    // How many are about an address that no record had.
    [[nodiscard]] std::size_t left() const;

private:
    struct OfAddress {
        std::vector<model::Finding> findings;
        bool given = false;
    };
    std::unordered_map<std::string, OfAddress> by_address_;
    std::vector<model::PublisherFinding> about_no_report_;
};

}  // namespace nianbao::cli
