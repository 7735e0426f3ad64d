// figure.unreadable, figure.negative, figure.fraction: a single cell that cannot be what the form asks for.

#include "audit/rules.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

// A raw text in a finding is cut after this many bytes, at a character's end.
constexpr std::size_t longest_quote = 90;

std::string quoted(const std::string& raw) {
    if (raw.size() <= longest_quote) return "“" + raw + "”";
    std::size_t end = longest_quote;
    while (end > 0 && (static_cast<unsigned char>(raw[end]) & 0xC0U) == 0x80U) --end;
    return "“" + raw.substr(0, end) + "…”";
}

void add(const model::Figure& figure, const char* rule, std::string text, std::vector<Draft>& drafts) {
    model::Finding finding;
    finding.rule = rule;
    finding.severity = model::Severity::doubt;
    finding.text = std::move(text);
    finding.figures = {figure.id};
    if (!figure.provenance.span.empty()) finding.span = figure.provenance.span;
    if (figure.value) finding.actual = figure.value;
    drafts.push_back({std::move(finding), ""});
}

void judge_value(const model::Figure& figure, const model::FormFigure& slot, const RecordView& view,
                 std::vector<Draft>& drafts) {
    // An ambiguous value has its own finding; to judge the guess too would accuse the publisher of it.
    if (!figure.value || figure.provenance.reading == model::Reading::ambiguous) return;
    if (figure.value->is_negative() && !view.form().column_of(slot).may_be_negative)
        add(figure, "figure.negative",
            place_of(figure.id, view) + " states " + figure.value->to_string() + ", and the form counts something here",
            drafts);
    if (!figure.value->is_integer() && !view.form().may_have_places(slot))
        add(figure, "figure.fraction",
            place_of(figure.id, view) + " states " + figure.value->to_string() + ", and the form counts whole things here",
            drafts);
}

}  // namespace

void find_figure_defects(const RecordView& view, std::vector<Draft>& drafts) {
    for (const model::FormFigure& slot : view.form().figures) {
        if (view.is_absent(slot)) continue;
        const model::Figure& figure = *view.figure_at(slot);
        // An ambiguous figure has its own finding, with everything it may be.
        if (figure.presence == model::Presence::unreadable && figure.provenance.reading != model::Reading::ambiguous)
            add(figure, "figure.unreadable",
                place_of(figure.id, view) + " holds " + quoted(figure.provenance.raw) + ", which is not a number", drafts);
        if (figure.presence == model::Presence::stated) judge_value(figure, slot, view, drafts);
    }
}

}  // namespace nianbao::audit
