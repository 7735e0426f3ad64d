#pragma once
// A record laid beside its form, indexed by figure id: what every family of rules works on.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/form.h"
#include "model/record.h"

namespace nianbao::audit {

class RecordView {
public:
    // Both must outlive the view and stay as they are.
    RecordView(const model::Record& record, const model::Form& form);

    [[nodiscard]] const model::Record& record() const { return record_; }
    [[nodiscard]] const model::Form& form() const { return form_; }

    // The record's figure; nullptr when the record has none of that id. The first one when there are several.
    [[nodiscard]] const model::Figure* figure(std::string_view id) const;
    // Where the form prints that figure; nullptr when the form does not know the id.
    [[nodiscard]] const model::FormFigure* slot(std::string_view id) const;
    // The record's figure for a slot of the form (an element of form().figures), without a search; nullptr when it has none.
    [[nodiscard]] const model::Figure* figure_at(const model::FormFigure& slot) const;
    // True when the record lacks the figure or calls it absent.
    [[nodiscard]] bool is_absent(const model::FormFigure& slot) const { return is_absent(figure_at(slot)); }
    [[nodiscard]] bool is_absent(std::string_view id) const;
    // True when the checks cut or placed the figure, so that a check that it takes part in proves nothing.
    [[nodiscard]] bool is_used(const model::Figure& figure) const;

    // Some pages print one number for a whole group of rows:
    //
    //     （六）其他处理             |  2 |      <- the group row, optional on the form
    //        1.…逾期不补正…          (no such row on the page)
    //        2.…逾期未按收费通知…    (no such row on the page)
    //
    // The group row's figure in the slot's column, when the page has it and all rows of the group are absent in that
    // column; else nullptr.
    [[nodiscard]] const model::Figure* stand_in(const model::FormFigure& slot) const;
    // Ids of the figures, in the slot's column, of all rows of the slot's group; empty when the row is in no group.
    [[nodiscard]] std::vector<std::string> group_members(const model::FormFigure& slot) const;

private:
    const model::Record& record_;
    const model::Form& form_;
    [[nodiscard]] static bool is_absent(const model::Figure* figure) {
        return figure == nullptr || figure->presence == model::Presence::absent;
    }
    [[nodiscard]] std::size_t place_of(const model::FormFigure& slot) const {
        return static_cast<std::size_t>(&slot - form_.figures.data());
    }

    [[nodiscard]] std::optional<std::size_t> place_of(std::string_view id) const;

    mutable std::unordered_map<std::string_view, std::size_t> places_;  // figure id -> index in form.figures; made when first asked
    std::vector<const model::Figure*> figures_;                 // as form.figures; nullptr where the record has none
    std::unordered_map<std::string_view, const model::Figure*> strangers_;  // figures that the form does not know
    std::unordered_set<std::string_view> used_;
};

}  // namespace nianbao::audit
