#include "audit/audit.h"

#include <map>
#include <utility>

#include "audit/fingerprint.h"
#include "audit/rules.h"

namespace nianbao::audit {
namespace {

// True for a rule that this run judges anew, so that an earlier finding of it has to go.
bool is_judged_anew(const std::string& rule, const model::Form* form) {
    // What was found between records does not hold for this one alone: whoever has them all finds it again.
    if (const Rule* known = find_rule(rule)) return known->needs != Needs::form || form != nullptr;
    if (form == nullptr) return false;
    // A form may name rules of its own in its checks.
    for (const model::Check& check : form->checks)
        if (check.rule == rule) return true;
    return false;
}

std::vector<Draft> take_others(std::vector<model::Finding>& findings, const model::Form* form) {
    std::vector<Draft> drafts;
    for (model::Finding& finding : findings)
        if (!is_judged_anew(finding.rule, form)) drafts.push_back({std::move(finding), ""});
    findings.clear();
    return drafts;
}

model::CheckCounts judge_against(const model::Form& form, const model::Record& record, std::vector<Draft>& drafts) {
    const RecordView view(record, form);
    find_outdated_form(view, drafts);
    find_section_defects(view, drafts);
    find_table_defects(view, drafts);
    find_figure_defects(view, drafts);
    const std::vector<Evaluation> evaluations = evaluate_all(view);
    find_failed_checks(view, evaluations, drafts);
    find_regulations_without_authority(view, drafts);
    find_wrong_units(view, drafts);
    find_narrative_mismatches(view, drafts);
    return count(evaluations);
}

std::vector<model::Finding> stamped(std::vector<Draft> drafts, const std::string& identity) {
    std::vector<model::Finding> findings;
    findings.reserve(drafts.size());
    std::map<std::string, std::size_t> seen;  // fingerprint without ordinal -> how many so far
    for (Draft& draft : drafts) {
        const std::size_t ordinal = seen[fingerprint(identity, draft, 0)]++;
        // A finding that has its name keeps it, even where what it was made from (its subject) is not known here.
        if (draft.finding.id.empty()) draft.finding.id = fingerprint(identity, draft, ordinal);
        findings.push_back(std::move(draft.finding));
    }
    return findings;
}

}  // namespace

bool is_own_rule(std::string_view rule) { return find_rule(rule) != nullptr; }

void assess(model::Record& record, const model::Form* form, const Knowledge& knowledge) {
    std::vector<Draft> drafts = take_others(record.findings, form);
    if (form != nullptr) record.checks = judge_against(*form, record, drafts);
    find_placeholders(record, drafts);
    find_wrong_years(record, drafts);
    find_wrong_places(record, knowledge.places, drafts);
    if (form != nullptr) find_empty_substance(RecordView(record, *form), drafts);
    find_lateness(record, knowledge.deadlines != nullptr ? *knowledge.deadlines : DeadlineTable::builtin(), drafts);
    record.findings = stamped(std::move(drafts), identity_of(record));
}

}  // namespace nianbao::audit
