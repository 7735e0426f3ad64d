#pragma once
// A workbook for spreadsheets. Each sheet has two lines of headings, in Chinese and as the other formats name the columns, which
// stay in view.
//
//   about          what the sheets hold
//   reports        one row a report, with a link to the source
//   figures FORM   one row a report of the form, a column a figure; numbers are numbers, with the places that were read
//   how FORM       the same rows and columns: presence and reading of each figure
//   other figures  figures that no form knows, one row each
//   findings       one row a finding; one about no report has no number of a report
//   codebook       what the figures mean
//
// A sheet that is full goes on in "reports 2". A number of more than 15 digits, which a spreadsheet would round, is a text.

#include <memory>

#include "out/exporter.h"

namespace nianbao::out {

class Xlsx final : public Exporter {
public:
    explicit Xlsx(ExportSettings settings);
    ~Xlsx() override;

    model::Result<void> begin() override;
    model::Result<void> add(const model::Record& record) override;
    model::Result<void> add_finding(const model::PublisherFinding& finding) override;
    model::Result<void> end() override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace nianbao::out
