#include "out/figure_notes.h"

#include <algorithm>
#include <unordered_set>

namespace nianbao::out {

FigureNotes::FigureNotes(const model::Record& record, const model::Form* form) {
    for (const model::Figure& figure : record.figures) notes_.try_emplace(figure.id, FigureNote{&figure, false, {}, {}});
    std::unordered_set<std::string_view> rules_of_sums;
    if (form != nullptr)
        for (const model::Check& check : form->checks) rules_of_sums.insert(check.rule);
    for (const model::Finding& finding : record.findings) {
        const bool is_sum = rules_of_sums.contains(finding.rule);
        for (const std::string& id : finding.figures) {
            const auto found = notes_.find(id);
            if (found == notes_.end()) continue;
            FigureNote& note = found->second;
            if (!note.findings.empty() && note.findings.back() == &finding) continue;  // the id stands in it twice
            note.findings.push_back(&finding);
            note.breaks_check = note.breaks_check || is_sum;
        }
    }
    for (const model::Mention& mention : record.mentions)
        for (const auto& reading : mention.readings)
            for (const std::string& id : reading)
                if (const auto found = notes_.find(id); found != notes_.end() && (found->second.mentions.empty() || found->second.mentions.back() != &mention))
                    found->second.mentions.push_back(&mention);
}

const FigureNote& FigureNotes::of(std::string_view figure_id) const {
    static const FigureNote none;
    const auto found = notes_.find(figure_id);
    return found == notes_.end() ? none : found->second;
}

std::string marks_of(const FigureNote& note) {
    std::string marks;
    if (note.figure != nullptr) {
        switch (note.figure->provenance.reading) {
            case model::Reading::ambiguous: marks = "?"; break;
            case model::Reading::inferred: marks = "~"; break;
            case model::Reading::split: marks = ":"; break;
            case model::Reading::prose: marks = "\""; break;
            case model::Reading::cell:
            case model::Reading::line: break;
        }
    }
    if (note.breaks_check) return marks + '!';
    // What findings of figure.* and table.* say is said by a mark, or by the presence.
    const auto is_other = [](const model::Finding* finding) { return !finding->rule.starts_with("figure.") && !finding->rule.starts_with("table."); };
    return std::any_of(note.findings.begin(), note.findings.end(), is_other) ? marks + '*' : marks;
}

}  // namespace nianbao::out
