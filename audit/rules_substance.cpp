// substance.*: what a section has to say and does not (敷衍塞责).

#include <algorithm>
#include <array>

#include "audit/rules.h"
#include "audit/text.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

constexpr int first_year_of_heads = 2021;  // 国办公开办函〔2021〕30号 lists the five heads of 总体情况

struct Head {
    std::string_view name;
    std::initializer_list<std::u16string_view> strict;  // its own name, where the text is ordered by the heads
    std::initializer_list<std::u16string_view> loose;   // what a text without headings says of it
};

const std::array<Head, 5>& heads() {
    static const std::array<Head, 5> all = {{
        {"主动公开", {u"主动公开"}, {u"主动公开", u"公开发布", u"主动发布", u"公开政府信息", u"公开信息"}},
        {"依申请公开", {u"依申请", u"申请公开", u"公开申请"}, {u"依申请", u"申请公开", u"公开申请", u"申请办理"}},
        {"政府信息管理",
         {u"信息管理", u"信息资源", u"管理方面", u"管理情况", u"管理工作", u"信息规范", u"规范管理"},
         {u"规范性文件", u"审核", u"审查", u"保密", u"动态更新", u"目录", u"台账", u"管理"}},
        {"政府信息公开平台建设",
         {u"平台", u"网站建设", u"载体建设", u"渠道建设"},
         {u"平台", u"网站", u"微信", u"微博", u"公众号", u"新媒体", u"公报", u"专栏"}},
        {"监督保障", {u"监督", u"保障", u"考核"}, {u"监督", u"保障", u"考核", u"培训", u"评议", u"责任追究", u"组织领导"}},
    }};
    return all;
}

// The text is ordered by the heads when it names several of them as the notice does.
bool is_ordered_by_heads(std::u16string_view text) {
    int named = 0;
    for (const std::u16string_view name : {u"依申请公开", u"信息管理", u"平台建设", u"监督保障"})
        named += contains(text, name) ? 1 : 0;
    return named >= 2;
}

const model::RecordSection* find_section(const model::Record& record, std::string_view id) {
    for (const model::RecordSection& section : record.sections)
        if (section.id == id) return &section;
    return nullptr;
}

bool is_nothing(std::u16string_view text) {
    std::u16string bare;
    for (const char16_t c : text)
        if (is_han(c) || is_digit(c)) bare.push_back(c);
    return bare.empty() || bare == u"无" || bare == u"暂无" || bare == u"没有" || bare == u"无问题" || bare == u"不存在问题" ||
           bare == u"无存在问题" || bare == u"不存在" || bare == u"略";
}

// An excerpt whose parts were left out cannot be judged by what it lacks.
bool is_excerpt(std::u16string_view text) { return contains_any(text, {u"〔略〕", u"[略]", u"(略)"}); }

void add(const char* rule, const model::RecordSection& section, std::string text, std::vector<Draft>& drafts) {
    model::Finding finding;
    finding.rule = rule;
    finding.severity = model::Severity::doubt;
    finding.text = section.heading + "：" + std::move(text);
    if (!section.span.empty()) finding.span = section.span;
    drafts.push_back({std::move(finding), section.id});
}

void judge_overview(const model::Record& record, const model::RecordSection& section, std::vector<Draft>& drafts) {
    const std::u16string text = without_spaces(folded(section.text));
    if (is_excerpt(text)) return;
    if (is_nothing(text)) return add("substance.overview", section, "the section says nothing", drafts);
    if (!record.report.year || *record.report.year < first_year_of_heads) return;
    const bool ordered = is_ordered_by_heads(text);
    std::vector<std::string> missing;
    for (const Head& head : heads())
        if (!contains_any(text, ordered ? head.strict : head.loose)) missing.emplace_back(head.name);
    if (missing.empty()) return;
    add("substance.overview", section,
        "nothing is said of " + enumerate(missing, missing.size()) + " (国办公开办函〔2021〕30号 names five heads)", drafts);
}

void judge_problems(const model::RecordSection& section, std::vector<Draft>& drafts) {
    const std::u16string text = without_spaces(folded(section.text));
    if (is_excerpt(text)) return;
    if (is_nothing(text)) return add("substance.problems", section, "the section names no problem and no improvement", drafts);
    const bool problem =
        contains_any(text, {u"问题", u"不足",   u"不够",   u"薄弱",   u"有待", u"差距", u"欠缺",   u"短板", u"不高",
                            u"不强", u"不到位", u"不及时", u"滞后",   u"不全", u"偏少", u"单一",   u"尚需", u"还需",
                            u"仍需", u"不规范", u"不深",   u"不完善", u"弱项", u"缺乏", u"不平衡", u"困难"});
    // 存在的主要问题及改进情况 repeated at the head of the text is a heading and no improvement.
    std::u16string body = text;
    for (const std::u16string_view heading :
         {u"主要问题及改进情况", u"问题及改进情况", u"问题和改进情况", u"问题及改进措施", u"问题及整改"})
        if (const std::size_t at = body.find(heading); at != std::u16string::npos) body.erase(at, heading.size());
    const bool improvement =
        contains_any(body, {u"改进", u"措施", u"下一步", u"将", u"整改", u"加强", u"提升", u"完善", u"进一步", u"优化", u"加大",
                            u"强化", u"提高", u"健全", u"规范", u"推进", u"深化", u"拓展", u"落实"});
    if (problem && !improvement)
        add("substance.problems", section, "problems are named, and nothing is said of an improvement", drafts);
    // A heading of improvements alone: what the problems are stands under another one.
    const bool names_problems = section.heading.empty() || section.heading.find("问题") != std::string::npos;
    if (!problem && improvement && names_problems)
        add("substance.problems", section, "improvements are named, and no problem", drafts);
    if (!problem && !improvement) add("substance.problems", section, "neither a problem nor an improvement is named", drafts);
}

}  // namespace

void find_empty_substance(const RecordView& view, std::vector<Draft>& drafts) {
    const model::Record& record = view.record();
    // Where no section has a text, the texts were not read, and their lack says nothing of the publisher.
    if (std::all_of(record.sections.begin(), record.sections.end(),
                    [](const model::RecordSection& section) { return section.text.empty(); }))
        return;
    if (const model::RecordSection* overview = find_section(record, "overview")) judge_overview(record, *overview, drafts);
    if (const model::RecordSection* problems = find_section(record, "problems")) judge_problems(*problems, drafts);
}

}  // namespace nianbao::audit
