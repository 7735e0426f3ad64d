#pragma once
// The families of rules, one source file each (rules_<family>.cpp), and the catalogue of the rules that they make.
// A new rule is a function here, a line in rules.cpp and an entry in docs/findings.md.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checks.h"
#include "audit/deadline.h"
#include "audit/knowledge.h"
#include "audit/record_view.h"
#include "model/finding.h"

namespace nianbao::audit {

// What a rule needs to be judged. A rule whose need is not met leaves earlier findings of its name alone.
enum class Needs {
    record,  // the record by itself
    form,    // the record and its form
    set,     // records held against each other (set_audit.h)
};

struct Rule {
    std::string_view name;
    Needs needs;
};

// Every rule of the audit, in the order in which findings are listed. Rules that the parser finds (document.*,
// figure.ambiguous) are not here: the audit keeps them as they are.
[[nodiscard]] std::span<const Rule> rules();
// nullptr when the audit has no such rule.
[[nodiscard]] const Rule* find_rule(std::string_view name);

// A finding on its way into a record. `subject` names what it is about where no figures do: a section or table id.
struct Draft {
    model::Finding finding;
    std::string subject;
};

// Each appends its findings to `drafts`, in the order of the form.
void find_outdated_form(const RecordView& view, std::vector<Draft>& drafts);
void find_section_defects(const RecordView& view, std::vector<Draft>& drafts);
void find_table_defects(const RecordView& view, std::vector<Draft>& drafts);
void find_figure_defects(const RecordView& view, std::vector<Draft>& drafts);
void find_failed_checks(const RecordView& view, const std::vector<Evaluation>& evaluations, std::vector<Draft>& drafts);
void find_regulations_without_authority(const RecordView& view, std::vector<Draft>& drafts);
void find_wrong_units(const RecordView& view, std::vector<Draft>& drafts);
void find_narrative_mismatches(const RecordView& view, std::vector<Draft>& drafts);
void find_placeholders(const model::Record& record, std::vector<Draft>& drafts);
void find_wrong_years(const model::Record& record, std::vector<Draft>& drafts);
void find_wrong_places(const model::Record& record, const PlaceFinder& places, std::vector<Draft>& drafts);
void find_empty_substance(const RecordView& view, std::vector<Draft>& drafts);
void find_lateness(const model::Record& record, const DeadlineTable& deadlines, std::vector<Draft>& drafts);

}  // namespace nianbao::audit
