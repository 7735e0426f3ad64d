#include "audit/set_audit.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "audit/fingerprint.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

constexpr int first_year = 2007;  // no report is expected before the first regulation

std::size_t place_of_rule(const std::string& rule) {
    const std::span<const Rule> all = rules();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Rule& known) { return known.name == rule; });
    return static_cast<std::size_t>(found - all.begin());
}

SetFinding stamped(SetDraft draft, const std::vector<ReportFacts>& reports, std::map<std::string, std::size_t>& seen) {
    SetFinding result;
    result.report = draft.report;
    result.others = std::move(draft.others);
    const std::string& identity = reports[draft.report].identity;
    const std::size_t ordinal = seen[fingerprint(identity, draft.draft, 0)]++;
    draft.draft.finding.id = fingerprint(identity, draft.draft, ordinal);
    result.finding = std::move(draft.draft.finding);
    return result;
}

// What the dates and the page say of a report that is there.
MatrixCell cell_of(const ReportFacts& facts) {
    MatrixCell cell;
    cell.detail = facts.published.substr(0, 10);
    switch (facts.document) {
        case Document::image_only:
        case Document::attachment_only: cell.state = CellState::attachment_or_image; return cell;
        case Document::wall:
        case Document::nothing: cell.state = CellState::unreadable; return cell;
        case Document::report: break;
    }
    cell.state = facts.late ? CellState::late : facts.outdated_form ? CellState::outdated_form : CellState::published;
    return cell;
}

// Of several copies the best counts: a report is not late when one of its copies was in time.
MatrixCell best_of(const ReportIndex::Copies& copies, const std::vector<ReportFacts>& reports) {
    static constexpr CellState order[] = {CellState::published, CellState::outdated_form, CellState::late,
                                          CellState::attachment_or_image, CellState::unreadable};
    const auto rank = [](CellState state) { return std::find(std::begin(order), std::end(order), state) - std::begin(order); };
    MatrixCell best;
    for (const std::size_t copy : copies) {
        MatrixCell cell = cell_of(reports[copy]);
        if (best.state == CellState::none || rank(cell.state) < rank(best.state)) best = std::move(cell);
    }
    return best;
}

class Completeness {
public:
    Completeness(const std::vector<ReportFacts>& reports, const ReportIndex& index, const Failures& failures,
                 const SetSettings& settings)
        : reports_(reports),
          index_(index),
          failures_(failures),
          deadlines_(settings.deadlines != nullptr ? *settings.deadlines : DeadlineTable::builtin()),
          today_(settings.today) {
        for (const auto& [key, years] : index.publishers())
            if (!years.empty()) earliest_ = std::min(earliest_, years.begin()->first);
    }

    void judge(const Expected& expected, SetOutcome& outcome) {
        MatrixRow row{expected.row.division_code, expected.row.publisher, {}};
        const auto known = index_.publishers().find(expected.key);
        const ReportIndex::Years none;
        const ReportIndex::Years& years = known == index_.publishers().end() ? none : known->second;
        const int last = static_cast<int>(today_.year()) - 1;
        for (int year = first_expected(expected); year <= last; ++year) {
            const auto found = years.find(year);
            if (found != years.end())
                row.years[year] = best_of(found->second, reports_);
            else if (expected.in(year))
                row.years[year] = absence(expected, year, years, outcome);
        }
        for (const auto& [year, copies] : years) row.years.emplace(year, best_of(copies, reports_));
        outcome.matrix.push_back(std::move(row));
    }

private:
    // Without a first year in the roster: the first year of which any report is known.
    int first_expected(const Expected& expected) const {
        int first = 9999;
        for (const auto& span : expected.spans) first = std::min(first, span.first.value_or(earliest_));
        return std::max(first == 9999 ? static_cast<int>(today_.year()) - 1 : first, first_year);
    }

    MatrixCell absence(const Expected& expected, int year, const ReportIndex::Years& years, SetOutcome& outcome) {
        const RosterRow& row = expected.row;
        const auto deadline = deadlines_.due(row.publisher, row.division_code, year, row.level, row.kind);
        SetFinding found;
        found.publisher = row.publisher;
        found.division_code = row.division_code;
        found.year = year;
        if (!years.empty()) found.sibling = years.rbegin()->second.front();
        model::Finding& finding = found.finding;
        MatrixCell cell;
        const Failure* failure = explanation(failures_, row, year);
        const bool passed = deadline && deadline->day < today_;
        if (!passed) {
            cell.state = CellState::due;
            finding.rule = "deadline.due";
            finding.severity = model::Severity::note;
            finding.text = "the report of " + row.publisher + " on " + std::to_string(year) + " was not found yet" +
                           (deadline ? "; its last day is " + iso(deadline->day) + " (" + deadline->basis + ")" : "");
            cell.detail = deadline ? iso(deadline->day) : "";
        } else {
            cell.state = failure != nullptr ? CellState::unreachable : CellState::missing;
            finding.rule = "deadline.missing";
            finding.severity = failure != nullptr ? model::Severity::doubt : model::Severity::conflict;
            finding.text = "no report of " + row.publisher + " on " + std::to_string(year) + " was found; it was due on " +
                           iso(deadline->day) + " (" + deadline->basis + ")";
            if (failure != nullptr) {
                finding.text += "; it may be there and could not be fetched: " + failure->url + ": " + failure->reason;
                cell.detail = failure->reason;
            }
        }
        const std::string identity = row.division_code + "|" + row.publisher + "|" + std::to_string(year) + "|";
        finding.id = fingerprint(identity, {finding, ""}, 0);
        outcome.findings.push_back(std::move(found));
        return cell;
    }

