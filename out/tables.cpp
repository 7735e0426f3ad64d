#include "out/tables.h"

namespace nianbao::out {
namespace {

using enum ColumnType;

constexpr Column report_columns[] = {
    {"report", integer, "报告序号", "number of the report within this export, from 1"},
    {"publisher", text, "发布机关", "the publishing body, as the page names it"},
    {"division_code", text, "行政区划代码", "GB/T 2260 code of the division, six digits"},
    {"year", integer, "报告年度", "the year that the report is about"},
    {"form", text, "报告格式", "id of the official form: the year from which it is prescribed"},
    {"title", text, "标题", "title of the report"},
    {"published", text, "发布日期", "date of publication that the page states, ISO 8601"},
    {"issuer", text, "来源", "who put the page up, as the page names it"},
    {"figures", integer, "数据项数", "figures of the report in this export"},
    {"stated", integer, "有数值", "of these, figures with a number"},
    {"blank", integer, "空白", "of these, cells that are there and empty"},
    {"dash", integer, "划线", "of these, cells that hold a mark for nothing"},
    {"absent", integer, "缺项", "of these, figures without a cell"},
    {"unreadable", integer, "无法识读", "of these, cells that hold something that is not a number"},
    {"ambiguous", integer, "存疑", "figures whose value or place is not certain"},
    {"checks_passed", integer, "勾稽通过", "checks of the form that hold"},
    {"checks_failed", integer, "勾稽不符", "checks of the form that do not hold"},
    {"checks_not_assessable", integer, "勾稽无法判断", "checks that lack a number"},
    {"checks_used", integer, "勾稽已用于识读", "checks that cut or placed a figure and therefore prove nothing"},
    {"notes", integer, "提示数", "findings worth knowing"},
    {"doubts", integer, "疑点数", "findings that may be an error"},
    {"conflicts", integer, "矛盾数", "findings that two statements contradict each other, or that a duty was not met"},
    {"url", link, "网址", "address of the page"},
    {"path", text, "文件", "file that was read, where it was no page of a workspace"},
    {"sha256", text, "SHA-256", "digest of the document's bytes"},
    {"media_type", text, "媒体类型", "media type of the document"},
    {"charset", text, "字符集", "charset that it was decoded with"},
    {"charset_declared", text, "声明的字符集", "charset that it declares"},
    {"fetched_at", text, "抓取时间", "when it was fetched, ISO 8601, UTC"},
    {"warc_file", text, "WARC 文件", "file of the archive that holds the answer"},
    {"warc_offset", integer, "WARC 偏移", "where in that file, in bytes"},
};

constexpr Column figure_columns[] = {
    {"report", integer, "报告序号", "the report: reports.report"},
    {"ordinal", integer, "次序", "place of the figure within the report, from 0"},
    {"publisher", text, "发布机关", "the publishing body, as the page names it"},
    {"division_code", text, "行政区划代码", "GB/T 2260 code of the division"},
    {"year", integer, "报告年度", "the year that the report is about"},
    {"form", text, "报告格式", "id of the official form"},
    {"figure", text, "数据项", "id of the figure: codebook.figure"},
    {"value", number, "数值", "the exact decimal as it was read; empty unless presence is stated"},
    {"unit", text, "单位", "unit that the form prints"},
    {"presence", presence, "有无", "what the cell holds"},
    {"reading", reading, "识读方式", "how the figure was found"},
    {"raw", text, "原文", "text of the cell"},
    {"row", integer, "行", "row in the form's table, from 0"},
    {"column", integer, "列", "column in the form's table, from 0"},
    {"span_begin", integer, "起", "first byte of the cell in the decoded text"},
    {"span_end", integer, "止", "the byte behind the cell in the decoded text"},
};

constexpr Column finding_columns[] = {
    {"report", integer, "报告序号", "the report: reports.report"},
    {"ordinal", integer, "次序", "place of the finding within the report, from 0"},
    {"publisher", text, "发布机关", "the publishing body, as the page names it"},
    {"division_code", text, "行政区划代码", "GB/T 2260 code of the division"},
    {"year", integer, "报告年度", "the year that the report is about"},
    {"form", text, "报告格式", "id of the official form"},
    {"id", text, "编号", "fingerprint of the finding, the same from run to run"},
    {"rule", text, "规则", "the rule, see docs/findings.md"},
    {"severity", severity, "程度", "how much it weighs"},
    {"text", text, "说明", "what was found, in the words of the form"},
    {"figures", text, "涉及数据项", "ids of the figures that it is about, parted by spaces"},
    {"expected", number, "应为", "the value that the others lead to"},
    {"actual", number, "实为", "the value that stands there"},
    {"located_figure", text, "疑误数据项", "the one figure whose change would satisfy every failed sum that it takes part in"},
    {"located_value", number, "疑误应为", "the value that would"},
    {"span_begin", integer, "起", "first byte of the place in the decoded text"},
    {"span_end", integer, "止", "the byte behind it"},
};

constexpr Column mention_columns[] = {
    {"report", integer, "报告序号", "the report: reports.report"},
    {"ordinal", integer, "次序", "place of the mention within the report, from 0"},
    {"figure", text, "数据项", "ids of the figures that the narrative speaks of, joined by +"},
    {"value", number, "数值", "the number that it states"},
    {"kind", text, "类别", "count: a number of pieces or an amount; percent: a share"},
    {"approximate", integer, "约数", "1 when the text says about, nearly, more than; else 0"},
    {"readings", text, "可能所指", "what may be meant: sums of figures joined by +, alternatives parted by |"},
    {"group", text, "分组", "the partition that it is a part of"},
    {"part_of", integer, "所属", "ordinal of the mention of the whole"},
    {"raw", text, "原文", "the words"},
    {"span_begin", integer, "起", "first byte of the words in the decoded text"},
    {"span_end", integer, "止", "the byte behind them"},
};

constexpr Column section_columns[] = {
    {"report", integer, "报告序号", "the report: reports.report"},
    {"ordinal", integer, "次序", "place of the section within the report, from 0"},
    {"section", text, "部分", "id of the section"},
    {"heading", text, "标题", "heading as the page has it"},
    {"text", text, "正文", "text of the section"},
    {"span_begin", integer, "起", "first byte of the section in the decoded text"},
    {"span_end", integer, "止", "the byte behind it"},
};

constexpr Column publisher_finding_columns[] = {
    {"publisher", text, "发布机关", "the body that the finding is about, as its reports or the roster name it"},
    {"division_code", text, "行政区划代码", "GB/T 2260 code of the division"},
    {"year", integer, "报告年度", "the year of the report that is not there"},
    {"id", text, "编号", "fingerprint of the finding, the same from run to run"},
    {"rule", text, "规则", "the rule, see docs/findings.md"},
    {"severity", severity, "程度", "how much it weighs"},
    {"text", text, "说明", "what was found"},
    {"url", link, "网址", "the page that could not be had, where the finding is about one"},
};

constexpr Table reports = {"reports", "报告", "one row a report: who, when, where from, how much of it could be read", report_columns, 1};
constexpr Table figures = {"figures", "数据", "one row a figure of a report", figure_columns, 2};
constexpr Table findings = {"findings", "问题", "one row a finding of the audit", finding_columns, 2};
constexpr Table mentions = {"mentions", "正文数字", "one row a number that the narrative states about a figure", mention_columns, 2};
constexpr Table sections = {"sections", "正文", "one row a section of a report, with its text", section_columns, 2};
constexpr Table publisher_findings = {"publisher_findings", "无报告的问题", "one row a finding about no report: one that is missing, a page behind a wall, or a whole run", publisher_finding_columns, 0};
constexpr const Table* all[] = {&reports, &figures, &findings, &mentions, &sections};

}  // namespace

const Table& reports_table() { return reports; }
const Table& figures_table() { return figures; }
const Table& findings_table() { return findings; }
const Table& mentions_table() { return mentions; }
const Table& sections_table() { return sections; }
const Table& publisher_findings_table() { return publisher_findings; }
std::span<const Table* const> record_tables() { return all; }

}  // namespace nianbao::out
