// nianbao audit [-w WORKSPACE] [RECORDS.jsonl | -]...: findings on stdout, one JSON object a line.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "cli/audit_knowledge.h"
#include "cli/audit_run.h"
#include "cli/finding_filter.h"
#include "cli/finding_state.h"
#include "cli/input.h"
#include "cli/reader.h"
#include "cli/record_source.h"
#include "cli/run_findings.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "cli/workspace_audit.h"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t batch_records = 64;
constexpr std::size_t most_errors = 10;  // that are said: a page in the place of records is one on each of its lines

constexpr Option options[] = {
    {.name = "workspace",
     .letter = 'w',
     .kind = Kind::text,
     .value = "DIR",
     .description = "audit what a harvest read",
     .otherwise = "workspace"},
    {.name = "roster", .kind = Kind::text, .value = "FILE", .description = "who has to publish; may be repeated"},
    {.name = "calendar", .kind = Kind::text, .value = "FILE", .description = "deadlines beside the law's"},
    {.name = "deadline", .description = "tell also what is due and not found yet"},
    {.name = "today", .kind = Kind::text, .value = "DATE", .description = "judge deadlines as of that day"},
    {.name = "format",
     .letter = 'f',
     .kind = Kind::choice,
     .value = "jsonl|csv|text|matrix",
     .description = "how to print",
     .otherwise = "jsonl"},
    {.name = "rule", .kind = Kind::text, .value = "RULE", .description = "only this rule; carry.* for several"},
    {.name = "severity", .kind = Kind::choice, .value = "note|doubt|conflict", .description = "only this and worse"},
    {.name = "publisher", .kind = Kind::text, .value = "NAME", .description = "only names that hold this"},
    {.name = "year", .kind = Kind::text, .value = "YEAR", .description = "only this report year, or 2019-2021"},
    {.name = "dismissed", .kind = Kind::text, .value = "FILE", .description = "ids of findings to leave out"},
    {.name = "since", .kind = Kind::text, .value = "TIME|last", .description = "only what is new since then"},
    {.name = "fail-on", .kind = Kind::choice, .value = "note|doubt|conflict", .description = "exit code 1 if there is any"},
};

bool is_workspace(const std::string& folder) {
    std::error_code ignored;
    return fs::exists(fs::path(folder) / "nianbao.sqlite", ignored);
}

// What the command line asks for, checked before anything is read.
struct Request {
    AuditSettings settings;
    FindingFilter filter;
    std::vector<audit::Roster> rosters;
    std::string workspace;           // "" when records are read
    std::vector<std::string> names;  // of records
};

model::Result<void> read_inputs(const Arguments& arguments, Request& request) {
    request.names = arguments.positional();
    if (request.names.empty() && (arguments.has("workspace") || is_workspace(arguments.text("workspace")))) {
        request.workspace = arguments.text("workspace");
        if (!is_workspace(request.workspace))
            return model::fail(request.workspace,
                               "is no workspace (it has no nianbao.sqlite); name one with -w, or records as JSON lines");
        return {};
    }
    if (!request.names.empty() && arguments.has("workspace"))
        return model::fail(request.names.front(), "cannot be audited together with a workspace; leave out one of the two");
    if (request.names.empty()) request.names.emplace_back("-");
    return {};
}

model::Result<void> read_rosters(const Arguments& arguments, Talk& talk, Request& request) {
    std::vector<std::string> files = arguments.texts("roster");
    if (files.empty() && !request.workspace.empty())
        if (std::string kept = roster_of(request.workspace); !kept.empty()) files.push_back(std::move(kept));
    std::vector<audit::RosterRow> rows;
    std::vector<std::string> ids;
    for (const std::string& file : files) {
        auto roster = load_roster(file);
        if (!roster) return tl::unexpected(roster.error());
        for (const std::string& remark : roster->remarks) talk.line("nianbao: " + remark);
        for (std::string& id : ids_of(*roster)) ids.push_back(std::move(id));
        rows.insert(rows.end(), roster->rows.begin(), roster->rows.end());
        request.rosters.push_back(std::move(*roster));
    }
    for (const std::string& remark : remarks_on_overlaps(rows, ids)) talk.line("nianbao: " + remark);
    return {};
}

