#include "audit/localise.h"

#include <map>

namespace nianbao::audit {
namespace {

enum class SideOf { left, right };

// A figure in one check that can be assessed.
struct Part {
    std::size_t evaluation = 0;
    SideOf side = SideOf::left;
};

// Figures in the order of their first appearance, so that the result does not depend on addresses.
struct Membership {
    std::vector<const model::Figure*> figures;
    std::map<const model::Figure*, std::vector<Part>> parts;

    void add(const Side& side, Part part) {
        for (const model::Figure* figure : side.figures) {
            std::vector<Part>& of_figure = parts[figure];
            if (of_figure.empty()) figures.push_back(figure);
            of_figure.push_back(part);
        }
    }
};

Membership membership_of(const std::vector<Evaluation>& evaluations) {
    Membership membership;
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        if (evaluations[i].verdict == Verdict::not_assessable) continue;
        membership.add(evaluations[i].left, {i, SideOf::left});
        membership.add(evaluations[i].right, {i, SideOf::right});
    }
    return membership;
}

// What the figure must grow by for the check to hold.
std::optional<model::Decimal> growth_for(const Evaluation& evaluation, SideOf side) {
    const auto& more = side == SideOf::left ? evaluation.right.sum : evaluation.left.sum;
    const auto& less = side == SideOf::left ? evaluation.left.sum : evaluation.right.sum;
    if (!more || !less) return std::nullopt;
    return model::Decimal::subtract(*more, *less);
}

std::optional<Cure> cure_by(const model::Figure& figure, const std::vector<Part>& parts,
                            const std::vector<Evaluation>& evaluations) {
    if (parts.size() < 2) return std::nullopt;
    std::optional<model::Decimal> growth;
    for (const Part& part : parts) {
        if (evaluations[part.evaluation].verdict != Verdict::fail) return std::nullopt;  // it would break this one
        const auto needed = growth_for(evaluations[part.evaluation], part.side);
        if (!needed || (growth && *growth != *needed)) return std::nullopt;
        growth = needed;
    }
    const auto value = model::Decimal::add(figure.value.value_or(model::Decimal(0)), *growth);
    if (!value || value->is_negative()) return std::nullopt;
    return Cure{&figure, *value, parts.size()};
}

}  // namespace

std::vector<std::optional<Cure>> localise(const std::vector<Evaluation>& evaluations) {
    std::vector<std::optional<Cure>> cures(evaluations.size());
    std::vector<std::size_t> candidates(evaluations.size(), 0);
    bool any = false;
    for (const Evaluation& evaluation : evaluations) any = any || evaluation.verdict == Verdict::fail;
    if (!any) return cures;
    const Membership membership = membership_of(evaluations);
    for (const model::Figure* figure : membership.figures) {
        const std::vector<Part>& parts = membership.parts.at(figure);
        const auto cure = cure_by(*figure, parts, evaluations);
        if (!cure) continue;
        for (const Part& part : parts) {
            ++candidates[part.evaluation];
            cures[part.evaluation] = cure;
        }
    }
    for (std::size_t i = 0; i < cures.size(); ++i)
        if (candidates[i] != 1) cures[i].reset();
    return cures;
}

}  // namespace nianbao::audit
