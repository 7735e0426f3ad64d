#pragma once
// CSV with one row a report: who, when, where from, and how much of it could be read.

#include <string_view>

#include "out/csv.h"
#include "out/file_exporter.h"

namespace nianbao::out {

class CsvReports final : public FileExporter {
public:
    using FileExporter::FileExporter;

protected:
    std::string_view header() override;
    std::string_view bytes_of(const model::Record& record) override;

private:
    CsvRows rows_;
};

}  // namespace nianbao::out
