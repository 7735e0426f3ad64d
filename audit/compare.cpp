#include "audit/compare.h"

#include <algorithm>
#include <array>
#include <map>

#include "audit/text.h"

namespace nianbao::audit {
namespace {

constexpr std::array<std::string_view, 5> presences = {"stated", "blank", "dash", "absent", "unreadable"};

std::string shown(const std::optional<model::Decimal>& value, model::Presence presence) {
    return value ? value->to_string() : std::string(presences[static_cast<std::size_t>(presence)]);
}

std::vector<std::string> sentences_of(const std::string& text) {
    std::vector<std::string> all;
    const std::u16string plain = folded(text);
    for (const std::u16string_view sentence : sentences(plain)) {
        const std::u16string bare = without_spaces(sentence);
        if (!bare.empty()) all.push_back(to_utf8(bare));
    }
    return all;
}

// Those of `all` that `others` lacks, as often as it lacks them.
std::vector<std::string> missing_in(const std::vector<std::string>& all, const std::vector<std::string>& others) {
    std::map<std::string_view, long> count;
    for (const std::string& sentence : others) ++count[sentence];
    std::vector<std::string> missing;
    for (const std::string& sentence : all)
        if (--count[sentence] < 0) missing.push_back(sentence);
    return missing;
}

const model::RecordSection* find_section(const model::Record& record, const std::string& id) {
    for (const model::RecordSection& section : record.sections)
        if (section.id == id) return &section;
    return nullptr;
}

void compare_sections(const model::Record& before, const model::Record& after, Difference& difference) {
    for (const model::RecordSection& now : after.sections) {
        const model::RecordSection* then = find_section(before, now.id);
        if (then == nullptr) {
            difference.sections.push_back({SectionChange::Kind::added, now.id, now.heading, {}, sentences_of(now.text)});
            continue;
        }
        const std::vector<std::string> old = sentences_of(then->text);
        const std::vector<std::string> fresh = sentences_of(now.text);
        SectionChange change{SectionChange::Kind::changed, now.id, now.heading, missing_in(old, fresh), missing_in(fresh, old)};
        if (!change.gone.empty() || !change.come.empty()) difference.sections.push_back(std::move(change));
    }
    for (const model::RecordSection& then : before.sections)
        if (find_section(after, then.id) == nullptr)
            difference.sections.push_back({SectionChange::Kind::removed, then.id, then.heading, sentences_of(then.text), {}});
}

void compare_figures(const model::Record& before, const model::Record& after, Difference& difference) {
    std::map<std::string_view, const model::Figure*> then;
    for (const model::Figure& figure : before.figures) then.emplace(figure.id, &figure);
    for (const model::Figure& now : after.figures) {
        const auto found = then.find(now.id);
        const model::Figure* old = found == then.end() ? nullptr : found->second;
        if (found != then.end()) then.erase(found);
        const std::string old_text = old == nullptr ? "absent" : shown(old->value, old->presence);
        const std::string new_text = shown(now.value, now.presence);
        if (old_text != new_text) difference.figures.push_back({now.id, old_text, new_text});
    }
    for (const model::Figure& figure : before.figures)
        if (then.contains(figure.id) && figure.presence != model::Presence::absent)
            difference.figures.push_back({figure.id, shown(figure.value, figure.presence), "absent"});
}

}  // namespace

std::vector<FigureChange> changed_figures(const ReportFacts& before, const ReportFacts& after) {
    std::vector<FigureChange> changes;
    if (before.form == nullptr || before.form != after.form) return changes;
    for (std::size_t i = 0; i < before.form->figures.size(); ++i) {
        const auto then = before.value_at(i);
        const auto now = after.value_at(i);
        if (!then.value || !now.value || !then.is_certain() || !now.is_certain() || *then.value == *now.value) continue;
        changes.push_back({before.form->figures[i].id, then.value->to_string(), now.value->to_string()});
    }
    return changes;
}

std::size_t figures_that_count(const ReportFacts& a, const ReportFacts& b) {
    std::size_t count = 0;
    if (a.form == nullptr || a.form != b.form) return 0;
    for (std::size_t i = 0; i < a.form->figures.size(); ++i) {
        const auto left = a.value_at(i);
        const auto right = b.value_at(i);
        if (left.value && right.value && !(left.value->is_zero() && right.value->is_zero())) ++count;
    }
    return count;
}

Difference difference_of(const model::Record& before, const model::Record& after) {
    Difference difference;
    const auto field = [&](const char* name, const std::string& then, const std::string& now) {
        if (then != now) difference.identity.push_back({name, then, now});
    };
    const auto year = [](const model::Record& record) { return record.report.year ? std::to_string(*record.report.year) : ""; };
    field("title", before.report.title, after.report.title);
    field("publisher", before.report.publisher, after.report.publisher);
    field("year", year(before), year(after));
    field("form", before.report.form, after.report.form);
    field("published", before.report.published, after.report.published);
    field("issuer", before.report.issuer, after.report.issuer);
    compare_figures(before, after, difference);
    compare_sections(before, after, difference);
    return difference;
}

}  // namespace nianbao::audit
