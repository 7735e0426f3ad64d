#include "audit/derived.h"

#include <string>
#include <vector>

namespace nianbao::audit {
namespace {

constexpr int deepest = 3;  // a group's total is the sum of its rows' totals, each the sum of its row

std::optional<Derived> derive_at(std::string_view id, const RecordView& view, int depth);

// Blank parts count as 0, as the publisher leaves them out; but something must be stated.
std::optional<Derived> sum_of(const std::vector<std::string>& ids, const RecordView& view, int depth) {
    Derived sum;
    sum.from_parts = true;
    bool any = false;
    for (const std::string& id : ids) {
        if (const auto part = derive_at(id, view, depth - 1)) {
            const auto more = model::Decimal::add(sum.value, part->value);
            if (!more) return std::nullopt;
            sum.value = *more;
            sum.certain = sum.certain && part->certain;
            any = true;
            continue;
        }
        const model::Figure* figure = view.figure(id);
        const bool empty = figure != nullptr &&
                           (figure->presence == model::Presence::blank || figure->presence == model::Presence::dash) &&
                           figure->provenance.reading != model::Reading::ambiguous;
        if (!empty) return std::nullopt;
    }
    return any ? std::optional(sum) : std::nullopt;
}

std::vector<std::string> parts_of_group(const model::FormFigure& slot, const RecordView& view) {
    std::vector<std::string> parts;
    const model::FormRow& group = view.form().row_of(slot);
    const std::string& table = view.form().tables[slot.table].id;
    for (const model::FormRow& row : view.form().block_of(slot).rows)
        if (row.group == group.id) parts.push_back(table + "." + row.id + "." + view.form().column_of(slot).id);
    return parts;
}

std::optional<Derived> derive_at(std::string_view id, const RecordView& view, int depth) {
    const model::Figure* figure = view.figure(id);
    if (figure != nullptr && figure->value) {
        if (figure->provenance.reading == model::Reading::ambiguous) return std::nullopt;
        return Derived{*figure->value, false, !view.is_used(*figure)};
    }
    if (depth == 0 || (figure != nullptr && figure->presence == model::Presence::unreadable)) return std::nullopt;
    const model::FormFigure* slot = view.slot(id);
    if (slot == nullptr) return std::nullopt;
    if (view.form().row_of(*slot).is_group) return sum_of(parts_of_group(*slot, view), view, depth);
    if (view.is_absent(id)) return std::nullopt;
    for (const model::Check& check : view.form().checks)
        if (check.left.size() == 1 && check.left.front() == id)
            if (const auto sum = sum_of(check.right, view, depth)) return sum;
    return std::nullopt;
}

}  // namespace

std::optional<Derived> derive(std::string_view figure_id, const RecordView& view) {
    return derive_at(figure_id, view, deepest);
}

std::optional<Derived> add(const std::optional<Derived>& a, const std::optional<Derived>& b) {
    if (!a || !b) return std::nullopt;
    const auto sum = model::Decimal::add(a->value, b->value);
    if (!sum) return std::nullopt;
    return Derived{*sum, true, a->certain && b->certain};
}

}  // namespace nianbao::audit
