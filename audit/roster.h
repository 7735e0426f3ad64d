#pragma once
// A roster: who has to publish, as a CSV file that people keep.
//
//   division_code,publisher,level,kind,portal,from_year,to_year
//   321322,沭阳县发展和改革局,county,department,https://www.shuyang.gov.cn,2019,

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace nianbao::audit {

struct RosterRow {
    std::string division_code;  // six digits, or "" when unknown
    std::string publisher;
    std::string level;             // central, province, prefecture, county, township or ""
    std::string kind;              // government, department … or ""
    std::string portal;            // a URL or a host, or ""
    std::optional<int> from_year;  // report years, both inclusive; empty: no bound
    std::optional<int> to_year;
    std::string where;  // "roster.csv:12"
};

struct Roster {
    std::vector<RosterRow> rows;
    std::vector<std::string> remarks;  // "roster.csv:12: …": what is odd and was kept nevertheless
};

// Columns by the names of the first line, in any order; publisher is required, columns of other names are passed over.
// Error, "name:line": no heading, a row without a publisher, a year that is none, from_year after to_year, a quote left open.
[[nodiscard]] model::Result<Roster> parse_roster(std::string_view content, const std::string& name);

// The rows of a CSV file (RFC 4180), each with the line that it begins on. Error: a quote left open.
struct CsvRow {
    std::size_t line = 0;
    std::vector<std::string> cells;
};
[[nodiscard]] model::Result<std::vector<CsvRow>> parse_csv(std::string_view content, const std::string& name);

}  // namespace nianbao::audit
