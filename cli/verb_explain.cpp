// nianbao explain FILE|URL FIGURE_ID, nianbao explain PUBLISHER YEAR FIGURE_ID: why this number.

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "archive/page_reader.h"
#include "audit/checks.h"
#include "audit/record_view.h"
#include "cli/document_source.h"
#include "cli/reader.h"
#include "cli/report_search.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "model/url.h"
#include "out/record_json.h"
#include "out/words.h"
#include "parser/form_file.h"
#include "parser/read.h"
#include "store/catalogue.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t context_bytes = 60;

constexpr Option options[] = {
    workspace_option,
    {.name = "records", .letter = 'r', .kind = Kind::text, .value = "FILE", .description = "look for PUBLISHER YEAR in these records instead of a workspace"},
};

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
    if (!record.source.warc_file.empty()) out << "  archive   " << record.source.warc_file << ':' << record.source.warc_offset << (record.source.fetched_at.empty() ? "" : ", fetched " + record.source.fetched_at) << '\n';
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

tl::unexpected<model::Error> no_figure(const std::string& id, const model::Record& record) {
    return model::fail(id, "is no figure of form " + record.report.form + "; `nianbao forms show " + record.report.form + "` lists them");
}

// The figure of every record that has it. A record of a workspace is shown in its page, as the archive holds it.
model::Result<ExitCode> explain_records(const std::vector<model::Record>& records, const std::string& name, const std::string& id, const std::string& workspace, Console& console) {
    const model::Record* without = nullptr;
    bool found = false;
    for (const model::Record& record : records) {
        const model::Figure* figure = record.find_figure(id);
        if (figure == nullptr) without = record.report.form.empty() ? without : &record;
        if (figure == nullptr) continue;
        std::string text;
        if (!workspace.empty() && !record.source.warc_file.empty()) {
            const auto page = archive::read_page_at((std::filesystem::path(workspace) / "warc" / record.source.warc_file).string(), record.source.warc_offset);
            if (page)
                text = parser::read_stages(*page, parser::builtin_forms())->text.utf8;
            else
                console.talk.error(page.error());
        }
        if (std::exchange(found, true)) console.out << '\n';
        print(record, *figure, text, console.out);
    }
    if (found) return ExitCode::done;
    if (without == nullptr) return model::fail(name, "holds no report of a known form, so no figures");
    return no_figure(id, *without);
}

// Where the archive has the page now: its files are packed anew and renamed, and the catalogue follows.
model::Result<void> find_in_archive(store::Catalogue& catalogue, model::Record& record) {
    const auto captures = catalogue.captures(record.source.url);
    if (!captures) return tl::unexpected(captures.error());
    for (const model::Capture& capture : *captures) {
        if (iso_time(capture.fetched_at) != record.source.fetched_at || capture.revisit != model::Revisit::none) continue;
        record.source.warc_file = capture.warc_file;
        record.source.warc_offset = capture.warc_offset;
        return {};
    }
    return {};
}

model::Result<std::vector<model::Record>> record_of(store::Catalogue& catalogue, const std::string& workspace, const std::string& asked) {
    const auto url = model::Url::parse(asked);
    if (!url) return tl::unexpected(url.error());
    const auto stored = catalogue.find_record(url->to_string());
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return model::fail(url->to_string(), "no report was read from it; `nianbao status -w " + workspace + " --why URL` tells what became of it");
    auto record = out::from_json((*stored)->json, (*stored)->url);
    if (!record) return tl::unexpected(record.error());
    return std::vector<model::Record>{std::move(*record)};
}

// words: URL FIGURE_ID, or PUBLISHER YEAR FIGURE_ID with the year as a number.
model::Result<ExitCode> explain_workspace(const std::string& workspace, const std::vector<std::string>& words, int year, Console& console) {
    auto catalogue = open_to_read(workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    auto records = words.size() == 2 ? record_of(*catalogue, workspace, words[0]) : find_reports(*catalogue, words[0], year);
    if (!records) return tl::unexpected(records.error());
    for (model::Record& record : *records)
        if (auto found = find_in_archive(*catalogue, record); !found) return tl::unexpected(found.error());
    return explain_records(*records, words[0], words.back(), workspace, console);
}

model::Result<ExitCode> explain_file(const std::string& name, const std::string& id, Console& console) {
    const auto page = name == "-" ? read_page_stream(console.in) : read_page_file(name);
    if (!page) return tl::unexpected(page.error());
    if (holds_records(page->bytes)) {
        const auto records = records_in(page->bytes, name == "-" ? "standard input" : name);
        return records ? explain_records(*records, name, id, "", console) : tl::unexpected(records.error());
    }
    const model::Record record = read_report(*page);
    const model::Figure* figure = record.find_figure(id);
    if (figure == nullptr && record.report.form.empty()) return model::fail(name, "holds no report of a known form, so no figures");
    if (figure == nullptr) return no_figure(id, record);
    print(record, *figure, parser::read_stages(*page, parser::builtin_forms())->text.utf8, console.out);
    return ExitCode::done;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::vector<std::string>& words = arguments.positional();
    if (arguments.has("records") && arguments.has("workspace")) return model::fail("explain", "takes --records or --workspace, not both");
    if (words.size() == 2) {
        const bool is_url = words[0].starts_with("http://") || words[0].starts_with("https://");
        if (is_url && !arguments.has("records")) return explain_workspace(arguments.text("workspace"), words, 0, console);
        if (arguments.has("records") || arguments.has("workspace")) return model::fail(words[0], "needs a year behind it: nianbao explain PUBLISHER YEAR FIGURE_ID");
        return explain_file(words[0], words[1], console);
    }
    int year = 0;
    const auto [end, error] = std::from_chars(words[1].data(), words[1].data() + words[1].size(), year);
    if (error != std::errc() || end != words[1].data() + words[1].size()) return model::fail(words[1], "is no year: nianbao explain PUBLISHER YEAR FIGURE_ID");
    if (!arguments.has("records")) return explain_workspace(arguments.text("workspace"), words, year, console);
    auto source = RecordSource::open_files({arguments.text("records")}, console.in);
    if (!source) return tl::unexpected(source.error());
    const auto records = find_reports(*source, words[0], year);
    return records ? explain_records(*records, words[0], words[2], "", console) : tl::unexpected(records.error());
}

}  // namespace

extern const Verb explain_verb;
constinit const Verb explain_verb = {
    .name = "explain",
    .summary = "why this number: page, cell, raw text, reading, checks",
    .example = "nianbao explain report.html applications.new.total\nnianbao explain 栎川县人民政府 2022 applications.new.total -w work",
    .usage = "FILE|RECORD|URL|PUBLISHER YEAR FIGURE_ID",
    .options = options,
    .fewest_arguments = 2,
    .most_arguments = 3,
    .remarks = "FILE is a page, RECORD a file of records as `nianbao parse` prints them; `-` is standard input. A URL, or a\n"
               "PUBLISHER (its name or division code) and a YEAR, are looked for in a workspace; its archive shows the words around.",
    .run = run,
};

}  // namespace nianbao::cli
