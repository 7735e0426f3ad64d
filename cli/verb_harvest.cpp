// nianbao harvest: crawl, archive, parse, audit and export, incrementally; what a timer runs.

#include <string>

#include "cli/crawl_log.h"
#include "cli/crawl_run.h"
#include "cli/fewer_reports.h"
#include "cli/interrupt.h"
#include "cli/metrics.h"
#include "cli/reader.h"
#include "cli/seal.h"
#include "cli/service_notice.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "cli/workspace_audit.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    workspace_option, contact_option, base_url_option, time_option, again_option, max_pages_option, segment_option,
    {.name = "jobs", .letter = 'j', .kind = Kind::integer, .value = "N", .description = "threads to read with (default: all processors)", .least = 1, .most = 256},
};

void print_summary(const CrawlOutcome& crawl, const ReadCounts& read, const ExportCounts& exported, const std::string& workspace, Talk& talk) {
    talk.line(describe(crawl));
    talk.line("read: " + std::to_string(read.reports) + " reports, " + std::to_string(read.other_pages) + " other pages" +
              (read.unreadable > 0 ? ", " + std::to_string(read.unreadable) + " captures could not be read back" : ""));
    talk.line("workspace: " + std::to_string(exported.reports) + " reports, " + std::to_string(exported.figures) + " figures; findings: " +
              std::to_string(exported.findings[2]) + " conflict, " + std::to_string(exported.findings[1]) + " doubt, " + std::to_string(exported.findings[0]) + " note");
    talk.line("in " + workspace + ": export/figures.csv reports.csv findings.csv records.jsonl, warc/, nianbao.sqlite");
    say_what_is_undone(crawl, workspace, talk);
}

// Every portal that lost too many is named on stderr, in the log and in the metrics; returns how many reports are missing.
std::int64_t say_what_is_missing(const std::vector<FewerReports>& fewer, const CrawlSetup& setup, Talk& talk) {
    std::int64_t lost = 0;
    for (const FewerReports& portal : fewer) {
        lost += portal.before - portal.now;
        talk.line(describe(portal));
        log_finding(setup.workspace, portal.portal, "run.fewer_reports", describe(portal), portal.before, portal.now);
    }
    return lost;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::atomic<bool>& interrupted = interruption();
    auto setup = set_up_crawl(arguments);
    if (!setup) return tl::unexpected(setup.error());
    if (auto good = check_roster(setup->workspace); !good) return tl::unexpected(good.error());
    RunMetrics metrics{.began_at = now_in_seconds()};
    const auto end = [&](ExitCode code) -> model::Result<ExitCode> {
        metrics.ended_at = now_in_seconds();
        metrics.exit_code = static_cast<int>(code);
        if (code == ExitCode::interrupted) notice_stopping();
        return write_metrics(setup->workspace, setup->catalogue, metrics).map([code] { return code; });
    };
    notice_ready("crawling");
    const auto crawled = run_crawl(*setup, arguments, console.talk);
    if (!crawled) return tl::unexpected(crawled.error());
    metrics.crawl = &*crawled;
    if (interrupted) {
        console.talk.line(describe(*crawled));
        return end(ExitCode::interrupted);
    }
    notice_status("reading");
    const int jobs = arguments.has("jobs") ? static_cast<int>(arguments.integer("jobs")) : default_jobs();
    JudgedReports judged;
    const auto read = read_captures(setup->workspace, setup->catalogue, setup->portals, jobs, console.talk, judged);
    if (!read) return tl::unexpected(read.error());
    metrics.read = &*read;
    const bool is_complete = !interrupted && crawled->summary.end == crawler::CrawlEnd::complete;
    // A run that was cut short has not looked everywhere.
    const auto fewer = is_complete ? compare_reports(setup->catalogue, setup->portals) : model::Result<std::vector<FewerReports>>();
    if (!fewer) return tl::unexpected(fewer.error());
    auto of_the_run = barrier_findings(setup->catalogue, setup->portals);
    if (!of_the_run) return tl::unexpected(of_the_run.error());
    for (model::PublisherFinding& finding : findings_of(*fewer)) of_the_run->push_back(std::move(finding));
    if (const auto audited = audit_workspace(setup->workspace, setup->catalogue, std::move(judged), jobs, std::move(*of_the_run), console.talk); !audited) return tl::unexpected(audited.error());
    // Before the exports, which say where in the archive each record stands.
    if (auto sealed = seal_archive(setup->workspace, setup->catalogue, console.talk); !sealed) return tl::unexpected(sealed.error());
    const auto exported = write_exports(setup->workspace, setup->catalogue);
    if (!exported) return tl::unexpected(exported.error());
    metrics.exported = &*exported;
    console.talk.clear_progress();
    print_summary(*crawled, *read, *exported, setup->workspace, console.talk);
    if (interrupted) return end(ExitCode::interrupted);
    metrics.reports_lost = say_what_is_missing(*fewer, *setup, console.talk);
    return end(!crawled->is_complete() || read->unreadable > 0 || metrics.reports_lost > 0 ? ExitCode::no : ExitCode::done);
}

}  // namespace

extern const Verb harvest_verb;
constinit const Verb harvest_verb = {
    .name = "harvest",
    .summary = "crawl, archive, read, audit and export, incrementally",
    .example = "nianbao harvest -w work portal.toml --contact https://example.org/crawler",
    .usage = "[PORTAL.toml | URL]...",
    .options = options,
    .remarks = "Without arguments: the portals that the workspace knows; what a timer runs.\n"
               "Killed at any moment and started again, it goes on where it was.\n"
               "Exit code 1 when a page could not be fetched or waits for a host that asks for rest, or far fewer reports are found than in the run before; 130 when interrupted.",
    .run = run,
};

}  // namespace nianbao::cli
