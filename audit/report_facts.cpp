#include "audit/report_facts.h"

#include <algorithm>
#include <unordered_map>

#include "audit/fingerprint.h"
#include "audit/masked_text.h"
#include "audit/record_view.h"

namespace nianbao::audit {
namespace {

using SlotIndex = std::unordered_map<std::string_view, std::size_t>;

// Of each form once; forms live as long as the program or longer than the facts.
const SlotIndex& slots_of(const model::Form& form) {
    static thread_local std::unordered_map<const model::Form*, SlotIndex> indexes;
    SlotIndex& index = indexes[&form];
    if (index.size() != form.figures.size()) {
        index.clear();
        for (std::size_t i = 0; i < form.figures.size(); ++i) index.emplace(form.figures[i].id, i);
    }
    return index;
}

std::vector<PackedFigure> pack(const model::Record& record, const model::Form& form) {
    std::vector<PackedFigure> packed;
    const RecordView view(record, form);
    for (std::size_t i = 0; i < form.figures.size(); ++i) {
        const model::Figure* figure = view.figure_at(form.figures[i]);
        const model::Presence presence = figure == nullptr ? model::Presence::absent : figure->presence;
        const bool plain =
            figure != nullptr && figure->value && figure->value->is_zero() && presence == model::Presence::stated;
        if (plain && figure->provenance.reading != model::Reading::ambiguous) continue;
        PackedFigure entry;
        entry.slot = static_cast<std::uint16_t>(i);
        entry.presence = static_cast<std::uint8_t>(presence);
        if (figure != nullptr) {
            model::Reading reading = figure->provenance.reading;
            if (reading == model::Reading::cell && view.is_used(*figure)) reading = model::Reading::split;
            entry.reading = static_cast<std::uint8_t>(reading);
            if (figure->value) {
                entry.unscaled = figure->value->unscaled();
                entry.scale = static_cast<std::int8_t>(figure->value->scale());
            }
        }
        packed.push_back(entry);
    }
    packed.shrink_to_fit();
    return packed;
}

Document document_of(const model::Record& record) {
    for (const model::Finding& finding : record.findings) {
        if (finding.rule == "document.image_only") return Document::image_only;
        if (finding.rule == "document.attachment_only") return Document::attachment_only;
        if (finding.rule == "document.wall") return Document::wall;
        if (finding.rule == "document.not_a_report") return Document::nothing;
    }
    return Document::report;
}

}  // namespace

ReportFacts::Value ReportFacts::value_at(std::size_t slot) const {
    const auto found = std::lower_bound(figures.begin(), figures.end(), slot,
                                        [](const PackedFigure& figure, std::size_t wanted) { return figure.slot < wanted; });
    Value value;
    if (found == figures.end() || found->slot != slot) {
        value.presence = model::Presence::stated;
        value.value = model::Decimal(0);
        return value;
    }
    value.presence = static_cast<model::Presence>(found->presence);
    value.reading = static_cast<model::Reading>(found->reading);
    if (value.presence == model::Presence::stated) value.value = model::Decimal(found->unscaled, found->scale);
    return value;
}

ReportFacts::Value ReportFacts::value_of(std::string_view figure_id) const {
    if (form == nullptr) return {};
    const SlotIndex& slots = slots_of(*form);
    const auto found = slots.find(figure_id);
    return found == slots.end() ? Value{} : value_at(found->second);
}

std::string ReportFacts::name() const {
    return (publisher.empty() ? "an unknown publisher" : publisher) + ", report on " +
           (year ? std::to_string(*year) : "an unknown year");
}

ReportFacts distil(const model::Record& record, const model::Form* form, Evidence evidence) {
    ReportFacts facts;
    facts.publisher = record.report.publisher;
    facts.publisher_id = evidence.publisher_id;
    facts.division_code = record.report.division_code;
    facts.year = record.report.year;
    facts.title = record.report.title;
    facts.published = record.report.published;
    facts.url = record.source.url;
    facts.path = record.source.path;
    facts.sha256 = record.source.sha256;
    facts.fetched_at = record.source.fetched_at;
    facts.identity = identity_of(record);
    facts.form = form;
    if (form != nullptr) facts.figures = pack(record, *form);
    const NameMask mask(record.report.publisher, evidence.place_names);
    for (const model::RecordSection& section : record.sections) {
        if (!is_narrative(section.id)) continue;
        facts.texts.push_back({section.id, mask.masked(section.text), digest_of(section.text)});
    }
    facts.document = document_of(record);
    for (const model::Finding& finding : record.findings) {
        facts.late = facts.late || finding.rule == "deadline.late";
        facts.outdated_form = facts.outdated_form || finding.rule == "form.outdated";
    }
    facts.evidence = std::move(evidence);
    return facts;
}

}  // namespace nianbao::audit
