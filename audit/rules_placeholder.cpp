// narrative.placeholder: a sentence whose number was left out: 主动公开信息  条, 收到申请件, 共XX件.

#include "audit/rules.h"
#include "audit/text.h"

namespace nianbao::audit {
namespace {

constexpr std::u16string_view measures = u"条件次份篇期场个人项宗%";
constexpr std::u16string_view marks = u"_*□○×XxN…＿—";  // what is put where a number is to come
constexpr std::size_t most_a_section = 20;

bool is_one_of(char16_t c, std::u16string_view set) { return set.find(c) != std::u16string_view::npos; }

bool ends_clause(std::u16string_view text, std::size_t at) {
    return at >= text.size() || is_one_of(text[at], u",。;:、!?)\n") || text.substr(at).starts_with(u"其中");
}

bool ends_with_any(std::u16string_view text, std::initializer_list<std::u16string_view> endings) {
    for (const std::u16string_view ending : endings)
        if (text.ends_with(ending)) return true;
    return false;
}

// Words after which a number of things must come.
bool asks_for_number(std::u16string_view before) {
    return ends_with_any(
        before, {u"信息", u"申请", u"公开", u"收到", u"受理", u"办结", u"答复", u"共",   u"共计", u"合计", u"累计", u"总计",
                 u"发布", u"召开", u"举办", u"开展", u"组织", u"文件", u"达",   u"约",   u"计",   u"印发", u"制发", u"制定",
                 u"回应", u"解读", u"结转", u"复议", u"诉讼", u"案件", u"新收", u"废止", u"有效", u"处罚", u"许可", u"会议",
                 u"培训", u"建议", u"提案", u"占",   u"占比", u"增长", u"下降", u"率",   u"其中", u"会",   u"班",   u"活动",
                 u"稿",   u"政策", u"图解", u"文章", u"为",   u"了",   u"办理", u"更新", u"推送", u"收集", u"刊发", u"转载"});
}

// A measure word that stands right behind 申请 or 信息, where a number should part them: 收到申请件, 公开信息条。
bool lacks_number(std::u16string_view text, std::size_t at) {
    const std::u16string_view before = text.substr(0, at);
    const char16_t measure = text[at];
    const bool noun = (measure == u'件' && ends_with_any(before, {u"申请", u"复议", u"诉讼", u"共", u"文件", u"收到"})) ||
                      (measure == u'条' && ends_with_any(before, {u"信息", u"共", u"公开"})) ||
                      (measure == u'次' && before.ends_with(u"共")) ||
                      (measure == u'%' && ends_with_any(before, {u"占", u"占比", u"增长", u"下降", u"率为", u"率达"}));
    if (!noun || !ends_clause(text, at + 1)) return false;
    // 所有申请件, 每条 and the like name things; only a verb of counting in the same clause asks for a number.
    std::size_t begin = at;
    while (begin > 0 && at - begin < 20 && !is_one_of(text[begin - 1], u",。;:、\n")) --begin;
    const std::u16string_view clause = text.substr(begin, at - begin);
    for (const char16_t c : clause)
        if (is_digit(c) || is_one_of(c, u"一二三四五六七八九十百千两〇零每各对的")) return false;
    return measure == u'%' || contains_any(clause, {u"收到", u"受理", u"新收", u"主动公开", u"共", u"发布", u"结转"});
}

// A gap or a mark where the number should be, between a word that asks for it and a measure word.
std::size_t gap_before(std::u16string_view text, std::size_t measure) {
    std::size_t begin = measure;
    bool marked = false;
    while (begin > 0 && (text[begin - 1] == u' ' || is_one_of(text[begin - 1], marks) || text[begin - 1] == u'(' ||
                         text[begin - 1] == u')')) {
        --begin;
        marked = marked || text[begin] != u' ';
    }
    // Brackets count only as an empty pair: （）件.
    const std::u16string_view gap = text.substr(begin, measure - begin);
    if (gap.find(u')') != std::u16string_view::npos && gap.find(u"()") == std::u16string_view::npos &&
        gap.find(u"( )") == std::u16string_view::npos)
        return measure;
    if (gap.empty() || (gap.front() == u')')) return measure;
    if (begin == 0 || is_digit(text[begin - 1])) return measure;
    return marked || asks_for_number(text.substr(0, begin)) ? begin : measure;
}

std::u16string_view around(std::u16string_view text, std::size_t begin, std::size_t end) {
    while (begin > 0 && end - begin < 24 && !is_one_of(text[begin - 1], u"。;\n")) --begin;
    return text.substr(begin, std::min(end + 1, text.size()) - begin);
}

void judge(const model::RecordSection& section, std::vector<Draft>& drafts) {
    const std::u16string text = folded(section.text);
    std::size_t found = 0;
    for (std::size_t i = 1; i < text.size() && found < most_a_section; ++i) {
        if (!is_one_of(text[i], measures)) continue;
        const std::size_t begin = gap_before(text, i);
        const bool gap = begin < i && ends_clause(text, i + (text.substr(i).starts_with(u"人次") ? 2 : 1));
        if (!gap && !lacks_number(text, i)) continue;
        ++found;
        model::Finding finding;
        finding.rule = "narrative.placeholder";
        finding.severity = model::Severity::doubt;
        finding.text = section.heading + "：a number was left out in " + quoted(around(text, begin, i));
        if (!section.span.empty()) finding.span = section.span;
        drafts.push_back({std::move(finding), section.id});
    }
}

}  // namespace

void find_placeholders(const model::Record& record, std::vector<Draft>& drafts) {
    for (const model::RecordSection& section : record.sections) judge(section, drafts);
}

}  // namespace nianbao::audit
