#pragma once
// What the audit is told by the other stages: places and bodies from normalize, dates and failures from a workspace.

#include <string>
#include <vector>

#include "audit/completeness.h"
#include "audit/knowledge.h"
#include "audit/report_facts.h"
#include "audit/roster.h"
#include "model/record.h"
#include "model/result.h"
#include "store/catalogue.h"

namespace nianbao::cli {

// Finds the places of the division table; deadlines are the law's.
[[nodiscard]] audit::Knowledge audit_knowledge();

// The publisher's id over the years, and the names of its places.
[[nodiscard]] audit::Evidence evidence_of(const model::Record& record);

// Adds what the workspace knows of the report's address: when it was first seen, the dates that list and server give it.
[[nodiscard]] model::Result<void> add_workspace_evidence(const std::string& url, store::Catalogue& catalogue,
                                                         audit::Evidence& evidence);

// Pages that may be reports and could not be fetched.
[[nodiscard]] model::Result<audit::Failures> failures_of(store::Catalogue& catalogue);

// A roster file with its remarks: those of its reader, and codes that the division table does not have.
[[nodiscard]] model::Result<audit::Roster> load_roster(const std::string& path);
// Of the rosters' rows those that speak of the same body in overlapping years, as remarks; the ids of the rows.
[[nodiscard]] std::vector<std::string> remarks_on_overlaps(const std::vector<audit::RosterRow>& rows,
                                                           const std::vector<std::string>& ids);
[[nodiscard]] std::vector<std::string> ids_of(const audit::Roster& roster);

// "Wed, 21 Oct 2015 07:28:00 GMT" as ISO 8601; "" for anything else.
[[nodiscard]] std::string iso_of_http_date(std::string_view date);

}  // namespace nianbao::cli
