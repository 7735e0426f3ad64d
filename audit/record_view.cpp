#include "audit/record_view.h"

#include <algorithm>

namespace nianbao::audit {

RecordView::RecordView(const model::Record& record, const model::Form& form) : record_(record), form_(form) {
    figures_.reserve(record.figures.size());
    for (const model::Figure& figure : record.figures) figures_.emplace(figure.id, &figure);
    slots_.reserve(form.figures.size());
    for (const model::FormFigure& slot : form.figures) slots_.emplace(slot.id, &slot);
    used_.insert(record.used_figures.begin(), record.used_figures.end());
}

const model::Figure* RecordView::figure(std::string_view id) const {
    const auto found = figures_.find(id);
    return found == figures_.end() ? nullptr : found->second;
}

const model::FormFigure* RecordView::slot(std::string_view id) const {
    const auto found = slots_.find(id);
    return found == slots_.end() ? nullptr : found->second;
}

bool RecordView::is_absent(std::string_view id) const {
    const model::Figure* found = figure(id);
    return found == nullptr || found->presence == model::Presence::absent;
}

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
    const std::string group_id =
        form_.tables[slot.table].id + "." + form_.row_of(slot).group + "." + form_.column_of(slot).id;
    if (is_absent(group_id)) return nullptr;
    const bool all_absent = std::all_of(members.begin(), members.end(), [&](const std::string& id) { return is_absent(id); });
    return all_absent ? figure(group_id) : nullptr;
}

}  // namespace nianbao::audit
