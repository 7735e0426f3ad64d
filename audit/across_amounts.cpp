// unit.suspect over the years, and repetition.figures: the same figures again.

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "audit/set_audit.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

// 10^4 within a factor of three: 元 and 万元 are 10^4 apart, and an amount changes from year to year.
constexpr double least_slip = 10'000.0 / 3.0;
constexpr double most_slip = 10'000.0 * 3.0;

struct Amount {
    int year = 0;
    std::size_t report = 0;
    model::Decimal value;
};

// Only for the order of magnitude.
double magnitude(model::Decimal value) { return static_cast<double>(value.unscaled()) / std::pow(10.0, value.scale()); }

bool is_slip(double ratio) {
    return (ratio > least_slip && ratio < most_slip) || (ratio > 1 / most_slip && ratio < 1 / least_slip);
}

void judge_series(const std::string& id, const std::vector<Amount>& series, const std::vector<ReportFacts>& reports,
                  std::vector<SetDraft>& drafts) {
    for (std::size_t i = 0; i < series.size(); ++i) {
        // Against the year before; but when the one before that agrees with this one, it was the year before that slipped.
        const std::size_t other = i == 0 ? 1 : i - 1;
        if (other >= series.size()) return;
        if (!is_slip(magnitude(series[i].value) / magnitude(series[other].value))) continue;
        std::size_t agree = 0, differ = 0;
        for (std::size_t k = 0; k < series.size(); ++k)
            if (k != i) ++(is_slip(magnitude(series[i].value) / magnitude(series[k].value)) ? differ : agree);
        if (agree >= differ || (series.size() == 2 && i == 0)) continue;
        SetDraft draft;
        draft.report = series[i].report;
        draft.others = {series[other].report};
        model::Finding& finding = draft.draft.finding;
        const bool larger = series[i].value > series[other].value;
        finding.rule = "unit.suspect";
        finding.severity = model::Severity::doubt;
        finding.figures = {id};
        finding.actual = series[i].value;
        finding.expected = series[i].value.shifted(larger ? -4 : 4);
        finding.text = place_of(id, *reports[series[i].report].form) + " is " + series[i].value.to_string() + ", and " +
                       series[other].value.to_string() + " in the report on " + std::to_string(series[other].year) +
                       ": about ten thousand times " + (larger ? "more" : "less") + ", as between 元 and 万元";
        drafts.push_back(std::move(draft));
    }
}

// What counts something that happened in the year: not what was in force or carried over, which stays of itself.
bool is_flow(const model::Form& form, const model::FormFigure& slot) {
    const std::string& column = form.column_of(slot).id;
    const std::string& row = form.row_of(slot).id;
    return !slot.optional && column != "in_force" && column != "disclosed_total" && column != "items_last_year" &&
           column != "cumulative" && row != "carried_in" && row != "carried_out";
}

struct Likeness {
    std::size_t same = 0, different = 0;
    std::vector<model::Decimal> values;  // distinct ones of those that are the same
    std::vector<std::string> figures;
};

// Tables one by one: a publisher that copies last year's table 2 may well fill table 3.
Likeness likeness_of(const ReportFacts& a, const ReportFacts& b, std::size_t table) {
    Likeness likeness;
    for (std::size_t i = 0; i < a.form->figures.size(); ++i) {
        const model::FormFigure& slot = a.form->figures[i];
        if (slot.table != table || !is_flow(*a.form, slot)) continue;
        const auto left = a.value_at(i);
        const auto right = b.value_at(i);
        if (!left.value || !right.value || !left.is_certain() || !right.is_certain()) continue;
        if (left.value->is_zero() && right.value->is_zero()) continue;
        if (*left.value != *right.value) {
            ++likeness.different;
            continue;
        }
        ++likeness.same;
        likeness.figures.push_back(slot.id);
        if (std::find(likeness.values.begin(), likeness.values.end(), *left.value) == likeness.values.end())
            likeness.values.push_back(*left.value);
    }
    return likeness;
}

// One request a year, granted each time, gives the same ones again and means nothing: there must be several numbers, and not all small.
bool is_telling(const Likeness& likeness) {
    const auto large = std::count_if(likeness.values.begin(), likeness.values.end(),
                                     [](model::Decimal value) { return value >= model::Decimal(10); });
    return likeness.different == 0 && likeness.same >= 3 && likeness.values.size() >= 2 &&
           (large >= 2 || (likeness.values.size() >= 4 && large >= 1));
}

