#include "out/filter.h"

#include <algorithm>
#include <unordered_set>

#include "out/pattern.h"

namespace nianbao::out {
namespace {

template <typename Value>
bool is_among(const std::vector<Value>& values, const Value& value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

bool is_within(const std::vector<YearRange>& ranges, const std::optional<int>& year) {
    if (ranges.empty()) return true;
    return year && std::any_of(ranges.begin(), ranges.end(), [&](YearRange range) { return *year >= range.first && *year <= range.last; });
}

bool is_named(const std::vector<std::string>& names, std::string_view publisher) {
    if (names.empty()) return true;
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        const bool is_pattern = name.find_first_of("*?") != std::string::npos;
        return is_pattern ? matches(name, publisher) : publisher.find(name) != std::string_view::npos;
    });
}

// Texts of ISO 8601 compare as the times do; one that is less exact comes before all that it may mean.
bool is_since(const std::string& since, const model::Record& record) {
    const std::string& date = record.report.published.empty() ? record.source.fetched_at : record.report.published;
    return since.empty() || (!date.empty() && date >= since);
}

// Drops the mentions of figures that are gone; what is left points to the new places of its wholes.
void reduce_mentions(std::vector<model::Mention>& mentions, const std::unordered_set<std::string_view>& kept) {
    std::vector<int> places;
    std::vector<model::Mention> left;
    for (model::Mention& mention : mentions) {
        bool is_kept = kept.contains(mention.figure);
        for (const std::vector<std::string>& reading : mention.readings)
            is_kept = is_kept || std::any_of(reading.begin(), reading.end(), [&](const std::string& id) { return kept.contains(id); });
        places.push_back(is_kept ? static_cast<int>(left.size()) : -1);
        if (is_kept) left.push_back(std::move(mention));
    }
    for (model::Mention& mention : left) {
        const auto whole = static_cast<std::size_t>(mention.part_of);
        mention.part_of = mention.part_of >= 0 && whole < places.size() ? places[whole] : -1;
    }
    mentions = std::move(left);
}

}  // namespace

bool Filter::wants(const model::Record& record) const {
    const model::ReportIdentity& report = record.report;
    if (!is_within(years, report.year) || !is_among(forms, report.form) || !is_named(publishers, report.publisher)) return false;
    return (divisions.empty() || (!report.division_code.empty() && matches_any(divisions, report.division_code))) && is_since(since, record);
}

bool Filter::wants(const model::PublisherFinding& finding) const {
    model::Record nothing;
    nothing.report.publisher = finding.publisher;
    nothing.report.division_code = finding.division_code;
    nothing.report.year = finding.year;
    return wants(nothing);
}

void Filter::reduce(model::Record& record) const {
    if (!chooses_figures()) return;
    const auto is_dropped = [&](const model::Figure& figure) {
        return !is_among(presences, figure.presence) || !is_among(readings, figure.provenance.reading) || !matches_any(figures, figure.id);
    };
    std::erase_if(record.figures, is_dropped);
    std::unordered_set<std::string_view> kept;
    for (const model::Figure& figure : record.figures) kept.insert(figure.id);
    const auto is_gone = [&](const std::string& id) { return !kept.contains(id); };
    std::erase_if(record.used_figures, is_gone);
    reduce_mentions(record.mentions, kept);
    std::erase_if(record.findings, [&](const model::Finding& finding) {
        return !finding.figures.empty() && std::all_of(finding.figures.begin(), finding.figures.end(), is_gone);
    });
}

}  // namespace nianbao::out
