#include "audit/record_view.h"

#include <algorithm>

namespace nianbao::audit {

RecordView::RecordView(const model::Record& record, const model::Form& form) : record_(record), form_(form) {
    figures_.resize(form.figures.size(), nullptr);
    for (std::size_t i = 0; i < record.figures.size(); ++i) {
        const model::Figure& figure = record.figures[i];
        // A record has its figures in the order of the form, so the first look is nearly always the last.
        if (i < figures_.size() && form.figures[i].id == figure.id && figures_[i] == nullptr) {
            figures_[i] = &figure;
            continue;
        }
        if (const auto place = place_of(figure.id); !place)
            strangers_.emplace(figure.id, &figure);
        else if (figures_[*place] == nullptr)
            figures_[*place] = &figure;
    }
    used_.insert(record.used_figures.begin(), record.used_figures.end());
}

std::optional<std::size_t> RecordView::place_of(std::string_view id) const {
    if (places_.empty()) {
        places_.reserve(form_.figures.size());
        for (std::size_t i = 0; i < form_.figures.size(); ++i) places_.emplace(form_.figures[i].id, i);
    }
    const auto found = places_.find(id);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

const model::Figure* RecordView::figure(std::string_view id) const {
    if (const auto place = place_of(id)) return figures_[*place];
    const auto stranger = strangers_.find(id);
    return stranger == strangers_.end() ? nullptr : stranger->second;
}

const model::Figure* RecordView::figure_at(const model::FormFigure& slot) const { return figures_[place_of(slot)]; }

const model::FormFigure* RecordView::slot(std::string_view id) const {
    const auto place = place_of(id);
    return place ? &form_.figures[*place] : nullptr;
}

bool RecordView::is_absent(std::string_view id) const { return is_absent(figure(id)); }

bool RecordView::is_used(const model::Figure& figure) const {
    // A record that was written and read back has no list of used figures, but its readings say the same.
    const model::Reading reading = figure.provenance.reading;
    return reading == model::Reading::split || reading == model::Reading::inferred || used_.contains(figure.id);
}

std::vector<std::string> RecordView::group_members(const model::FormFigure& slot) const {
    std::vector<std::string> members;
    const std::string& group = form_.row_of(slot).group;
    if (group.empty()) return members;
    const std::string& table = form_.tables[slot.table].id;
    const std::string& column = form_.column_of(slot).id;
    for (const model::FormRow& row : form_.block_of(slot).rows)
        if (row.group == group) members.push_back(table + "." + row.id + "." + column);
    return members;
}

const model::Figure* RecordView::stand_in(const model::FormFigure& slot) const {
    const std::vector<std::string> members = group_members(slot);
    if (members.empty()) return nullptr;
    const std::string group_id = form_.tables[slot.table].id + "." + form_.row_of(slot).group + "." + form_.column_of(slot).id;
    if (is_absent(group_id)) return nullptr;
    const bool all_absent = std::all_of(members.begin(), members.end(), [&](const std::string& id) { return is_absent(id); });
    return all_absent ? figure(group_id) : nullptr;
}

}  // namespace nianbao::audit
