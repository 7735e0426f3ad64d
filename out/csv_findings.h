#pragma once
// CSV with one row a finding, in the order of the record, then those about no report. The figures it is about are joined by a space.

#include <string_view>

#include "out/csv.h"
#include "out/file_exporter.h"

namespace nianbao::out {

class CsvFindings final : public FileExporter {
public:
    using FileExporter::FileExporter;

protected:
    std::string_view header() override;
    std::string_view bytes_of(const model::Record& record) override;
    std::string_view bytes_of_finding(const model::PublisherFinding& finding) override;

private:
    CsvRows rows_;
};

}  // namespace nianbao::out
