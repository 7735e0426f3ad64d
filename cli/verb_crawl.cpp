// nianbao crawl: fetch only, into the workspace.

#include <string>

#include "cli/crawl_run.h"
#include "cli/interrupt.h"
#include "cli/metrics.h"
#include "cli/seal.h"
#include "cli/service_notice.h"
#include "cli/verb.h"
#include "cli/workspace.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {workspace_option, contact_option, base_url_option, time_option, again_option, max_pages_option, segment_option};

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    const std::atomic<bool>& interrupted = interruption();
    auto setup = set_up_crawl(arguments);
    if (!setup) return tl::unexpected(setup.error());
    RunMetrics metrics{.began_at = now_in_seconds()};
    notice_ready("crawling");
    const auto outcome = run_crawl(*setup, arguments, console.talk);
    if (!outcome) return tl::unexpected(outcome.error());
    console.talk.line(describe(*outcome));
    if (!interrupted) say_what_is_undone(*outcome, setup->workspace, console.talk);
    if (auto sealed = seal_archive(setup->workspace, setup->catalogue, console.talk); !sealed) return tl::unexpected(sealed.error());
    ExitCode code = outcome->is_complete() ? ExitCode::done : ExitCode::no;
    if (interrupted) {
        code = ExitCode::interrupted;
        notice_stopping();
    }
    metrics.crawl = &*outcome;
    metrics.ended_at = now_in_seconds();
    metrics.exit_code = static_cast<int>(code);
    return write_metrics(setup->workspace, setup->catalogue, metrics).map([code] { return code; });
}

}  // namespace

extern const Verb crawl_verb;
constinit const Verb crawl_verb = {
    .name = "crawl",
    .summary = "fetch only, into the workspace",
    .example = "nianbao crawl -w work portal.toml --contact https://example.org/crawler",
    .usage = "[PORTAL.toml | URL]...",
    .options = options,
    .remarks = "Without arguments: the portals that the workspace knows.\n"
               "Exit code 1 when a page could not be fetched, or waits for a host that asks for rest.",
    .run = run,
};

}  // namespace nianbao::cli
