// nianbao explain FILE|RECORD FIGURE_ID: why this number.

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>

#include "audit/checks.h"
#include "audit/record_view.h"
#include "cli/document_source.h"
#include "cli/reader.h"
#include "cli/verb.h"
#include "out/record_json.h"
#include "out/words.h"
#include "parser/form_file.h"
#include "parser/read.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t context_bytes = 60;

std::string_view meaning(model::Reading reading) {
    switch (reading) {
        case model::Reading::cell: return "a cell of a real table";
        case model::Reading::line: return "one value a token, placed between two labels";
        case model::Reading::split: return "cut from a run of digits; the checks leave one solution";
        case model::Reading::inferred: return "the slot was decided by the checks; they leave one solution";
        case model::Reading::ambiguous: return "not certain: more than one assignment is possible";
        case model::Reading::prose: return "from the narrative";
    }
    return "";
}

std::string_view word_of(audit::Verdict verdict) {
    switch (verdict) {
        case audit::Verdict::pass: return "holds";
        case audit::Verdict::fail: return "FAILS";
        case audit::Verdict::not_assessable: return "cannot be assessed";
        case audit::Verdict::used: return "was used to read it, so it proves nothing";
    }
    return "";
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) line += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    return line;
}

// A window of the decoded text around the span, cut at character boundaries.
std::string context_of(std::string_view text, model::Span span) {
    const auto is_inside = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    std::size_t begin = span.begin > context_bytes ? span.begin - context_bytes : 0;
    std::size_t end = std::min<std::size_t>(text.size(), span.end + context_bytes);
    while (is_inside(begin)) ++begin;
    while (is_inside(end)) ++end;
    return one_line(text.substr(begin, span.begin - begin)) + "[" + one_line(span.of(text)) + "]" + one_line(text.substr(span.end, end - span.end));
}

std::string shown(const model::Figure& figure) { return figure.value ? figure.value->to_string() : std::string(out::word_of(figure.presence)); }

std::string side(const audit::Side& figures) {
    std::string text;
    for (const model::Figure* figure : figures.figures) text += (text.empty() ? "" : " + ") + figure->id + " " + shown(*figure);
    return text;
}

// True when the number may speak of the figure, alone or in a sum.
bool is_about(const model::Mention& mention, const std::string& id) {
    return std::any_of(mention.readings.begin(), mention.readings.end(),
                       [&](const auto& reading) { return std::find(reading.begin(), reading.end(), id) != reading.end(); });
}

void print_checks(const model::Record& record, const model::Form& form, const std::string& id, std::ostream& out) {
    const audit::RecordView view(record, form);
    bool any = false;
    for (const audit::Evaluation& evaluation : audit::evaluate_all(view)) {
        const auto names = [&](const std::vector<std::string>& ids) { return std::find(ids.begin(), ids.end(), id) != ids.end(); };
        if (!names(evaluation.check->left) && !names(evaluation.check->right)) continue;
        any = true;
        out << "  check     " << evaluation.check->rule << ' ' << word_of(evaluation.verdict) << ": " << side(evaluation.left) << " = " << side(evaluation.right) << '\n';
    }
    if (!any) out << "  check     none: the form has no sum that it takes part in\n";
}

