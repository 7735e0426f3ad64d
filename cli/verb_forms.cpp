// nianbao forms [list | show ID | lint FILE]: the official forms, as the program knows them.

#include <algorithm>
#include <string>

#include "cli/verb.h"
#include "model/form.h"
#include "out/codebook.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

std::string years_of(const model::Form& form) {
    return std::to_string(form.first_year) + "-" + (form.last_year == 9999 ? std::string() : std::to_string(form.last_year));
}

// Those that every record has; the figures of group rows and optional columns come only where a page prints them.
std::ptrdiff_t figures_of(const model::Form& form) {
    return std::count_if(form.figures.begin(), form.figures.end(), [](const model::FormFigure& figure) { return !figure.optional; });
}

void list(std::ostream& out) {
    for (const model::Form& form : parser::builtin_forms()) {
        out << form.id << '\t' << years_of(form) << '\t' << figures_of(form) << " figures\t" << form.checks.size() << " checks\t" << form.notice << '\t' << form.title << '\n';
    }
}

// Every figure in the order of a record: id, unit, row and column as the form prints them.
void show(const model::Form& form, std::ostream& out) {
    out << "# " << form.id << ' ' << form.title << " (" << form.notice << "), report years " << years_of(form) << '\n';
    for (const model::FormSection& section : form.sections) out << "# section " << section.id << ": " << section.heading << '\n';
    out << "figure_id\ttable\trow_labels\tcolumn_labels\tunit\n";
    for (const model::FormFigure& figure : form.figures)
        out << figure.id << '\t' << form.tables[figure.table].id << '\t' << form.row_labels(figure) << '\t' << form.column_labels(figure) << '\t' << form.unit_of(figure) << '\n';
}

model::Result<ExitCode> lint(const std::vector<std::string>& files, Console& console) {
    bool sound = true;
    for (const std::string& file : files) {
        const auto form = parser::load_form(file);
        if (form) {
            console.out << file << ": form " << form->id << ", " << figures_of(*form) << " figures, " << form->checks.size() << " checks\n";
            continue;
        }
        console.talk.error(form.error());
        sound = false;
    }
    return sound ? ExitCode::done : ExitCode::no;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    std::vector<std::string> words = arguments.positional();
    const std::string action = words.empty() ? "list" : words.front();
    if (!words.empty()) words.erase(words.begin());
    if (action == "list" && words.empty()) {
        list(console.out);
        return ExitCode::done;
    }
    if (action == "show" && words.size() == 1) {
        const model::Form* form = parser::find_form(words.front());
        if (form == nullptr) return model::fail(words.front(), "is no form; `nianbao forms` lists them");
        show(*form, console.out);
        return ExitCode::done;
    }
    if (action == "codebook" && words.size() <= 1) {
        const std::string format = words.empty() ? "markdown" : words.front();
        if (format != "markdown" && format != "csv") return model::fail(format, "is no format of the codebook; it is markdown or csv");
        console.out << out::codebook_text(parser::builtin_forms(), format == "csv" ? out::CodebookFormat::csv : out::CodebookFormat::markdown);
        return ExitCode::done;
    }
    if (action == "lint" && !words.empty()) return lint(words, console);
    return model::fail("forms", "takes `list`, `show ID`, `codebook [markdown|csv]` or `lint FILE...`");
}

}  // namespace

extern const Verb forms_verb;
constinit const Verb forms_verb = {
    .name = "forms",
    .summary = "the official forms: list, show one, check a form file",
    .example = "nianbao forms show 2021",
    .usage = "[list | show ID | codebook [markdown|csv] | lint FILE...]",
    .remarks = "show prints every figure id with its labels and unit, tab-separated.\n"
               "codebook explains every figure of every form and every column of the exports.\n"
               "lint names line and column of the first defect; exit code 1 if there is one.",
    .run = run,
};

}  // namespace nianbao::cli