    const std::vector<ReportFacts>& reports_;
    const ReportIndex& index_;
    const Failures& failures_;
    const DeadlineTable& deadlines_;
    Day today_;
    int earliest_ = 9999;
};

void add_remarks(const std::vector<ReportFacts>& reports, const ReportIndex& index, SetOutcome& outcome) {
    std::size_t no_publisher = 0, no_year = 0;
    for (const ReportFacts& facts : reports) {
        no_publisher += facts.publisher.empty() ? 1 : 0;
        no_year += !facts.publisher.empty() && !facts.year ? 1 : 0;
    }
    if (no_publisher > 0)
        outcome.remarks.push_back(counted(no_publisher, "record") + " without a publisher: judged alone, not over the years");
    if (no_year > 0)
        outcome.remarks.push_back(counted(no_year, "record") + " without a year: judged alone, not over the years");
    std::size_t older = 0;
    for (const bool superseded : index.superseded()) older += superseded ? 1 : 0;
    if (older > 0)
        outcome.remarks.push_back(counted(older, "older capture") +
                                  " of reports that are there in a newer one: used for publication.changed only");
}

// A row of the roster whose code or place does not lead to the reports of its body, but whose name does.
void find_by_name(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<Expected>& expected) {
    std::map<std::string_view, std::set<std::string_view>> keys;
    for (std::size_t i = 0; i < reports.size(); ++i)
        if (!index.keys()[i].empty()) keys[reports[i].publisher].insert(index.keys()[i]);
    for (Expected& body : expected) {
        if (index.publishers().contains(body.key)) continue;
        const auto found = keys.find(body.row.publisher);
        const bool unplaced = body.key.starts_with('?');
        if (found == keys.end() || found->second.size() != 1) continue;
        if (unplaced || found->second.begin()->starts_with('?')) body.key = *found->second.begin();
    }
}

// Where a copy was in time, the report was.
void spare_late_copies(const ReportIndex& index, std::vector<ReportFacts>& reports) {
    for (const auto& [key, years] : index.publishers())
        for (const auto& [year, copies] : years) {
            const bool in_time = std::any_of(copies.begin(), copies.end(), [&](std::size_t copy) {
                return !reports[copy].late && !reports[copy].published.empty();
            });
            if (!in_time) continue;
            for (const std::size_t copy : copies) reports[copy].late = false;
        }
}

}  // namespace

void SetAudit::expect(Roster roster, std::vector<std::string> publisher_ids, Failures failures) {
    has_roster_ = true;
    failures_ = std::move(failures);
    for (std::size_t i = 0; i < roster.rows.size(); ++i) {
        RosterRow& row = roster.rows[i];
        ReportFacts body;
        body.publisher = row.publisher;
        body.publisher_id = publisher_ids[i];
        body.url = row.portal;
        std::string key = key_of(body);
        const std::pair span(row.from_year, row.to_year);
        const auto same =
            std::find_if(expected_.begin(), expected_.end(), [&](const Expected& other) { return other.key == key; });
        if (same == expected_.end())
            expected_.push_back({std::move(key), std::move(row), {span}});
        else
            same->spans.push_back(span);
    }
}

SetOutcome SetAudit::finish() {
    SetOutcome outcome;
    const ReportIndex index(reports_);
    spare_late_copies(index, reports_);
    std::vector<SetDraft> drafts;
    find_unit_slips(reports_, index, drafts);
    find_carry_breaks(reports_, index, drafts);
    find_repeated_texts(reports_, index, drafts);
    find_repeated_figures(reports_, index, drafts);
    find_backdating(reports_, index, drafts);
    find_changes(reports_, index, drafts);
    find_disagreeing_copies(reports_, index, drafts);
    std::map<std::string, std::size_t> seen;
    for (SetDraft& draft : drafts) outcome.findings.push_back(stamped(std::move(draft), reports_, seen));
    Completeness completeness(reports_, index, failures_, settings_);
    if (!has_roster_)
        for (const auto& [key, years] : index.publishers()) {
            const ReportFacts& latest = reports_[years.rbegin()->second.front()];
            expected_.push_back({key, RosterRow{latest.division_code, latest.publisher, "", "", "", {}, {}, ""}, {}});
        }
    find_by_name(reports_, index, expected_);
    for (const Expected& expected : expected_) completeness.judge(expected, outcome);
    const auto rank = [&](const SetFinding& f) {
        const bool there = f.report != SetFinding::nowhere;
        return std::tuple(there ? reports_[f.report].publisher : f.publisher,
                          there ? reports_[f.report].year.value_or(0) : f.year.value_or(0),
                          there ? reports_[f.report].address() : std::string(), place_of_rule(f.finding.rule));
    };
    std::stable_sort(outcome.findings.begin(), outcome.findings.end(),
                     [&](const SetFinding& a, const SetFinding& b) { return rank(a) < rank(b); });
    add_remarks(reports_, index, outcome);
    outcome.superseded = index.superseded();
    outcome.reports = std::move(reports_);
    return outcome;
}

}  // namespace nianbao::audit