void print(const model::Record& record, const model::Figure& figure, std::string_view text, std::ostream& out) {
    const model::Form* form = parser::find_form(record.report.form);
    const model::FormFigure* place = form == nullptr ? nullptr : form->find_figure(figure.id);
    out << figure.id << " = " << shown(figure) << (figure.value && !figure.unit.empty() ? " " + figure.unit : std::string()) << '\n';
    out << "  report    " << (record.report.publisher.empty() ? "unknown publisher" : record.report.publisher) << ", " << (record.report.year ? std::to_string(*record.report.year) : "year unknown")
        << ", form " << record.report.form << '\n';
    out << "  page      " << (record.source.url.empty() ? record.source.path : record.source.url) << '\n';
    if (!record.source.sha256.empty()) out << "  sha256    " << record.source.sha256 << '\n';
    if (place != nullptr) {
        out << "  table     " << form->tables[place->table].title << '\n';
        if (!form->row_of(*place).label.empty()) out << "  row       " << figure.provenance.row << ": " << form->row_labels(*place) << '\n';
        out << "  column    " << figure.provenance.column << ": " << form->column_labels(*place) << '\n';
    }
    out << "  presence  " << out::word_of(figure.presence) << '\n';
    out << "  reading   " << out::word_of(figure.provenance.reading) << ": " << meaning(figure.provenance.reading) << '\n';
    if (!figure.provenance.span.empty()) {
        out << "  raw       " << one_line(figure.provenance.raw) << '\n';
        out << "  span      bytes " << figure.provenance.span.begin << ".." << figure.provenance.span.end << " of the decoded text\n";
        if (figure.provenance.span.end <= text.size()) out << "  context   " << context_of(text, figure.provenance.span) << '\n';
    }
    if (form != nullptr) print_checks(record, *form, figure.id, out);
    for (const model::Mention& mention : record.mentions)
        if (is_about(mention, figure.id)) out << "  mention   " << mention.value.to_string() << (mention.kind == model::MentionKind::percent ? "%" : "") << " for " << mention.figure << ": " << one_line(mention.raw) << '\n';
    for (const model::Finding& finding : record.findings)
        if (std::find(finding.figures.begin(), finding.figures.end(), figure.id) != finding.figures.end())
            out << "  finding   " << finding.rule << " (" << out::word_of(finding.severity) << "): " << finding.text << '\n';
}

// Records are one JSON object a line; a page is anything else.
bool holds_records(const model::Page& page) {
    const std::size_t brace = page.bytes.find_first_not_of(" \t\r\n");
    return brace != std::string::npos && page.bytes[brace] == '{' && page.bytes.substr(0, 4096).find("\"nianbao.record/1\"") != std::string::npos;
}

model::Result<ExitCode> explain_records(const model::Page& page, const std::string& name, const std::string& id, Console& console) {
    std::size_t line_number = 0;
    bool found = false;
    for (std::size_t begin = 0; begin < page.bytes.size();) {
        const std::size_t end = std::min(page.bytes.find('\n', begin), page.bytes.size());
        const std::string_view line = std::string_view(page.bytes).substr(begin, end - begin);
        begin = end + 1;
        ++line_number;
        if (line.empty()) continue;
        const auto record = out::from_json(line, name + ":" + std::to_string(line_number));
        if (!record) return tl::unexpected(record.error());
        if (const model::Figure* figure = record->find_figure(id)) {
            print(*record, *figure, {}, console.out);
            found = true;
        }
    }
    if (!found) return model::fail(id, "is no figure of the records in " + name + "; `nianbao forms show ID` lists the figures of a form");
    return ExitCode::done;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::string& name = arguments.positional()[0];
    const std::string& id = arguments.positional()[1];
    const auto page = name == "-" ? read_page_stream(console.in) : read_page_file(name);
    if (!page) return tl::unexpected(page.error());
    if (holds_records(*page)) return explain_records(*page, name, id, console);
    const model::Record record = read_report(*page);
    const model::Figure* figure = record.find_figure(id);
    if (figure == nullptr) {
        if (record.report.form.empty()) return model::fail(name, "holds no report of a known form, so no figures");
        return model::fail(id, "is no figure of form " + record.report.form + "; `nianbao forms show " + record.report.form + "` lists them");
    }
    print(record, *figure, parser::read_stages(*page, parser::builtin_forms())->text.utf8, console.out);
    return ExitCode::done;
}

}  // namespace

extern const Verb explain_verb;
constinit const Verb explain_verb = {
    .name = "explain",
    .summary = "why this number: page, cell, raw text, reading, checks",
    .example = "nianbao explain report.html applications.new.total",
    .usage = "FILE|RECORD FIGURE_ID",
    .fewest_arguments = 2,
    .most_arguments = 2,
    .remarks = "The first argument is a page, or a file of records as `nianbao parse` prints them.",
    .run = run,
};

}  // namespace nianbao::cli
