#pragma once
// Finding the reports of a publisher and year among records, and saying what there is when there are none.

#include <string>
#include <string_view>
#include <vector>

#include "cli/record_source.h"
#include "model/record.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// True when the bytes begin with a record as `nianbao parse` prints them; a page is anything else.
[[nodiscard]] bool holds_records(std::string_view bytes);
// All records of a text of JSON lines. Error: a line that is none, with its number.
[[nodiscard]] model::Result<std::vector<model::Record>> records_in(std::string_view bytes, const std::string& name);

// The reports of the publisher (its name, or a division code of six digits) on the year, in their order.
// Error: a record that cannot be read; nothing found: then the message names the years that there are of the publisher, or the
// publishers whose names are nearest.
[[nodiscard]] model::Result<std::vector<model::Record>> find_reports(RecordSource& source, const std::string& publisher, int year);

// The same of a workspace, by its index.
[[nodiscard]] model::Result<std::vector<model::Record>> find_reports(store::Catalogue& catalogue, const std::string& publisher, int year);

// How much of two names is the same, 0 to 1: twice the number of common pairs of neighbouring characters, by the number of
// pairs in both (the coefficient of Dice). 1 when one name holds the other.
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

}  // namespace nianbao::cli
