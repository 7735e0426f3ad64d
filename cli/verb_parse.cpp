// nianbao parse [FILE | DIR | ARCHIVE.warc.gz | -]...: records on stdout, one a line.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/document_source.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/reader.h"
#include "cli/record_stream.h"
#include "cli/verb.h"
#include "out/exporter.h"
#include "out/record_json.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    {.name = "format", .letter = 'f', .kind = Kind::choice, .value = "jsonl|json|csv", .description = "records as lines of JSON (json is the same), or figures as tidy CSV", .otherwise = "jsonl"},
    {.name = "jobs", .letter = 'j', .kind = Kind::integer, .value = "N", .description = "threads to read with (default: all processors)", .least = 1, .most = 256},
};

// The next document; what cannot be read is said and counted.
std::optional<model::Page> next_document(DocumentSource& source, Console& console, bool& all_read) {
    while (true) {
        auto page = source.next();
        if (page) return std::move(*page);
        console.talk.error(page.error());
        all_read = false;
    }
}

// The line of JSON, which says all of the record.
std::string line_of(model::Record& record) { return out::to_json(std::exchange(record, {})); }

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    keep_memory();
    std::vector<std::string> names = arguments.positional();
    if (names.empty()) say_if_terminal_is_read(console.talk);
    if (names.empty()) names.emplace_back("-");
    DocumentSource source(names, console.in);
    const bool csv = arguments.text("format") == "csv";
    std::unique_ptr<out::Exporter> exporter;  // for CSV
    if (csv) {
        auto made = out::make_exporter("csv", {.path = "-", .forms = parser::builtin_forms()});
        if (!made) return tl::unexpected(made.error());
        exporter = std::move(*made);
        if (auto begun = exporter->begin(); !begun) return tl::unexpected(begun.error());
    }
    const int jobs = arguments.has("jobs") ? static_cast<int>(arguments.integer("jobs")) : default_jobs();
    bool all_read = true;
    RecordStream stream([&] { return next_document(source, console, all_read); },
                        [csv](model::Record& record) { return csv ? std::string() : line_of(record); }, jobs);
    while (console.out) {
        const std::optional<ReadDocument> document = stream.next();
        if (!document) break;
        if (!csv)
            console.out << document->line << '\n';
        else if (auto added = exporter->add(document->record); !added)
            return tl::unexpected(added.error());
    }
    if (csv)
        if (auto ended = exporter->end(); !ended) return tl::unexpected(ended.error());
    return all_read ? ExitCode::done : ExitCode::no;
}

}  // namespace

extern const Verb parse_verb;
constinit const Verb parse_verb = {
    .name = "parse",
    .summary = "read reports from files and archives into records",
    .example = "nianbao parse report.html > records.jsonl",
    .usage = "[FILE | DIR | ARCHIVE.warc.gz | -]...",
    .options = options,
    .remarks = "Reads .html .htm .shtml .txt .md, WARC and WET files; a folder is walked; `-` is standard input.\n"
               "A file that holds no report gives a record with \"form\": null; one that cannot be read is an error and exit code 1.",
    .run = run,
};

}  // namespace nianbao::cli
