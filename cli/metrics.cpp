#include "cli/metrics.h"

#include <filesystem>
#include <string_view>

#include "out/output_file.h"

namespace nianbao::cli {
namespace {

// A family of samples: HELP and TYPE once, then one line for each.
class Metrics {
public:
    void family(std::string_view name, std::string_view help) {
        name_ = "nianbao_" + std::string(name);
        text_.append("# HELP ").append(name_).append(" ").append(help).append("\n# TYPE ").append(name_).append(" gauge\n");
    }
    void sample(std::int64_t value, std::string_view label = {}, std::string_view label_value = {}) {
        text_.append(name_);
        if (!label.empty()) text_.append("{").append(label).append("=\"").append(label_value).append("\"}");
        text_.append(" ").append(std::to_string(value)).append("\n");
    }
    void one(std::string_view name, std::string_view help, std::int64_t value) {
        family(name, help);
        sample(value);
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string name_;
    std::string text_;
};

void add_crawl(Metrics& metrics, const CrawlOutcome& crawl) {
    const crawler::CrawlSummary& summary = crawl.summary;
    std::int64_t pages_waiting = 0;
    for (const WaitingHost& host : crawl.waiting) pages_waiting += host.pages;
    metrics.one("run_requests", "Requests of pages in the last run.", summary.requests);
    metrics.one("run_robots_requests", "Requests of robots.txt in the last run.", summary.robots_requests);
    metrics.one("run_received_bytes", "Bytes of bodies received in the last run.", static_cast<std::int64_t>(summary.bytes));
    metrics.one("run_hosts_left", "Hosts that asked for more rest than the last run gave, or could not be connected to.", summary.hosts_left);
    metrics.one("run_pages_waiting", "Pages that were due in the last run and wait for such a host.", pages_waiting);
    metrics.family("run_outcomes", "URLs that the last run settled, by outcome.");
    for (int o = 0; o < model::outcome_count; ++o)
        metrics.sample(summary.outcomes[static_cast<std::size_t>(o)], "outcome", model::name_of(static_cast<model::Outcome>(o)));
}

void add_workspace(Metrics& metrics, const store::OutcomeCounts& counts) {
    metrics.family("urls", "URLs that the workspace knows, by outcome.");
    for (int o = 0; o < model::outcome_count; ++o) {
        const auto outcome = static_cast<model::Outcome>(o);
        metrics.sample(counts.of(outcome), "outcome", model::name_of(outcome));
    }
    metrics.one("urls_known", "URLs that the workspace knows; the sum of nianbao_urls.", counts.urls);
}

}  // namespace

model::Result<void> write_metrics(const std::string& workspace, store::Catalogue& catalogue, const RunMetrics& run) {
    const auto counts = catalogue.counts();
    if (!counts) return tl::unexpected(counts.error());
    Metrics metrics;
    metrics.one("run_started_timestamp_seconds", "When the last run began.", run.began_at);
    metrics.one("run_ended_timestamp_seconds", "When the last run ended.", run.ended_at);
    metrics.one("run_exit_code", "0 done, 1 something could not be had, 130 interrupted.", run.exit_code);
    metrics.one("reports_lost", "Reports that the run before had and the last one did not find, of portals that lost far too many.", run.reports_lost);
    if (run.crawl != nullptr) add_crawl(metrics, *run.crawl);
    if (run.read != nullptr) {
        metrics.one("run_reports_read", "Reports that the last run read anew.", run.read->reports);
        metrics.one("run_captures_unreadable", "Captures that the archive could not give back.", run.read->unreadable);
    }
    if (run.exported != nullptr) {
        metrics.one("reports", "Reports in the workspace.", run.exported->reports);
        metrics.family("findings", "Findings in the workspace, by severity.");
        static constexpr std::string_view names[] = {"note", "doubt", "conflict"};
        for (std::size_t i = 0; i < run.exported->findings.size(); ++i) metrics.sample(run.exported->findings[i], "severity", names[i]);
    }
    add_workspace(metrics, *counts);
    auto file = out::OutputFile::create((std::filesystem::path(workspace) / "metrics.prom").string());
    if (!file) return tl::unexpected(file.error());
    return file->write(metrics.text()).and_then([&] { return file->commit(); });
}

}  // namespace nianbao::cli
