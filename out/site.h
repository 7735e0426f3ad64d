#pragma once
// The site: static pages that need no server and no network, from a folder, a file: URL or under a path.
//
//   index.html  matrix.html  findings.html  about.html    overview, publisher × year, rules, how to read it
//   publishers/ab/ID.html   reports/ab/ID.html   findings/RULE-N.html
//   data/*.js   what the matrix shows, in chunks that are loaded on demand
//   assets/     style, scripts, words in Chinese and English
//
// A report's page is written when its record comes by; of it stay some sixty bytes in memory and a summary in a spool. See
// docs/site.md.

#include <optional>

#include "out/exporter.h"
#include "out/site_findings.h"
#include "out/site_folder.h"
#include "out/site_index.h"

namespace nianbao::out {

class Site final : public Exporter {
public:
    explicit Site(ExportSettings settings) : settings_(std::move(settings)) {}

    model::Result<void> begin() override;
    model::Result<void> add(const model::Record& record) override;
    model::Result<void> add_finding(const model::PublisherFinding& finding) override;
    model::Result<void> end() override;

private:
    model::Result<void> add_page(const model::Record& record);
    model::Result<void> write_publishers();
    model::Result<void> write_fixed_files();

    ExportSettings settings_;
    std::optional<SiteFolder> folder_;
    std::optional<RulePages> rules_;
    SiteIndex index_;
    ReportIds ids_;
};

}  // namespace nianbao::out
