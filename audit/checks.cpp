#include "audit/checks.h"

#include <algorithm>

namespace nianbao::audit {
namespace {

// The figure that counts for one id of a side. A group row stands in only where the side holds the whole group:
// 自然人 of （六）其他处理 is not 自然人 of its first row.
const model::Figure* figure_for(const std::string& id, const std::vector<std::string>& side, const RecordView& view) {
    const model::Figure* figure = view.figure(id);
    if (figure != nullptr && figure->presence != model::Presence::absent) return figure;
    const model::FormFigure* slot = view.slot(id);
    if (slot == nullptr) return nullptr;
    const std::vector<std::string> members = view.group_members(*slot);
    const bool whole_group = std::all_of(members.begin(), members.end(), [&](const std::string& member) {
        return std::find(side.begin(), side.end(), member) != side.end();
    });
    return whole_group ? view.stand_in(*slot) : nullptr;
}

bool can_be_summed(const model::Figure* figure) {
    if (figure == nullptr) return false;
    switch (figure->presence) {
        case model::Presence::stated: return figure->value.has_value();
        case model::Presence::blank:
        case model::Presence::dash: return true;
        case model::Presence::absent:
        case model::Presence::unreadable: return false;
    }
    return false;
}

Side side_of(const std::vector<std::string>& ids, const RecordView& view) {
    Side side;
    bool complete = !ids.empty();
    for (const std::string& id : ids) {
        const model::Figure* figure = figure_for(id, ids, view);
        if (!can_be_summed(figure)) {
            complete = false;
            continue;
        }
        // The rows of a group share one stand-in, which counts once.
        if (std::find(side.figures.begin(), side.figures.end(), figure) == side.figures.end()) side.figures.push_back(figure);
    }
    std::optional<model::Decimal> sum = model::Decimal(0);
    for (const model::Figure* figure : side.figures) {
        if (figure->presence != model::Presence::stated) continue;
        ++side.stated;
        if (sum) sum = model::Decimal::add(*sum, *figure->value);
    }
    if (complete) side.sum = sum;
    return side;
}

Verdict judge(const Side& left, const Side& right) {
    if (!left.sum || !right.sum) return Verdict::not_assessable;
    const bool agree = *left.sum == *right.sum;
    if (left.is_none() || right.is_none()) {
        const bool stated_zero = (left.is_full() || right.is_full()) && agree;
        return stated_zero ? Verdict::pass : Verdict::not_assessable;
    }
    if (agree) return Verdict::pass;
    return left.is_full() || right.is_full() ? Verdict::fail : Verdict::not_assessable;
}

}  // namespace

Evaluation evaluate(const model::Check& check, const RecordView& view) {
    Evaluation result;
    result.check = &check;
    result.left = side_of(check.left, view);
    result.right = side_of(check.right, view);
    const auto used = [&](const model::Figure* figure) { return view.is_used(*figure); };
    result.used = std::any_of(result.left.figures.begin(), result.left.figures.end(), used) ||
                  std::any_of(result.right.figures.begin(), result.right.figures.end(), used);
    const auto ambiguous = [](const model::Figure* figure) { return figure->provenance.reading == model::Reading::ambiguous; };
    result.ambiguous = std::any_of(result.left.figures.begin(), result.left.figures.end(), ambiguous) ||
                       std::any_of(result.right.figures.begin(), result.right.figures.end(), ambiguous);
    result.verdict = judge(result.left, result.right);
    if (result.verdict == Verdict::pass && result.ambiguous) result.verdict = Verdict::not_assessable;
    if (result.verdict == Verdict::pass && result.used) result.verdict = Verdict::used;
    return result;
}

std::vector<Evaluation> evaluate_all(const RecordView& view) {
    std::vector<Evaluation> evaluations;
    evaluations.reserve(view.form().checks.size());
    for (const model::Check& check : view.form().checks) {
        // A check over a column that the page does not print asks nothing of it.
        const auto printed = [&](const std::string& id) {
            const model::FormFigure* slot = view.slot(id);
            return view.figure(id) != nullptr || slot == nullptr || !slot->optional;
        };
        if (std::any_of(check.left.begin(), check.left.end(), printed) ||
            std::any_of(check.right.begin(), check.right.end(), printed))
            evaluations.push_back(evaluate(check, view));
    }
    return evaluations;
}

model::CheckCounts count(const std::vector<Evaluation>& evaluations) {
    model::CheckCounts counts;
    for (const Evaluation& evaluation : evaluations) {
        switch (evaluation.verdict) {
            case Verdict::pass: ++counts.pass; break;
            case Verdict::fail: ++counts.fail; break;
            case Verdict::not_assessable: ++counts.not_assessable; break;
            case Verdict::used: ++counts.used; break;
        }
    }
    return counts;
}

}  // namespace nianbao::audit
