#include "parser/read.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/sniffing.h"
#include "normalize/decode.h"
#include "normalize/fold.h"
#include "normalize/mojibake.h"
#include "parser/assemble.h"
#include "parser/cut_page.h"
#include "parser/foreign_file.h"
#include "parser/form_choice.h"
#include "parser/headline.h"
#include "parser/identity.h"
#include "parser/mentions.h"
#include "parser/narrative.h"
#include "parser/prose.h"
#include "parser/script.h"
#include "parser/sections.h"
#include "parser/truncation.h"
#include "parser/unlisted_sections.h"

namespace nianbao::parser {
namespace {

constexpr int copy_share = 60;       // per cent of the first alignment's score that makes a second copy of a table
constexpr std::ptrdiff_t least_untitled = 20;  // filled figures without which a page that does not call itself a report is none
constexpr std::size_t least_sections = 5;  // of a page that is a report without a title and without figures
constexpr std::size_t little_text = 400;  // characters: a page with less around its pictures is a page of pictures

// What a report writes as sentences is its narrative, and no table. Returns where the tables stand.
std::vector<TableRange> leave_words_to_narrative(Stages& stages) {
    std::vector<TableRange> ranges;
    for (std::size_t t = 0; stages.form != nullptr && t < stages.tables.size(); ++t) {
        TableReading& table = stages.tables[t];
        if (is_in_words(stages.form->tables[t], table, stages.document, stages.view)) table = {};
        if (table.found) ranges.push_back({stages.form->tables[t].section, table.begin, table.end});
    }
    return ranges;
}

TableSet solved(const Stages& stages, std::vector<TableReading> tables) {
    TableSet set;
    for (std::size_t t = 0; t < tables.size(); ++t)
        set.solutions.push_back(solve(*stages.form, static_cast<int>(t), tables[t], stages.document, stages.record.mentions));
    set.tables = std::move(tables);
    return set;
}

// Where another report begins, the tables are those in front of it, of the form that they have. Without any, what stands behind is no
// figure of this report that could be trusted.
int keep_to_own_report(const std::vector<model::Form>& forms, Stages& stages, std::uint32_t end, int marks) {
    const model::Form* form = std::exchange(stages.form, nullptr);
    auto labels = std::exchange(stages.labels, nullptr);
    std::vector<TableReading> tables = std::exchange(stages.tables, {});
    const int own = choose_form(forms, stages, end);
    if (stages.form != nullptr && has_items(stages.tables)) return own;
    stages.form = form;
    stages.labels = std::move(labels);
    stages.tables = std::move(tables);
    for (TableReading& table : stages.tables)
        for (RowReading& row : table.rows) row.doubtful = row.doubtful || (table.found && table.end > end);
    return marks;
}

// Further copies of the tables in the first `size` characters: a second report, another year beside this one.
std::vector<TableSet> read_copies(const Stages& stages, std::uint32_t size) {
    std::vector<TableReading> before(stages.tables.size()), after(stages.tables.size());
    std::vector<TableSet> copies;
    if (stages.labels == nullptr) return copies;
    bool any = false;
    for (const TableLabels& labels : *stages.labels) {
        const TableReading& first = stages.tables[static_cast<std::size_t>(labels.table)];
        if (!first.found || !labels.has_rows) continue;
        const auto keep = [&](TableReading copy, std::vector<TableReading>& into) {
            if (copy.score * 100 < first.score * copy_share) return;
            into[static_cast<std::size_t>(labels.table)] = std::move(copy);
            any = true;
        };
        keep(read_table(*stages.form, labels, stages.document, stages.view, 0, first.begin), before);
        keep(read_table(*stages.form, labels, stages.document, stages.view, first.end, size), after);
    }
    if (!any) return copies;
    copies.push_back(solved(stages, std::move(before)));
    copies.push_back(solved(stages, std::move(after)));
    return copies;
}

// --- findings about the document ------------------------------------------------------------------------------------

void add_finding(model::Record& record, const char* rule, model::Severity severity, std::string text) {
    model::Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.text = std::move(text);
    record.findings.push_back(std::move(finding));
}

bool is_binary(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return false;  // UTF-16 is full of zeros
    const auto odd = std::count_if(head.begin(), head.end(), [](char c) { return c == '\0' || (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f'); });
    return odd * 50 > static_cast<std::ptrdiff_t>(head.size());
}

std::size_t letters_of(const Document& document) {
    std::size_t letters = 0;
    for (const Block& block : document.blocks) letters += block.end - block.begin;
    return letters;
}

// Pages that a firewall puts in place of the document; recognised, never passed.
const char* wall_of(std::string_view source, std::size_t letters) {
    struct Wall {
        std::string_view mark;
        const char* kind;
    };
    static constexpr std::array<Wall, 7> walls = {{{"__jsl_clearance", "加速乐 (jsl)"},
                                                   {"$_ts", "瑞数"},
                                                   {"请开启JavaScript并刷新该页", "WZWS"},
                                                   {"acw_sc__v2", "Aliyun (acw_sc__v2)"},
                                                   {"EO_Bot_Ssid", "EdgeOne"},
                                                   {"wzws-waf", "WZWS"},
                                                   {"_waf_", "WAF"}}};
    if (letters > little_text) return nullptr;
    for (const Wall& wall : walls)
        if (source.find(wall.mark) != std::string_view::npos) return wall.kind;
    return nullptr;
}

// A notice, a template or a guide names all the sections and is no report.
bool is_about_reports(const std::string& title) {
    static constexpr std::array<std::string_view, 8> words = {"通知", "编制", "格式", "要求", "模板", "解读", "指南", "培训"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return title.find(word) != std::string::npos; });
}

// Why there are no figures.
void explain_absence(Stages& stages, bool titled) {
    model::Record& record = stages.record;
    const std::size_t letters = letters_of(stages.document);
    if (const char* wall = wall_of(stages.document.source, letters)) {
        add_finding(record, "document.wall", model::Severity::doubt, std::string("the page is a wall of kind ") + wall + " and not the document");
    } else if (!titled && (record.sections.size() < 4 || is_about_reports(record.report.title))) {
        add_finding(record, "document.not_a_report", model::Severity::note,
                    letters == 0 ? "the document holds no text" : "the document neither names itself a 政府信息公开工作年度报告 nor has its sections or tables");
        record.sections.clear();
    } else if (!stages.document.files.empty() && record.sections.size() < 3) {
        add_finding(record, "document.attachment_only", model::Severity::doubt, "the report is only in an attachment: " + stages.document.files.front().href);
    } else if (stages.document.images > 0 && letters < little_text) {
        add_finding(record, "document.image_only", model::Severity::doubt, "the report is only in pictures");
    } else {
        add_finding(record, "table.missing", model::Severity::conflict, "no table of a known form was found in the report");
    }
}

std::uint32_t content_begin(const Stages& stages) {
    auto begin = static_cast<std::uint32_t>(stages.document.glyphs.size());
    for (const TableReading& table : stages.tables)
        if (table.found) begin = std::min(begin, stages.view.glyph[table.begin]);
    for (const Block& block : stages.document.blocks)
        if (!stages.record.sections.empty() && block.span.begin >= stages.record.sections.front().span.begin && !block.empty()) return std::min(begin, block.begin);
    return begin;
}

// Figures for which the page prints something, whatever it is: the form was filled in.
std::ptrdiff_t filled_figures(const model::Record& record) {
    return std::count_if(record.figures.begin(), record.figures.end(), [](const model::Figure& f) {
        const bool in_doubt = f.presence == model::Presence::unreadable && f.provenance.reading == model::Reading::ambiguous;
        return f.presence == model::Presence::stated || f.presence == model::Presence::dash || in_doubt;
    });
}

// The sections of a report, of a year, with numbers in their text: a notice that brings the empty form has no such numbers.
bool reports_in_words(const model::Record& record) {
    return record.report.year && record.sections.size() >= least_sections && !record.mentions.empty() && !is_about_reports(record.report.title);
}

// --- the record -----------------------------------------------------------------------------------------------------

void fill_source(const model::Page& page, const model::Text& text, model::Source& source) {
    source.path = page.path;
    source.url = page.url;
    source.charset = text.charset;
    source.charset_declared = text.charset_declared;
    source.media_type = page.media_type.empty() ? (is_html(page) ? "text/html" : "text/plain") : page.media_type;
    source.fetched_at = page.fetched_at;
    source.warc_file = page.warc_file;
    source.warc_offset = page.warc_offset;
}

// The headings of a report that follows no form are those of the form that lists most of them.
std::vector<model::RecordSection> find_sections_of_any(const std::vector<model::Form>& forms, const Stages& stages) {
    std::vector<model::RecordSection> most;
    for (auto form = forms.rbegin(); form != forms.rend(); ++form) {
        std::vector<model::RecordSection> sections = find_sections(*form, stages.document, stages.view, {});
        if (sections.size() > most.size()) most = std::move(sections);
    }
    return most;
}

// The glyph behind the report's title; 0 where it stands in no block of its own.
std::uint32_t behind_headline(const Stages& stages) {
    for (const Block& block : stages.document.blocks)
        if (!block.empty() && normalize::tidy_text(stages.document.text(block)) == stages.record.report.title) return block.end;
    return 0;
}

// The sections, and where the tables stand among them.
std::vector<TableRange> find_structure(const std::vector<model::Form>& forms, Stages& stages) {
    std::vector<TableRange> ranges = leave_words_to_narrative(stages);
    stages.record.sections = stages.form != nullptr ? find_sections(*stages.form, stages.document, stages.view, ranges) : find_sections_of_any(forms, stages);
    return ranges;
}

void fill_record(Stages& stages, const model::Page& page, const std::vector<model::Form>& forms) {
    model::Record& record = stages.record;
    auto end = static_cast<std::uint32_t>(stages.view.text.size());
    int marks = choose_form(forms, stages, end);
    std::vector<TableRange> ranges = find_structure(forms, stages);
    IdentityReading identity = read_identity(stages.document, page.url, content_begin(stages));
    if (stages.form != nullptr && identity.next_report) {
        end = stages.view.position_of(*identity.next_report);
        marks = keep_to_own_report(forms, stages, end, marks);
        ranges = find_structure(forms, stages);
    }
    record.report = std::move(identity.report);
    record.identity = std::move(identity.evidence);
    const bool titled = read_title(record.report.title).is_report;
    if (marks == 0 && titled && record.report.year) {
        prefer_form_of_year(forms, stages, end, *record.report.year);
        ranges = leave_words_to_narrative(stages);
    }
    const model::Form& form = stages.form != nullptr ? *stages.form : forms.back();
    Narrative narrative;
    if (stages.form != nullptr || titled) {
        narrative = narrative_of(stages.document, record.sections, stages.view, ranges);
        record.mentions = read_mentions(form, stages.document, narrative, {record.report.year, record.report.publisher});
    }
    if (stages.form != nullptr) {
        const std::vector<TableSet> copies = read_copies(stages, end);
        const TableSet first = solved(stages, stages.tables);
        assemble(*stages.form, first, copies, record);
        add_prose_figures(*stages.form, stages.document, narrative, stages.tables, record);
        // A report that prints the labels of a form follows it, even if none of its figures can be told.
        const bool marked = marks >= least_marks;
        const std::ptrdiff_t least = titled || reports_in_words(record) ? (marked ? 0 : 1) : least_untitled;
        if (filled_figures(record) >= least) {
            record.report.form = stages.form->id;
            record.findings.insert(record.findings.end(), identity.findings.begin(), identity.findings.end());
            doubt_cut_off(*stages.form, stages.document, record);
            return;
        }
        record.figures.clear();  // an empty form in a notice about reports
        if (!titled) record.mentions.clear();
        record.findings.clear();
        stages.form = nullptr;
        stages.tables.clear();
    }
    explain_absence(stages, titled);
    // A report in words of its own is still kept whole: fewer than two known headings are not its structure.
    const bool readable = !record.findings.empty() && record.findings.back().rule == "table.missing";
    if (titled && readable && record.sections.size() < 2) record.sections = unlisted_sections(stages.document, behind_headline(stages));
    if (titled) record.findings.insert(record.findings.end(), identity.findings.begin(), identity.findings.end());
}

// Of several reports on a page the record is of the first, and is read from what stands in front of the next. Where the first has no
// table of its own, those behind are read, and none of their figures is trusted.
void fill_record_of_first_report(Stages& stages, const model::Page& page, const std::vector<model::Form>& forms) {
    const std::vector<Headline> reports = reports_in(stages.document);
    if (reports.size() < 2) {
        stages.view = make_view(stages.document);
        fill_record(stages, page, forms);
        return;
    }
    Document whole = stages.document;
    const model::Source source = stages.record.source;
    stages.document.cut_off(reports[1].begin);
    stages.view = make_view(stages.document);
    fill_record(stages, page, forms);
    // What was read keeps its places in the whole document.
    stages.document = std::move(whole);
    stages.view = make_view(stages.document);
    if (stages.form == nullptr) {
        const model::ReportIdentity first = std::exchange(stages.record, {}).report;
        stages.record.source = source;
        fill_record(stages, page, forms);
        for (model::Figure& figure : stages.record.figures) figure.provenance.reading = model::Reading::ambiguous;
        stages.record.report.title = first.title;
        stages.record.report.publisher = first.publisher;
        stages.record.report.year = first.year;
    }
    std::string text = "the page holds more than one report; this record is of “" + stages.record.report.title + "”, and below it stands";
    for (std::size_t r = 1; r < reports.size(); ++r) text += " “" + reports[r].text + "”";
    std::erase_if(stages.record.findings, [](const model::Finding& finding) { return finding.rule == "document.several_reports"; });
    add_finding(stages.record, "document.several_reports", model::Severity::doubt, std::move(text));
    stages.record.findings.back().span = reports[1].span;
}

}  // namespace

bool is_html(const model::Page& page) {
    if (page.media_type.find("html") != std::string::npos) return true;
    if (page.media_type == "text/markdown") return false;
    // A browser shows the source of a page that comes as text/plain (WHATWG MIME Sniffing section 7); to us it is the report all the same.
    if (page.media_type == "text/plain") return model::begins_as_html(page.bytes);
    std::string head = page.bytes.substr(0, 4096);
    for (char& c : head)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    static constexpr std::array<std::string_view, 9> tags = {"<!doctype", "<html", "<head", "<body", "<meta", "<table", "<div", "<p>", "<p "};
    return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) { return head.find(tag) != std::string::npos; });
}

std::unique_ptr<Stages> read_stages(const model::Page& page, const std::vector<model::Form>& forms) {
    auto stages = std::make_unique<Stages>();
    const bool html = is_html(page);
    if (page.bytes.size() > max_document_bytes) {
        fill_source(page, stages->text, stages->record.source);
        add_finding(stages->record, "document.not_a_report", model::Severity::note, "the document is larger than 16 MiB and was not read");
        return stages;
    }
    if (is_binary(page.bytes) || page.bytes.starts_with("%PDF-")) {
        fill_source(page, stages->text, stages->record.source);
        add_finding(stages->record, "document.not_a_report", model::Severity::note, why_not_text(page.bytes));
        return stages;
    }
    stages->text = normalize::decode(page.bytes, {page.http_charset, html});
    fill_source(page, stages->text, stages->record.source);
    stages->document = html ? read_html(stages->text.utf8) : read_text(stages->text.utf8);
    const bool traditional = is_traditional(stages->document);
    if (traditional) read_as_simplified(stages->document);
    fill_record_of_first_report(*stages, page, forms);
    if (traditional)
        add_finding(stages->record, "document.traditional_script", model::Severity::note, "the page is in traditional characters, and its words are recorded in simplified ones");
    if (html && is_cut_off(stages->text.utf8))
        add_finding(stages->record, "document.truncated", model::Severity::doubt, "the page ends in the middle: what stands behind its end is unknown, not absent");
    if (stages->document.cut) {
        add_finding(stages->record, "document.cut_short", model::Severity::doubt,
                    "the page has more markup than can be read: nothing behind byte " + std::to_string(*stages->document.cut) + " was read");
    }
    if (normalize::mojibake_kind(stages->text.utf8))
        add_finding(stages->record, "document.encoding_mislabelled", model::Severity::doubt, "the text was decoded with a wrong charset before it was published, so its characters are not the publisher's");
    if (stages->text.mislabelled)
        add_finding(stages->record, "document.encoding_mislabelled", model::Severity::note,
                    "the page declares " + stages->text.charset_declared + " and is " + stages->text.charset);
    return stages;
}

model::Record read(const model::Page& page, const std::vector<model::Form>& forms) { return std::move(read_stages(page, forms)->record); }

}  // namespace nianbao::parser
