// Which reports belong together: captures of one address, copies of one report, the years of one publisher.

#include <algorithm>
#include <tuple>

#include "audit/set_audit.h"
#include "audit/text.h"

namespace nianbao::audit {
namespace {

std::size_t stated_figures(const ReportFacts& facts) {
    if (facts.form == nullptr) return 0;
    std::size_t missing = 0;
    for (const PackedFigure& figure : facts.figures)
        if (figure.presence != static_cast<std::uint8_t>(model::Presence::stated)) ++missing;
    return facts.form->figures.size() - std::min(missing, facts.form->figures.size());
}

// A name that says its place (甲县财政局, not 市财政局) and whose code one page gives and another does not is one body.
void join_unplaced(const std::vector<ReportFacts>& reports, std::vector<std::string>& keys) {
    std::map<std::string_view, const std::string*> placed;  // nullptr: several bodies of that name
    for (std::size_t i = 0; i < reports.size(); ++i) {
        if (keys[i].empty() || keys[i].starts_with('?')) continue;
        const auto [found, is_new] = placed.emplace(reports[i].publisher, &keys[i]);
        if (!is_new && found->second != nullptr && *found->second != keys[i]) found->second = nullptr;
    }
    for (std::size_t i = 0; i < reports.size(); ++i) {
        if (!keys[i].starts_with('?')) continue;
        const std::string& name = reports[i].publisher;
        const bool says_place = name.size() >= 12 && !name.starts_with("市") && !name.starts_with("县") &&
                                !name.starts_with("区") && !name.starts_with("省");
        const auto found = placed.find(name);
        if (says_place && found != placed.end() && found->second != nullptr) keys[i] = *found->second;
    }
}

}  // namespace

std::string key_of(const ReportFacts& facts) {
    if (facts.publisher.empty()) return "";
    const std::string name = to_utf8(without_spaces(folded(facts.publisher)));
    if (facts.publisher_id.empty()) return "?" + name;
    // 市财政局 without a place is a hundred bodies: only its own site holds its reports together.
    if (facts.publisher_id.starts_with('?')) return facts.publisher_id + "|" + name + "|" + host_of(facts.url);
    return facts.publisher_id;
}

ReportIndex::ReportIndex(const std::vector<ReportFacts>& reports) : superseded_(reports.size(), false) {
    keys_.reserve(reports.size());
    for (const ReportFacts& facts : reports) keys_.push_back(key_of(facts));
    join_unplaced(reports, keys_);
    group_captures(reports);
    for (std::size_t i = 0; i < reports.size(); ++i)
        if (!keys_[i].empty() && reports[i].year && !superseded_[i] && reports[i].document != Document::nothing)
            publishers_[keys_[i]][*reports[i].year].push_back(i);
    for (auto& [key, years] : publishers_)
        for (auto& [year, copies] : years)
            std::sort(copies.begin(), copies.end(), [&](std::size_t a, std::size_t b) {
                const auto rank = [&](std::size_t i) {
                    return std::tuple(reports[i].form == nullptr, ~stated_figures(reports[i]),
                                      std::string_view(reports[i].address()), i);
                };
                return rank(a) < rank(b);
            });
}

// One address with one publisher and year is one report, however often it was captured. The same address may hold
// next year's report later: that is another one.
void ReportIndex::group_captures(const std::vector<ReportFacts>& reports) {
    std::map<std::tuple<std::string_view, std::string_view, int>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < reports.size(); ++i)
        if (!reports[i].address().empty()) groups[{reports[i].address(), keys_[i], reports[i].year.value_or(0)}].push_back(i);
    for (auto& [place, group] : groups) {
        if (group.size() < 2) continue;
        std::stable_sort(group.begin(), group.end(),
                         [&](std::size_t a, std::size_t b) { return reports[a].fetched_at < reports[b].fetched_at; });
        for (std::size_t i = 0; i + 1 < group.size(); ++i) superseded_[group[i]] = true;
        captures_.push_back(group);
    }
}

}  // namespace nianbao::audit
