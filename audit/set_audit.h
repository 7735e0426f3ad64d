#pragma once
// The audit of many reports: the same publisher over the years, publishers against each other, captures and copies of one
// report, and all of them against a roster. Pure: what is known from elsewhere comes in as facts.
//
//   SetAudit audit(settings);
//   for (…) audit.add(distil(record, form, evidence));
//   SetOutcome outcome = audit.finish();

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "audit/completeness.h"
#include "audit/deadline.h"
#include "audit/report_facts.h"
#include "audit/roster.h"
#include "audit/rules.h"

namespace nianbao::audit {

struct SetSettings {
    Day today{};                               // a deadline after it has not come yet
    const DeadlineTable* deadlines = nullptr;  // nullptr: the law's
};

// A finding between reports, or about one that is not there.
struct SetFinding {
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    std::size_t report = nowhere;          // index in SetOutcome::reports
    std::string publisher, division_code;  // of the missing report, when there is no report
    std::optional<int> year;
    std::size_t sibling = nowhere;    // of a missing report, the publisher's newest that is there
    std::vector<std::size_t> others;  // reports that it was held against
    model::Finding finding;
};

struct SetOutcome {
    std::vector<ReportFacts> reports;  // in the order of adding
    std::vector<bool> superseded;      // an older capture of a report that is there in a newer one
    std::vector<SetFinding> findings;  // by publisher, year and rule
    std::vector<MatrixRow> matrix;     // by publisher
    std::vector<std::string> remarks;  // what could not be compared, and why; a line each
};

// The reports by publisher and year: what the families of set rules work on.
class ReportIndex {
public:
    explicit ReportIndex(const std::vector<ReportFacts>& reports);

    using Copies = std::vector<std::size_t>;  // of one report at several addresses, the fullest first
    using Years = std::map<int, Copies>;

    // Publishers in the order of their keys; reports without publisher or year are in none.
    [[nodiscard]] const std::map<std::string, Years>& publishers() const { return publishers_; }
    // Captures of one address, oldest first, where there are several.
    [[nodiscard]] const std::vector<std::vector<std::size_t>>& captures() const { return captures_; }
    [[nodiscard]] const std::vector<bool>& superseded() const { return superseded_; }
    [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }  // by report; "" when unknown

private:
    void group_captures(const std::vector<ReportFacts>& reports);
    std::map<std::string, Years> publishers_;
    std::vector<std::vector<std::size_t>> captures_;
    std::vector<bool> superseded_;
    std::vector<std::string> keys_;
};

// What a body is known by in a set: its id over the years, and where no place could be told, its name and its host too.
[[nodiscard]] std::string key_of(const ReportFacts& facts);

// Each appends its findings.
struct SetDraft {
    std::size_t report = 0;
    Draft draft;
    std::vector<std::size_t> others;
};
void find_carry_breaks(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts);
void find_unit_slips(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts);
void find_repeated_figures(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts);
void find_repeated_texts(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts);
void find_backdating(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts);
void find_changes(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts);
void find_disagreeing_copies(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts);

class SetAudit {
public:
    explicit SetAudit(SetSettings settings) : settings_(settings) {}

    void add(ReportFacts facts) { reports_.push_back(std::move(facts)); }
    // publisher_ids: of the roster's rows, in their order.
    void expect(Roster roster, std::vector<std::string> publisher_ids, Failures failures);
    // To be called once, at the end.
    [[nodiscard]] SetOutcome finish();

private:
    SetSettings settings_;
    std::vector<ReportFacts> reports_;
    std::vector<Expected> expected_;
    Failures failures_;
    bool has_roster_ = false;
};

}  // namespace nianbao::audit
