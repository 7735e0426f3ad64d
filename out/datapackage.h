#pragma once
// A Frictionless Data Package: a folder with datapackage.json and CSV files, which R, Python and validators read with types.
//
//   PATH/datapackage.json   resources with fields, labels in Chinese and English, keys, digests; sources, licence
//   PATH/data/              reports.csv figures.csv findings.csv mentions.csv sections.csv publisher_findings.csv codebook.csv

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "out/exporter.h"
#include "out/output_file.h"
#include "out/output_folder.h"
#include "out/tables.h"

namespace nianbao::out {

class Datapackage final : public Exporter {
public:
    explicit Datapackage(ExportSettings settings) : settings_(std::move(settings)) {}

    model::Result<void> begin() override;
    model::Result<void> add(const model::Record& record) override;
    model::Result<void> add_finding(const model::PublisherFinding& finding) override;
    model::Result<void> end() override;

private:
    struct Resource {
        const Table* table;
        std::string name;  // within the folder
        OutputFile file;
    };
    model::Result<void> open(const Table& table);
    model::Result<void> write(std::size_t resource);  // the rows
    model::Result<void> write_description();

    ExportSettings settings_;
    std::optional<OutputFolder> folder_;
    std::vector<Resource> resources_;  // those of record_tables(), publisher_findings, the codebook
    std::set<std::string> origins_;    // servers that the reports came from
    std::int64_t report_ = 0;
    bool has_files_ = false;  // a report that came from a file
    Row row_;
    CsvRows rows_;
};

}  // namespace nianbao::out
