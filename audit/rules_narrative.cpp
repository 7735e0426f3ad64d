// narrative.mismatch: a number that the text states about a figure is not the one in the table.

#include <map>
#include <string>

#include "audit/derived.h"
#include "audit/rules.h"
#include "audit/text.h"
#include "audit/text_sums.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

struct Accepted {
    std::string words;  // how a finding names it
    Derived derived;
};

std::string with_row(std::string_view id, std::string_view row) {
    const std::size_t first = id.find('.');
    const std::size_t last = id.rfind('.');
    return std::string(id.substr(0, first + 1)) + std::string(row) + std::string(id.substr(last));
}

// Everything that the text may mean by its number. 收到申请 81 件 may be the new ones or all that were at hand, and 办结 what
// was handled; both readings are the publisher's to choose.
std::vector<Accepted> readings_of(const std::string& figure, const RecordView& view) {
    std::vector<Accepted> readings;
    const auto offer = [&](std::string words, const std::optional<Derived>& derived) {
        if (derived) readings.push_back({std::move(words), *derived});
    };
    offer(place_of(figure, view), derive(figure, view));
    if (figure.starts_with("applications.new."))
        offer("new and carried in together", add(derive(figure, view), derive(with_row(figure, "carried_in"), view)));
    return readings;
}

bool is_approximate(std::string_view raw) {
    for (const std::string_view word : {"余", "约", "近", "多", "左右", "以上", "超过", "将近"})
        if (raw.find(word) != std::string_view::npos) return true;
    return false;
}

void judge_mention(const model::Mention& mention, const RecordView& view, std::vector<Draft>& drafts) {
    if (is_approximate(mention.raw)) return;
    const std::vector<Accepted> readings = readings_of(mention.figure, view);
    if (readings.empty()) return;
    for (const Accepted& reading : readings)
        if (reading.derived.value == mention.value) return;
    model::Finding finding;
    finding.rule = "narrative.mismatch";
    finding.severity = model::Severity::doubt;
    finding.text = "the text says “" + mention.raw + "”, but " + readings.front().words + (readings.front().derived.from_parts ? " adds up to " : " is ") +
                   readings.front().derived.value.to_string() + " in the table";
    for (std::size_t i = 1; i < readings.size(); ++i) finding.text += ", " + readings[i].words + " " + readings[i].derived.value.to_string();
    if (!readings.front().derived.certain) finding.text += "; the figure was cut or placed with the help of the sums, so the reading may be at fault";
    finding.figures = {mention.figure};
    finding.expected = readings.front().derived.value;
    finding.actual = mention.value;
    if (!mention.span.empty()) finding.span = mention.span;
    drafts.push_back({std::move(finding), mention.value.to_string()});
}

void judge_text(const model::RecordSection& section, const RecordView& view, std::vector<Draft>& drafts) {
    std::vector<model::Decimal> totals;
    for (const char* id : {"applications.new.total", "applications.handled_total.total", "applications.carried_in.total"})
        if (const auto derived = derive(id, view)) totals.push_back(derived->value);
    if (const auto both = add(derive("applications.new.total", view), derive("applications.carried_in.total", view))) totals.push_back(both->value);
    for (const TextSum& sum : contradictions_in(section.text, totals)) {
        model::Finding finding;
        finding.rule = "narrative.mismatch";
        finding.severity = model::Severity::doubt;
        finding.text = section.heading + "：" + sum.text;
        finding.expected = sum.expected;
        finding.actual = sum.actual;
        if (!section.span.empty()) finding.span = section.span;
        drafts.push_back({std::move(finding), section.id + " " + sum.subject});
    }
}

}  // namespace

void find_narrative_mismatches(const RecordView& view, std::vector<Draft>& drafts) {
    for (const model::Mention& mention : view.record().mentions) judge_mention(mention, view, drafts);
    for (const model::RecordSection& section : view.record().sections) judge_text(section, view, drafts);
}

}  // namespace nianbao::audit
