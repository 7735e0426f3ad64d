// nianbao show FILE|PUBLISHER YEAR: the tables of a report as the form prints them.

#include <sys/ioctl.h>
#include <unistd.h>
#include <charconv>
#include <cstdlib>
#include <string>

#include "cli/document_source.h"
#include "cli/reader.h"
#include "cli/report_search.h"
#include "cli/show_table.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "out/words.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t columns_of_a_file = 100;  // where the output is no terminal

constexpr Option options[] = {
    workspace_option,
    {.name = "records", .letter = 'r', .kind = Kind::text, .value = "FILE", .description = "look for PUBLISHER YEAR in these records instead of a workspace"},
    {.name = "columns", .kind = Kind::integer, .value = "N", .description = "how wide to draw; else as wide as the terminal", .least = 20, .most = 1000},
    {.name = "ascii", .description = "draw lines with - | + for terminals without line characters"},
};

Terminal terminal_of(const Arguments& arguments) {
    Terminal terminal{.columns = columns_of_a_file};
    winsize size = {};
    const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
    if (is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) terminal.columns = size.ws_col;
    if (arguments.has("columns")) terminal.columns = static_cast<std::size_t>(arguments.integer("columns"));
    if (arguments.has("ascii")) terminal.lines = Lines::ascii;
    const auto environment = [](const char* name) { return std::string_view(std::getenv(name) == nullptr ? "" : std::getenv(name)); };
    if (is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb") terminal.colour = Colour::always;
    return terminal;
}

void print_head(const model::Record& record, const model::Form* form, std::ostream& out) {
    const model::ReportIdentity& report = record.report;
    out << (report.publisher.empty() ? "publisher unknown" : printable(report.publisher)) << ", " << (report.year ? std::to_string(*report.year) : "year unknown") << '\n';
    if (!report.title.empty()) out << printable(report.title) << '\n';
    out << "form " << (report.form.empty() ? "unknown" : printable(report.form));
    if (form != nullptr) out << " (" << form->notice << ')';
    if (!report.published.empty()) out << ", published " << printable(report.published);
    out << '\n';
    const std::string& source = record.source.url.empty() ? record.source.path : record.source.url;
    if (!source.empty()) out << printable(source) << '\n';
    const model::CheckCounts& checks = record.checks;
    out << "checks: " << checks.pass << " pass, " << checks.fail << " fail, " << checks.not_assessable << " cannot be assessed, " << checks.used << " used to read the page\n";
}

void print_legend(const std::string& used, std::ostream& out) {
    bool any = false;
    for (const Mark& mark : marks) {
        if (used.find(mark.character) == std::string::npos) continue;
        if (!any) out << "\nmarks\n";
        any = true;
        out << "  " << mark.character << "  " << mark.meaning << '\n';
    }
}

void print_findings(const model::Record& record, const Terminal& terminal, std::ostream& out) {
    if (record.findings.empty()) return;
    out << "\nfindings\n";
    for (const model::Finding& finding : record.findings) {
        const std::string text = printable(std::string(out::word_of(finding.severity)) + " " + finding.rule + ": " + finding.text);
        std::string indent = "  ";
        for (const std::string& line : wrap_to_columns(text, terminal.columns - 4)) {
            out << indent << line << '\n';
            indent = "    ";
        }
    }
}

// The marks behind and in place of the figures, for the legend.
std::string marks_of(const out::TableDrawing& drawing, const out::FigureNotes& notes) {
    std::string used;
    for (const out::DrawnCell& cell : drawing.cells) {
        if (cell.figure == nullptr) continue;
        const std::string value = marked_value(notes.of(cell.figure->id));
        if (value == "-") used += '-';
        for (const char c : value)
            if (c != '-' && c != '.' && (c < '0' || c > '9')) used += c;
    }
    return used;
}

void show(const model::Record& record, const Terminal& terminal, std::ostream& out) {
    const model::Form* form = parser::find_form(record.report.form);
    print_head(record, form, out);
    if (form == nullptr) {
        out << "\nno table can be shown: " << (record.report.form.empty() ? "the page holds no report of a known form" : "this nianbao does not know the form") << '\n';
        print_findings(record, terminal, out);
        return;
    }
    const out::FigureNotes notes(record, form);
    std::string used;
    for (std::size_t table = 0; table < form->tables.size(); ++table) {
        const out::TableDrawing drawing = out::draw_table(*form, table, record);
        out << '\n' << form->tables[table].title << '\n' << draw_for_terminal(drawing, *form, notes, terminal);
        used += marks_of(drawing, notes);
    }
    print_legend(used, out);
    print_findings(record, terminal, out);
}

model::Result<ExitCode> show_all(const std::vector<model::Record>& records, const Terminal& terminal, std::ostream& out) {
    for (std::size_t i = 0; i < records.size() && out.good(); ++i) {
        if (i > 0) out << '\n';
        show(records[i], terminal, out);
    }
    return ExitCode::done;
}

// A page, or records as `nianbao parse` prints them.
model::Result<ExitCode> show_file(const std::string& name, const Terminal& terminal, Console& console) {
    const auto page = name == "-" ? read_page_stream(console.in) : read_page_file(name);
    if (!page) return tl::unexpected(page.error());
    if (!holds_records(page->bytes)) {
        const model::Record record = read_report(*page);
        show(record, terminal, console.out);
        return record.report.form.empty() ? ExitCode::no : ExitCode::done;
    }
    const auto records = records_in(page->bytes, name == "-" ? "standard input" : name);
    if (!records) return tl::unexpected(records.error());
    return show_all(*records, terminal, console.out);
}

model::Result<std::vector<model::Record>> find_in_file(const std::string& file, const std::string& publisher, int year, Console& console) {
    auto source = RecordSource::open_files({file}, console.in);
    if (!source) return tl::unexpected(source.error());
    return find_reports(*source, publisher, year);
}

model::Result<std::vector<model::Record>> find_in_workspace(const std::string& workspace, const std::string& publisher, int year) {
    auto catalogue = open_to_read(workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    return find_reports(*catalogue, publisher, year);
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::vector<std::string>& words = arguments.positional();
    const Terminal terminal = terminal_of(arguments);
    if (words.size() == 1) {
        if (arguments.has("records") || arguments.has("workspace")) return model::fail(words[0], "needs a year: nianbao show PUBLISHER YEAR");
        return show_file(words[0], terminal, console);
    }
    int year = 0;
    const auto [end, error] = std::from_chars(words[1].data(), words[1].data() + words[1].size(), year);
    if (error != std::errc() || end != words[1].data() + words[1].size()) return model::fail(words[1], "is no year: nianbao show PUBLISHER YEAR");
    if (arguments.has("records") && arguments.has("workspace")) return model::fail("show", "takes --records or --workspace, not both");
    const auto records = arguments.has("records") ? find_in_file(arguments.text("records"), words[0], year, console) : find_in_workspace(arguments.text("workspace"), words[0], year);
    if (!records) return tl::unexpected(records.error());
    return show_all(*records, terminal, console.out);
}

}  // namespace

extern const Verb show_verb;
constinit const Verb show_verb = {
    .name = "show",
    .summary = "the tables of a report as the form prints them",
    .example = "nianbao show report.html\nnianbao show 栎川县人民政府 2022 -w work",
    .usage = "FILE|PUBLISHER YEAR",
    .options = options,
    .fewest_arguments = 1,
    .most_arguments = 2,
    .remarks = "FILE is a page, or records as `nianbao parse` prints them; `-` is standard input. PUBLISHER is the name as the record\n"
               "has it, or the division code. A legend explains the marks; NO_COLOR takes the colours away.",
    .run = run,
};

}  // namespace nianbao::cli
