#pragma once
// A record as one line of JSON, schema nianbao.record/1, and back.

#include <string>
#include <string_view>

#include "model/record.h"
#include "model/result.h"
#include "out/json_writer.h"

namespace nianbao::out {

inline constexpr std::string_view record_schema = "nianbao.record/1";

// The record as one JSON object, keys in the schema's order, without a line end. A text that is unknown (an empty string)
// is null, and so is an empty span and the raw text of a figure that is absent. The same record gives the same bytes.
[[nodiscard]] std::string to_json(const model::Record& record);
// The same into a writer, as one value.
void write_record(JsonWriter& json, const model::Record& record);

// Reads what to_json writes, without loss: to_json gives the same bytes again. Keys that it does not know are passed over, and keys
// that are missing count as null, so that records of other programs are read too: a figure with a number and no presence is
// stated, one without a reading is from a cell. The schema has no list of used figures: they are those whose reading is
// split or inferred.
// Error: not JSON, neither a schema nor report nor figures, another schema, a value of the wrong type or out of range, a word that is none of the contract's. `where`
// is the caller's name for the line ("records.jsonl:12"); `what` names the member ("figures[3].presence").
[[nodiscard]] model::Result<model::Record> from_json(std::string_view line, const std::string& where);

// A line of `nianbao audit`: a finding and whom it is about.
struct AuditLine {
    model::PublisherFinding of;
    std::string address;  // URL of the report, else its file; "" where there is no report
};
// Error: as for from_json.
[[nodiscard]] model::Result<AuditLine> audit_line_from_json(std::string_view line, const std::string& where);

}  // namespace nianbao::out