model::Result<Request> read_request(const Arguments& arguments, Talk& talk) {
    Request request;
    request.settings.jobs = default_jobs();
    request.settings.deadlines = audit::DeadlineTable::builtin();
    request.settings.today = today_in_china();
    if (arguments.has("today")) {
        const auto day = audit::earliest_day(arguments.text("today"));
        if (!day || arguments.text("today").size() != 10) return model::fail("--today", "should be a day: 2026-01-31");
        request.settings.today = *day;
    }
    for (const std::string& file : arguments.texts("calendar")) {
        std::ifstream nothing;
        const auto content = read_input(file, nothing);
        if (!content) return tl::unexpected(content.error());
        auto table = request.settings.deadlines.with(*content, file);
        if (!table) return tl::unexpected(table.error());
        request.settings.deadlines = std::move(*table);
    }
    auto filter = FindingFilter::from(arguments);
    if (!filter) return tl::unexpected(filter.error());
    request.filter = std::move(*filter);
    if (auto read = read_inputs(arguments, request); !read) return tl::unexpected(read.error());
    if (request.filter.asks_for_last_run() && request.workspace.empty())
        return model::fail("--since last", "needs a workspace, which remembers the last run; for records name a day or a time");
    if (auto read = read_rosters(arguments, talk, request); !read) return tl::unexpected(read.error());
    return request;
}

// False when a line or a file could not be read; that is said, and the others are audited.
model::Result<bool> add_files(const Request& request, AuditRun& run, Console& console) {
    auto source = RecordSource::open_files(request.names, console.in);
    if (!source) return tl::unexpected(source.error());
    bool all_read = true;
    std::vector<AuditInput> batch;
    std::size_t count = 0;
    std::size_t errors = 0;
    while (true) {
        auto record = source->next();
        if (!record) {
            if (++errors <= most_errors) console.talk.error(record.error());
            all_read = false;
            continue;
        }
        const bool ended = !*record;
        if (!ended) batch.push_back({std::move(**record), {}});
        if (ended || batch.size() == batch_records) {
            count += batch.size();
            if (auto added = run.add(std::exchange(batch, {})); !added) return tl::unexpected(added.error());
            console.talk.progress("auditing: " + std::to_string(count) + " reports");
        }
        if (!ended) continue;
        if (errors > most_errors) console.talk.line("nianbao: … and " + std::to_string(errors - most_errors) + " more lines that hold no record");
        if (errors > 0 && count == 0) console.talk.line("no record was read; `nianbao parse FILE` makes records of pages, and export/records.jsonl of a workspace holds its own");
        return all_read;
    }
}

model::Result<bool> add_records(const Request& request, AuditRun& run, Console& console, audit::Failures& failures) {
    if (request.workspace.empty() && request.names.front() == "-") say_if_terminal_is_read(console.talk);
    if (request.workspace.empty()) return add_files(request, run, console);
    auto catalogue = open_to_read(request.workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    auto found = failures_of(*catalogue);
    if (!found) return tl::unexpected(found.error());
    failures = std::move(*found);
    return add_workspace(request.workspace, *catalogue, {}, run, console.talk);
}

// What a harvest of the workspace met in the place of pages.
model::Result<void> add_barriers(const std::string& workspace, AuditResult& result) {
    auto catalogue = open_to_read(workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    std::vector<crawler::Portal> portals;  // as far as the workspace still has their files
    if (const auto kept = gather_portals(workspace, {}))
        for (const NamedPortal& named : *kept) portals.push_back(named.portal);
    auto findings = barrier_findings(*catalogue, portals);
    if (!findings) return tl::unexpected(findings.error());
    add_lines(std::move(*findings), result);
    return {};
}

void print(const AuditResult& result, const std::string& format, std::ostream& out) {
    if (format == "csv") return print_csv(result, out);
    if (format == "text") return print_text(result, out);
    if (format == "matrix") return print_matrix(result, out);
    print_jsonl(result, out);
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    auto request = read_request(arguments, console.talk);
    if (!request) return tl::unexpected(request.error());
    AuditRun audit_run(request->settings);
    audit::Failures failures;
    const auto all_read = add_records(*request, audit_run, console, failures);
    if (!all_read) return tl::unexpected(all_read.error());
    for (audit::Roster& roster : request->rosters) audit_run.expect(std::move(roster), failures);
    AuditResult result = audit_run.finish();
    if (!request->workspace.empty())
        if (auto added = add_barriers(request->workspace, result); !added) return tl::unexpected(added.error());
    console.talk.clear_progress();
    for (const std::string& remark : audit_run.remarks()) console.talk.line(remark);
    for (const std::string& miss : request->filter.misses(result)) console.talk.line("nianbao: " + miss);
    if (auto filtered = request->filter.apply(result, request->workspace); !filtered) return tl::unexpected(filtered.error());
    print(result, arguments.text("format"), console.out);
    const bool failed = request->filter.fails(result);
    return failed || !*all_read ? ExitCode::no : ExitCode::done;
}

}  // namespace

extern const Verb audit_verb;
constinit const Verb audit_verb = {
    .name = "audit",
    .summary = "hold reports against themselves, each other and the law",
    .example = "nianbao parse *.html | nianbao audit - --format text",
    .usage = "[RECORDS.jsonl | -]...",
    .options = options,
    .remarks = "Without RECORDS: the workspace where there is one, else standard input.",
    .run = run,
};

}  // namespace nianbao::cli
