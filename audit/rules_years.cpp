// narrative.year: the title, the period stated and the body speak of another year than the report.

#include <algorithm>

#include "audit/rules.h"
#include "audit/text.h"

namespace nianbao::audit {
namespace {

void add(const std::string& subject, std::string text, int expected, int actual, const model::Span& span,
         std::vector<Draft>& drafts) {
    model::Finding finding;
    finding.rule = "narrative.year";
    finding.severity = model::Severity::doubt;
    finding.text = std::move(text);
    finding.expected = model::Decimal(expected);
    finding.actual = model::Decimal(actual);
    if (!span.empty()) finding.span = span;
    drafts.push_back({std::move(finding), subject});
}

void judge_title(const model::Record& record, int year, std::vector<Draft>& drafts) {
    const std::u16string title = folded(record.report.title);
    const std::vector<YearAt> years = years_in(title);
    if (years.empty() || std::any_of(years.begin(), years.end(), [&](const YearAt& at) { return at.year == year; })) return;
    add("title", "the title says " + quoted(title) + ", and the report is on " + std::to_string(year), year, years.front().year,
        {}, drafts);
}

// 自2018年1月1日起至2018年12月31日止: the period of the data; the year stands before 1月1日 or before 12月31日.
void judge_period(const model::RecordSection& section, std::u16string_view text, int year, std::vector<Draft>& drafts) {
    for (const YearAt& at : years_in(text)) {
        const std::u16string_view after = text.substr(at.end, 6);
        const bool begins = after.starts_with(u"1月1日");
        const bool ends = after.starts_with(u"12月31日");
        if ((!begins && !ends) || at.year == year) continue;
        // Only a period of report data: 统计期限, 起止. A law in force from 2021年1月1日 is none.
        const std::size_t from = at.begin > 24 ? at.begin - 24 : 0;
        const std::u16string_view around = text.substr(from, at.end - from + 24);
        if (!contains_any(around, {u"期限", u"起止", u"统计", u"数据", u"报告", u"止", u"至12月31日"})) continue;
        if (contains_any(around, {u"施行", u"生效", u"实施", u"修订"})) continue;
        add("period",
            "the period of the data says " +
                quoted(text.substr(at.begin, std::min<std::size_t>(at.end - at.begin + 20, text.size() - at.begin))) +
                ", and the report is on " + std::to_string(year),
            year, at.year, section.span, drafts);
        return;
    }
}

bool is_date_or_number(std::u16string_view text, const YearAt& at) {
    std::size_t next = at.end;
    while (next < text.size() && text[next] == u' ') ++next;
    if (next < text.size() && is_digit(text[next])) return true;                                        // 2018年3月
    if (next < text.size() && contains(u"至到-—~起以前底末初后来", text.substr(next, 1))) return true;  // 2018年底, 2018年以来
    if (at.begin > 0 && contains(u"-—~至到自从较比于与和、〔[(", text.substr(at.begin - 1, 1))) return true;
    return at.begin > 1 && contains_any(text.substr(at.begin - 2, 2), {u"相比", u"对比", u"截至", u"截止", u"上年"});
}

bool compares(std::u16string_view sentence) {
    return contains_any(sentence, {u"相比", u"同比", u"比2", u"较2", u"较上", u"比上", u"去年", u"上年", u"上一年", u"以来",
                                   u"对比", u"历年", u"存在问题的改进", u"整改"});
}

// A sentence that begins with the year before, as the report of that year did: 2018年,我局主动公开……
void judge_body(const model::RecordSection& section, std::u16string_view text, int year, std::vector<Draft>& drafts) {
    const std::vector<YearAt> all = years_in(text);
    const bool names_own = std::any_of(all.begin(), all.end(), [&](const YearAt& at) { return at.year == year; });
    for (const std::u16string_view sentence : sentences(text)) {
        const std::vector<YearAt> years = years_in(sentence);
        if (years.empty()) continue;
        const YearAt& first = years.front();
        const bool later_plan = first.year == year + 1 ||
                                (first.year > year && contains_any(sentence, {u"将", u"要", u"计划", u"力争", u"下一步"}));
        const bool own = std::any_of(years.begin(), years.end(), [&](const YearAt& at) { return at.year == year; });
        if (own || later_plan || is_date_or_number(sentence, first) || compares(sentence)) continue;
        std::u16string_view lead = sentence.substr(0, first.begin);
        const bool begins = lead.size() <= 8 && !contains_any(lead, {u"《", u"根据", u"按照"});
        // In the middle of a sentence an earlier year may well be meant, unless the section never names the report's own.
        if (!begins && (names_own || first.year != year - 1 || contains_any(sentence, {u"《", u"根据", u"按照", u"印发"})))
            continue;
        add(section.id,
            section.heading + "：" + quoted(sentence, 40) + " speaks of " + std::to_string(first.year) +
                ", and the report is on " + std::to_string(year),
            year, first.year, section.span, drafts);
        return;  // one is enough to have the section read again
    }
}

}  // namespace

void find_wrong_years(const model::Record& record, std::vector<Draft>& drafts) {
    if (!record.report.year) return;
    const int year = *record.report.year;
    judge_title(record, year, drafts);
    for (const model::RecordSection& section : record.sections) {
        const std::u16string text = folded(section.text);
        judge_period(section, text, year, drafts);
        if (section.id == "overview" || section.id == "problems" || section.id == "other")
            judge_body(section, text, year, drafts);
    }
}

}  // namespace nianbao::audit
