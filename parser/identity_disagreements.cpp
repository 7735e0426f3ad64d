#include "parser/identity_disagreements.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "parser/headline.h"
#include "parser/identity_place.h"

namespace nianbao::parser {
namespace {

using model::IdentityEvidence;

model::Finding finding_of(const char* rule, model::Severity severity, std::string text, const model::Span& span) {
    model::Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.text = std::move(text);
    finding.span = span;
    return finding;
}

const IdentityEvidence* date_from(const IdentityReading& reading, std::string_view from) {
    const auto found = std::find_if(reading.evidence.begin(), reading.evidence.end(), [&](const auto& e) { return e.field == "published" && e.from == from; });
    return found == reading.evidence.end() ? nullptr : &*found;
}

}  // namespace

std::vector<model::Finding> identity_disagreements(const IdentityReading& reading, const std::vector<std::string>& contexts) {
    std::vector<model::Finding> findings;
    for (const IdentityEvidence& evidence : reading.evidence) {
        const bool in_the_report = evidence.from == "signature" || evidence.from == "preamble" || evidence.from == "headline" || evidence.from == "meta ArticleTitle";
        if (evidence.field != "publisher" || evidence.chosen || !in_the_report || !are_other_bodies(evidence.value, reading.report.publisher, contexts)) continue;
        findings.push_back(finding_of("identity.publisher", model::Severity::doubt,
                                      "the report is " + reading.report.publisher + "'s, and its " + evidence.from + " names " + evidence.value, evidence.span));
        break;
    }
    const IdentityEvidence* tagged = date_from(reading, "meta PubDate");
    for (const char* label : {"发布日期", "发布时间"})
        if (const IdentityEvidence* shown = date_from(reading, label); tagged != nullptr && shown != nullptr && shown->value.substr(0, 10) != tagged->value.substr(0, 10)) {
            findings.push_back(finding_of("identity.date", model::Severity::note,
                                          "the page's tag PubDate says " + tagged->value.substr(0, 10) + ", its " + label + " " + shown->value.substr(0, 10), shown->span));
            break;
        }
    return findings;
}

void add_further_reports(const Document& document, std::uint32_t begin, const TitleReading& own, IdentityReading& reading) {
    const std::vector<Headline> others = further_reports(document, begin, own);
    if (others.empty()) return;
    std::string text = "the page holds more than one report; this record is of “" + reading.report.title + "”, and below it stands";
    for (const Headline& other : others) text += " “" + other.text + "”";
    reading.findings.push_back(finding_of("document.several_reports", model::Severity::doubt, std::move(text), others.front().span));
    reading.next_report = others.front().begin;
}

}  // namespace nianbao::parser
