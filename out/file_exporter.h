#pragma once
// An exporter whose format is a header and then some bytes for each record, in one file.

#include <optional>
#include <string>
#include <utility>

#include "out/exporter.h"
#include "out/output_file.h"

namespace nianbao::out {

class FileExporter : public Exporter {
public:
    explicit FileExporter(ExportSettings settings) : settings_(std::move(settings)) {}

    model::Result<void> begin() final;
    model::Result<void> add(const model::Record& record) final;
    model::Result<void> add_finding(const model::PublisherFinding& finding) final;
    model::Result<void> end() final;

protected:
    // What stands before the first record; may be empty. Valid until the next call.
    virtual std::string_view header() = 0;
    // What stands for one record; may be empty. Valid until the next call.
    virtual std::string_view bytes_of(const model::Record& record) = 0;
    // The same for a finding about no report.
    virtual std::string_view bytes_of_finding(const model::PublisherFinding&) { return {}; }

    [[nodiscard]] const ExportSettings& settings() const { return settings_; }

private:
    ExportSettings settings_;
    std::optional<OutputFile> file_;  // from begin() on
};

}  // namespace nianbao::out
