#include <array>

#include "out/csv_findings.h"
#include "out/csv_long.h"
#include "out/csv_reports.h"
#include "out/csv_wide.h"
#include "out/datapackage.h"
#include "out/exporter.h"
#include "out/jsonl.h"
#include "out/site.h"
#include "out/sqlite_export.h"
#include "out/xlsx.h"

namespace nianbao::out {
namespace {

using Maker = std::unique_ptr<Exporter> (*)(ExportSettings settings);

template <typename Class>
std::unique_ptr<Exporter> make(ExportSettings settings) {
    return std::make_unique<Class>(std::move(settings));
}

constexpr std::array known = {
    Format{"csv", "one row a figure, with labels, value, presence, reading and source"},
    Format{"csv-wide", "one row a report, a column a figure of every form"},
    Format{"csv-reports", "one row a report: identity, source, counts of figures, checks and findings"},
    Format{"csv-findings", "one row a finding"},
    Format{"jsonl", "one record a line, exactly as parse prints it"},
    Format{"sqlite", "a database with documented tables and views", Shape::binary},
    Format{"xlsx", "a workbook: reports, figures by form, findings, codebook", Shape::binary},
    Format{"datapackage", "a Frictionless Data Package: CSV files and a description", Shape::folder},
    Format{"site", "a folder of web pages: overview, matrix, publishers, reports, findings", Shape::folder},
};
constexpr std::array<Maker, known.size()> makers = {make<CsvLong>, make<CsvWide>, make<CsvReports>, make<CsvFindings>, make<Jsonl>, make<SqliteExport>, make<Xlsx>, make<Datapackage>, make<Site>};

}  // namespace

std::span<const Format> formats() { return known; }

model::Result<std::unique_ptr<Exporter>> make_exporter(std::string_view format, ExportSettings settings) {
    std::string names;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i].name == format && known[i].shape != Shape::text && settings.path == "-")
            return model::fail("standard output", "cannot take " + std::string(format) + "; name a file or folder with -o");
        if (known[i].name == format) return makers[i](std::move(settings));
        names += (i == 0 ? "" : ", ") + std::string(known[i].name);
    }
    return model::fail("format", "there is no “" + std::string(format) + "”; the formats are " + names);
}

}  // namespace nianbao::out
