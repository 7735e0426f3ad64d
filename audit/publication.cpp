// publication.*: when a report appeared, whether it changed afterwards, and whether its copies agree.

#include <algorithm>

#include "audit/compare.h"
#include "audit/set_audit.h"
#include "audit/url_date.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

constexpr long tolerated_days = 1;  // a page is written in the evening and put up the next day
constexpr std::size_t figures_named = 6;

void add(std::size_t report, std::vector<std::size_t> others, const char* rule, model::Severity severity, std::string text,
         std::string subject, std::vector<std::string> figures, std::vector<SetDraft>& drafts) {
    SetDraft draft;
    draft.report = report;
    draft.others = std::move(others);
    draft.draft.subject = std::move(subject);
    draft.draft.finding.rule = rule;
    draft.draft.finding.severity = severity;
    draft.draft.finding.text = std::move(text);
    draft.draft.finding.figures = std::move(figures);
    drafts.push_back(std::move(draft));
}

// A day that shows the report was not there on the date that it states.
struct Witness {
    std::optional<Day> day;
    const char* subject;
    std::string words;
    model::Severity severity;
};

void judge_date(std::size_t i, const ReportFacts& facts, std::vector<SetDraft>& drafts) {
    const auto stated = earliest_day(facts.published);
    if (!stated || facts.published.size() < 10) return;
    const std::string date = "the page is dated " + facts.published.substr(0, 10);
    if (facts.year && *facts.year >= 1990 && *facts.year < 9999) {
        // The data run to 31 December; some bodies publish in the last days of the year all the same.
        const Day end = std::chrono::year(*facts.year) / std::chrono::December / 31;
        const long early = days_between(*stated, end);
        if (early >= 0)
            add(i, {}, "publication.backdated", early > 15 ? model::Severity::doubt : model::Severity::note,
                date + ", before the year that it reports on had ended (" + iso(end) + ")", "year", {}, drafts);
    }
    const Witness witnesses[] = {
        {day_in_china(facts.evidence.list_last_without), "list", "the list of reports, fetched on ", model::Severity::doubt},
        {date_in_url(facts.url), "url", "its address was made on ", model::Severity::doubt},
        {earliest_day(facts.evidence.list_date), "list date", "the list of reports dates it ", model::Severity::doubt},
    };
    for (const Witness& witness : witnesses) {
        if (!witness.day || days_between(*stated, *witness.day) <= tolerated_days) continue;
        std::string text = date + ", but " + witness.words + iso(*witness.day);
        if (std::string_view(witness.subject) == "list")
            text += ", did not have it yet; it was first seen on " + facts.evidence.first_seen.substr(0, 10);
        if (!facts.evidence.last_modified.empty())
            text += "; the server says it was last modified on " + facts.evidence.last_modified.substr(0, 10);
        add(i, {}, "publication.backdated", witness.severity, std::move(text), witness.subject, {}, drafts);
        return;  // one witness is enough
    }
}

std::string named(const std::vector<FigureChange>& changes, const ReportFacts& facts) {
    std::vector<std::string> names;
    for (const FigureChange& change : changes)
        names.push_back((facts.form == nullptr ? change.figure : place_of(change.figure, *facts.form)) + " " + change.before +
                        " → " + change.after);
    return enumerate(names, figures_named);
}

std::vector<std::string> ids_of(const std::vector<FigureChange>& changes) {
    std::vector<std::string> ids;
    for (const FigureChange& change : changes) ids.push_back(change.figure);
    return ids;
}

// Only what was read with certainty both times is held against the publisher.
void judge_change(std::size_t before, std::size_t after, const std::vector<ReportFacts>& reports,
                  std::vector<SetDraft>& drafts) {
    const ReportFacts& then = reports[before];
    const ReportFacts& now = reports[after];
    const std::vector<FigureChange> figures = changed_figures(then, now);
    std::vector<std::string> sections;
    for (const PackedText& text : now.texts)
        for (const PackedText& old : then.texts)
            if (old.section == text.section && old.digest != text.digest) sections.push_back(text.section);
    const bool date = then.published != now.published;
    if (figures.empty() && sections.empty() && !date) return;
    std::string text = "between the captures of " + (then.fetched_at.empty() ? "an unknown time" : then.fetched_at) + " and " +
                       (now.fetched_at.empty() ? "an unknown time" : now.fetched_at) + " ";
    std::vector<std::string> what;
    if (!figures.empty()) what.push_back(counted(figures.size(), "figure") + " changed: " + named(figures, now));
    if (!sections.empty()) what.push_back("the text of " + enumerate(sections, sections.size()) + " changed");
    if (date)
        what.push_back("the date went from " + (then.published.empty() ? "none" : then.published) + " to " +
                       (now.published.empty() ? "none" : now.published));
    for (std::size_t k = 0; k < what.size(); ++k) text += (k == 0 ? "" : "; ") + what[k];
    const model::Severity severity = !figures.empty() ? model::Severity::conflict
                                     : date           ? model::Severity::doubt
                                                      : model::Severity::note;
    add(after, {before}, "publication.changed", severity, std::move(text), now.fetched_at, ids_of(figures), drafts);
}

// The page was there, and what it held is a report no more.
void judge_replacement(std::size_t i, const ReportFacts& facts, std::vector<SetDraft>& drafts) {
    if (facts.evidence.none_since.empty()) return;
    const std::string then = facts.fetched_at.empty() ? "an unknown day" : facts.fetched_at.substr(0, 10);
    add(i, {}, "publication.changed", model::Severity::doubt,
        "the page held this report when it was fetched on " + then + " and held none on " +
            facts.evidence.none_since.substr(0, 10) + ": " + facts.evidence.none_why,
        "replaced", {}, drafts);
}

void judge_copies(const ReportIndex::Copies& copies, const std::vector<ReportFacts>& reports, std::vector<SetDraft>& drafts) {
    const ReportFacts& first = reports[copies.front()];
    for (std::size_t k = 1; k < copies.size(); ++k) {
        const ReportFacts& copy = reports[copies[k]];
        if (first.form == nullptr || copy.form != first.form) continue;
        const std::vector<FigureChange> figures = changed_figures(first, copy);
        if (figures.empty()) continue;
        const std::size_t stated = figures_that_count(first, copy);
        // Two different reports under one name look like this too: a section of a bureau, a misread publisher.
        const bool mostly = figures.size() * 2 > stated || first.publisher != copy.publisher;
        add(copies[k], {copies.front()}, "publication.duplicate", mostly ? model::Severity::doubt : model::Severity::conflict,
            "another copy of this report, " + first.address() + ", states other numbers in " +
                counted(figures.size(), "figure") + ": " + named(figures, first) +
                (mostly ? "; they differ so much that they may be different reports" : ""),
            first.address(), ids_of(figures), drafts);
    }
}

}  // namespace

void find_backdating(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    for (std::size_t i = 0; i < reports.size(); ++i)
        if (!index.superseded()[i] && reports[i].document != Document::nothing) judge_date(i, reports[i], drafts);
}

void find_changes(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    for (const std::vector<std::size_t>& captures : index.captures())
        for (std::size_t k = 1; k < captures.size(); ++k) judge_change(captures[k - 1], captures[k], reports, drafts);
    for (std::size_t i = 0; i < reports.size(); ++i) judge_replacement(i, reports[i], drafts);
}

void find_disagreeing_copies(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    for (const auto& [key, years] : index.publishers())
        for (const auto& [year, copies] : years) judge_copies(copies, reports, drafts);
}

}  // namespace nianbao::audit
