// section.missing and section.order: the headings that the form prescribes.

#include <algorithm>

#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

const model::RecordSection* find_section(const model::Record& record, const std::string& id) {
    const auto found = std::find_if(record.sections.begin(), record.sections.end(),
                                    [&](const model::RecordSection& section) { return section.id == id; });
    return found == record.sections.end() ? nullptr : &*found;
}

// True when the page shows a cell of a table that belongs to the section.
bool shows_table(const std::string& section, const RecordView& view) {
    return std::any_of(view.form().figures.begin(), view.form().figures.end(), [&](const model::FormFigure& slot) {
        return view.form().tables[slot.table].section == section && !view.is_absent(slot);
    });
}

// One finding where there is no heading at all: a page without any, or a record whose sections nobody wrote down.
void find_no_headings(const RecordView& view, std::vector<Draft>& drafts) {
    const std::vector<model::FormSection>& sections = view.form().sections;
    if (sections.empty()) return;
    const bool any_table = std::any_of(sections.begin(), sections.end(),
                                       [&](const model::FormSection& section) { return shows_table(section.id, view); });
    model::Finding finding;
    finding.rule = "section.missing";
    finding.severity = any_table ? model::Severity::note : model::Severity::doubt;
    finding.text = "none of the " + counted(sections.size(), "heading") + " of the form was found";
    if (any_table) finding.text += ", though the page has tables of the form";
    drafts.push_back({std::move(finding), "all"});
}

void find_missing(const RecordView& view, std::vector<Draft>& drafts) {
    if (view.record().sections.empty()) return find_no_headings(view, drafts);
    for (const model::FormSection& section : view.form().sections) {
        if (section.is_optional || find_section(view.record(), section.id) != nullptr) continue;
        const bool table_is_there = shows_table(section.id, view);
        model::Finding finding;
        finding.rule = "section.missing";
        // With its table on the page, only the heading was lost.
        finding.severity = table_is_there ? model::Severity::note : model::Severity::doubt;
        finding.text = "no heading “" + section.heading + "” (section " + section.id + ") was found";
        if (table_is_there) finding.text += ", though the page has its table";
        drafts.push_back({std::move(finding), section.id});
    }
}

// The first section that stands after one which the form prints later; one finding is enough to say that the order differs.
void find_disorder(const RecordView& view, std::vector<Draft>& drafts) {
    const std::vector<model::FormSection>& prescribed = view.form().sections;
    const model::RecordSection* furthest = nullptr;
    std::size_t furthest_place = 0;
    for (const model::RecordSection& section : view.record().sections) {
        const auto found = std::find_if(prescribed.begin(), prescribed.end(),
                                        [&](const model::FormSection& candidate) { return candidate.id == section.id; });
        if (found == prescribed.end()) continue;
        const auto place = static_cast<std::size_t>(found - prescribed.begin());
        if (furthest != nullptr && place < furthest_place) {
            model::Finding finding;
            finding.rule = "section.order";
            finding.severity = model::Severity::note;
            finding.text = "“" + section.heading + "” (section " + section.id + ") stands after “" + furthest->heading +
                           "” (section " + furthest->id + "); the form has it before";
            if (!section.span.empty()) finding.span = section.span;
            drafts.push_back({std::move(finding), section.id});
            return;
        }
        if (furthest == nullptr || place > furthest_place) {
            furthest = &section;
            furthest_place = place;
        }
    }
}

}  // namespace

void find_section_defects(const RecordView& view, std::vector<Draft>& drafts) {
    find_missing(view, drafts);
    find_disorder(view, drafts);
}

}  // namespace nianbao::audit
