// nianbao export: records into the formats of other tools.

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "archive/digest.h"
#include "cli/audit_findings.h"
#include "cli/export_filter.h"
#include "cli/interrupt.h"
#include "cli/memory.h"
#include "cli/nearest.h"
#include "cli/record_source.h"
#include "cli/verb.h"
#include "out/exporter.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    workspace_option,
    {.name = "format", .letter = 'f', .kind = Kind::text, .value = "FORMAT", .description = "csv, csv-wide, jsonl, sqlite, xlsx, datapackage, site, …"},
    {.name = "output", .letter = 'o', .kind = Kind::text, .value = "PATH", .description = "file or folder to write; `-` is standard output"},
    {.name = "findings", .kind = Kind::text, .value = "FILE", .description = "what audit printed about these records"},
    {.name = "force", .description = "replace an export that has the name"},
    {.name = "bom", .description = "put a byte order mark before text, for spreadsheets"},
    {.name = "keep-going", .description = "leave out what cannot be read; exit code 1"},
    year_option, form_option, publisher_option, division_option, figure_option, presence_option, reading_option, since_option,
};

model::Error unknown_format(const std::string& name) {
    std::vector<std::string_view> names;
    std::string all;
    for (const out::Format& format : out::formats()) {
        names.push_back(format.name);
        all += (all.empty() ? "" : ", ") + std::string(format.name);
    }
    const std::string_view near = nearest(name, names);
    if (name.empty()) return {"export", "needs a format: -f FORMAT; the formats are " + all};
    return {name, "is no format" + (near.empty() ? std::string() : "; did you mean \"" + std::string(near) + "\"?") + (near.empty() ? "; " : " ") + "the formats are " + all};
}

model::Result<std::string> digest_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    archive::Sha256 digest;
    std::string piece(std::size_t{1} << 20, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
        digest.add(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    if (!file.eof() || file.bad()) return model::fail(path, "cannot be read back");
    return digest.finish_hex();
}

model::Result<std::unique_ptr<out::Exporter>> exporter_of(const Arguments& arguments, const out::Filter& filter) {
    const std::string format = arguments.text("format");
    bool is_known = false;
    for (const out::Format& known : out::formats()) is_known = is_known || known.name == format;
    if (!is_known) return tl::unexpected(unknown_format(format));
    if (!arguments.has("output")) return model::fail("export", "needs a place: -o PATH; `-o -` is standard output");
    out::ExportSettings settings{.path = arguments.text("output"), .forms = parser::builtin_forms(), .figures = filter.figures};
    settings.digest = digest_of_file;
    if (arguments.has("force")) settings.existing = out::Existing::replace;
    if (arguments.has("bom")) settings.mark = out::ByteOrderMark::put;
    return out::make_exporter(format, std::move(settings));
}

enum class Unreadable { stop, pass_over };

struct Counts {
    std::int64_t exported = 0;
    std::int64_t unreadable = 0;
};

// Error: of the exporter. What cannot be read is said at once.
model::Result<Counts> export_all(RecordSource& records, std::optional<AuditFindings>& findings, const out::Filter& filter, out::Exporter& exporter,
                                 Unreadable unreadable, Console& console) {
    Counts counts;
    while (!interruption()) {
        auto record = records.next();
        if (!record) {
            console.talk.error(record.error());
            ++counts.unreadable;
            if (unreadable == Unreadable::stop) break;
            continue;
        }
        if (!*record) break;
        if (findings) findings->give(**record);
        if (!filter.wants(**record)) continue;
        filter.reduce(**record);
        if (auto added = exporter.add(**record); !added) return tl::unexpected(added.error());
        console.talk.progress("export: " + std::to_string(++counts.exported) + " reports");
    }
    return counts;
}

model::Result<void> add_publisher_findings(const std::vector<model::PublisherFinding>& findings, const out::Filter& filter, out::Exporter& exporter) {
    for (const model::PublisherFinding& finding : findings) {
        if (!filter.wants(finding)) continue;
        if (auto added = exporter.add_finding(finding); !added) return added;
    }
    return {};
}

// Those of the file that was named, else none: then the records' own count, and those of the workspace.
model::Result<std::optional<AuditFindings>> findings_of(const Arguments& arguments, Console& console) {
    if (!arguments.has("findings")) return std::nullopt;
    const std::vector<std::string>& names = arguments.positional();
    if (names.empty()) return model::fail("--findings", "belongs to records in files; a workspace has its own");
    if (arguments.text("findings") == "-" && std::find(names.begin(), names.end(), "-") != names.end())
        return model::fail("--findings", "cannot come from standard input when the records do; name a file");
    auto findings = AuditFindings::load(arguments.text("findings"), console.in);
    if (!findings) return tl::unexpected(findings.error());
    return std::move(*findings);
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    keep_memory();
    const std::atomic<bool>& interrupted = interruption();
    const auto filter = filter_of(arguments);
    if (!filter) return tl::unexpected(filter.error());
    auto exporter = exporter_of(arguments, *filter);
    if (!exporter) return tl::unexpected(exporter.error());
    auto findings = findings_of(arguments, console);
    if (!findings) return tl::unexpected(findings.error());
    auto records = RecordSource::open(arguments, console.in);
    if (!records) return tl::unexpected(records.error());
    if (auto begun = (*exporter)->begin(); !begun) return tl::unexpected(begun.error());
    const bool keeps_going = arguments.has("keep-going");
    const auto counts = export_all(*records, *findings, *filter, **exporter, keeps_going ? Unreadable::pass_over : Unreadable::stop, console);
    if (!counts) return tl::unexpected(counts.error());
    if (interrupted) return ExitCode::interrupted;
    if (counts->unreadable > 0 && !keeps_going) {
        console.talk.line("nothing was written; mend that, or add --keep-going to leave out what cannot be read");
        return ExitCode::no;
    }
    const auto loose = *findings ? model::Result<std::vector<model::PublisherFinding>>((*findings)->about_no_report()) : records->publisher_findings();
    if (!loose) return tl::unexpected(loose.error());
    if (auto added = add_publisher_findings(*loose, *filter, **exporter); !added) return tl::unexpected(added.error());
    if (const std::size_t left = *findings ? (*findings)->left() : 0; left > 0)
        console.talk.line(std::to_string(left) + (left == 1 ? " finding is" : " findings are") + " about reports that are not among the records");
    if (auto ended = (*exporter)->end(); !ended) return tl::unexpected(ended.error());
    if (counts->exported == 0) console.talk.line("no report was found that fits; the export holds none");
    return counts->unreadable == 0 ? ExitCode::done : ExitCode::no;
}

}  // namespace

extern const Verb export_verb;
constinit const Verb export_verb = {
    .name = "export",
    .summary = "records into the formats of other tools, whole or not at all",
    .example = "nianbao export -w work -f csv -o figures.csv",
    .usage = "[RECORDS.jsonl | -]...",
    .options = options,
    .run = run,
};

}  // namespace nianbao::cli
