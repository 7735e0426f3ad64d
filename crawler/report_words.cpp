#include "crawler/report_words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>
#include <iterator>

#include "crawler/response_head.h"
#include "crawler/word_search.h"

namespace nianbao::crawler {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// 政府信息公开年报 | 信息公开年报 | 政府信息公开年度报告 … as the columns are called, and what sites make of it.
constexpr std::array<std::string_view, 16> column_names = {"政府信息公开年报",     "信息公开年报",         "政府信息公开年度报告", "政府信息公开工作年度报告",
                                                           "年度报告",             "信息公开年度报告",     "公开年报",             "工作年报",
                                                           "政府信息公开工作年报", "年度报告专栏",         "公开年度报告",         "年报",
                                                           "政务公开年报",         "信息公开工作年度报告", "信息公开年度工作报告", "政府信息公开年度工作报告"};

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

std::string without_spaces(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != ' '; });
    for (auto at = out.find("\u3000"); at != std::string::npos; at = out.find("\u3000", at)) out.erase(at, 3);
    return out;
}

bool names_a_year(std::string_view text) {
    for (std::size_t at = text.find("20"); at != std::string_view::npos; at = text.find("20", at + 1))
        if (at + 3 < text.size() && is_digit(text[at + 2]) && is_digit(text[at + 3])) return true;
    return has_any(text, {"二〇", "二○", "二零", "２０"});
}

bool is_column_name(std::string_view text) {
    // "政府信息公开年报>>", "+政府信息公开年报", "【年报】"
    for (const std::string_view edge : {"【", "】", ">", "+", "»", "·", "[", "]", "•", "|", "：", ":", "-"}) {
        while (text.starts_with(edge)) text.remove_prefix(edge.size());
        while (text.ends_with(edge)) text.remove_suffix(edge.size());
    }
    return std::find(column_names.begin(), column_names.end(), text) != column_names.end();
}

bool speaks_of_a_column(std::string_view text) { return speaks_of_a_report(text) || is_column_name(text); }

bool speaks_of_a_report(std::string_view text) {
    return has_any(text, {"信息公开", "政务公开"}) && has_any(text, {"年度报告", "年报", "年度工作报告", "工作年度", "工作报告"});
}

bool speaks_of_a_yearly_report(std::string_view text) { return has_any(text, {"年度报告", "年报", "年度工作报告"}); }

bool speaks_of_another_report(std::string_view text) {
    if (has_any(text, {"的通知", "图解", "解读", "工作要点", "编制指南", "填报", "模板", "格式"})) return true;
    if (has_any(text, {"信息公开", "政务公开"})) return false;
    return has_any(text, {"政府工作报告", "法治", "执法", "决算", "预算", "统计", "年鉴", "企业", "事业单位", "环境", "质量", "审计", "计划", "规划", "体检", "财务", "总结", "国有", "慈善", "社会组织"});
}

// 沭阳县住房保障中心2023年政府信息公开工…: the year and the subject are there, the rest fell to the width of the list.
bool is_cut_short(std::string_view text) {
    return (text.ends_with("…") || text.ends_with("...") || text.ends_with("..")) && names_a_year(text) && has_any(text, {"信息公", "政府信"});
}

bool speaks_of_disclosure(std::string_view text) {
    // A longer text is an item of news, not a way.
    return text.size() <= 60 && has_any(text, {"信息公开", "政务公开", "公开目录", "主动公开", "公开平台", "公开专栏"}) &&
           !has_any(text, {"指南", "申请", "制度", "意见箱", "条例", "规定", "举报", "监督", "机构"});
}

bool names_a_column(const model::Url& url) {
    const std::string target = lower_case(url.target());
    return has_any(target, {"xxgknb", "xxgkndbg", "/gknb", "gkndbg", "ndbg", "/bmnb", "xxgkannualreport", "zfxxgkbg", "annualreport", "nbyear="});
}

bool names_disclosure(const model::Url& url) {
    const std::string path = lower_case(url.path());
    return has_any(path, {"xxgk", "zwgk", "gkmlpt", "/zfxx", "gkml"});
}

bool looks_like_an_article(const model::Url& url) {
    const std::string& path = url.path();
    const std::string_view name = last_segment(path);
    if (name.starts_with("t20") || name.starts_with("art_") || name.starts_with("post_")) return true;
    const bool has_number = !name.empty() && is_digit(name[0]) && path.find("/column/") == std::string::npos;
    if (has_number && has_any(path, {"/info/", "/public/", "/artview/", "/content/"})) return true;
    return std::count_if(name.begin(), name.end(), is_digit) >= 5;
}

bool reads_like_a_report(std::string_view text) {
    static const WordSearch marks({"主动公开政府信息", "收到和处理政府信息公开申请", "政府信息公开行政复议", "存在的主要问题", "总体情况", "其他需要报告", "依申请公开", "行政诉讼", "年度报告", "规范性文件"});
    constexpr int enough = 3;
    return std::popcount(marks.found_in(text, enough)) >= enough;
}

}  // namespace nianbao::crawler