void add_repetition(std::size_t report, std::size_t other, std::size_t table, const Likeness& likeness,
                    const std::string& words, const std::vector<ReportFacts>& reports, std::vector<SetDraft>& drafts) {
    const ReportFacts& facts = reports[report];
    SetDraft draft;
    draft.report = report;
    draft.others = {other};
    draft.draft.subject =
        facts.form->tables[table].id + (reports[other].publisher == facts.publisher ? "" : reports[other].publisher);
    model::Finding& finding = draft.draft.finding;
    finding.rule = "repetition.figures";
    finding.severity = model::Severity::doubt;
    finding.figures = likeness.figures;
    finding.text = facts.form->tables[table].title + "：all " + std::to_string(likeness.same) +
                   " figures that count something and are not 0 are those of " + words + " (" + reports[other].address() + ")";
    drafts.push_back(std::move(draft));
}

// The figures of a table that count something, as one number; 0 when they would tell nothing.
std::uint64_t table_digest(const ReportFacts& facts, std::size_t table) {
    const Likeness likeness = likeness_of(facts, facts, table);
    const auto large = std::count_if(likeness.values.begin(), likeness.values.end(),
                                     [](model::Decimal value) { return value >= model::Decimal(10); });
    if (likeness.same < 6 || likeness.values.size() < 4 || large < 2) return 0;
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const std::string& id : likeness.figures) {
        for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
        const std::string digits = facts.value_of(id).value->to_string();
        for (const char c : digits) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return hash;
}

void find_identical_tables(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    struct First {
        std::string_view key;
        std::size_t report;
        bool told;
    };
    std::unordered_map<std::uint64_t, First> seen;
    for (const auto& [key, years] : index.publishers())
        for (const auto& [year, copies] : years) {
            const ReportFacts& facts = reports[copies.front()];
            if (facts.form == nullptr) continue;
            for (std::size_t t = 0; t < facts.form->tables.size(); ++t) {
                const std::uint64_t digest = table_digest(facts, t);
                if (digest == 0) continue;
                const auto [found, is_new] = seen.emplace(digest, First{key, copies.front(), false});
                First& first = found->second;
                if (is_new || first.key == key || reports[first.report].form != facts.form) continue;
                const Likeness likeness = likeness_of(facts, reports[first.report], t);
                if (likeness.different > 0) continue;
                add_repetition(copies.front(), first.report, t, likeness, reports[first.report].name(), reports, drafts);
                if (!first.told) add_repetition(first.report, copies.front(), t, likeness, facts.name(), reports, drafts);
                first.told = true;
            }
        }
}

}  // namespace

void find_unit_slips(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    for (const auto& [key, years] : index.publishers()) {
        std::map<std::string, std::vector<Amount>> series;
        for (const auto& [year, copies] : years) {
            const ReportFacts& facts = reports[copies.front()];
            if (facts.form == nullptr) continue;
            for (const PackedFigure& figure : facts.figures) {
                const model::FormFigure& slot = facts.form->figures[figure.slot];
                if (!facts.form->column_of(slot).may_have_places && slot.id != "statistics.fees_collected.count" &&
                    slot.id != "statistics.budget.count")
                    continue;
                const auto value = facts.value_at(figure.slot);
                if (value.value && value.is_certain() && !value.value->is_zero() && !value.value->is_negative())
                    series[slot.id].push_back({year, copies.front(), *value.value});
            }
        }
        for (const auto& [id, amounts] : series) judge_series(id, amounts, reports, drafts);
    }
}

void find_repeated_figures(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    for (const auto& [key, years] : index.publishers())
        for (const auto& [year, copies] : years) {
            const auto before = years.find(year - 1);
            if (before == years.end()) continue;
            const ReportFacts& now = reports[copies.front()];
            const ReportFacts& then = reports[before->second.front()];
            if (now.form == nullptr || now.form != then.form) continue;
            for (std::size_t t = 0; t < now.form->tables.size(); ++t) {
                const Likeness likeness = likeness_of(now, then, t);
                if (is_telling(likeness))
                    add_repetition(copies.front(), before->second.front(), t, likeness,
                                   "the report on " + std::to_string(year - 1), reports, drafts);
            }
        }
    find_identical_tables(reports, index, drafts);
}

}  // namespace nianbao::audit
