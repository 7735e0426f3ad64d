// nianbao status: what has been fetched, what is due, what failed and why; the whole story of one URL.

#include <map>
#include <string>

#include "cli/crawl_run.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "model/url.h"
#include "store/catalogue.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    workspace_option,
    {.name = "why", .kind = Kind::text, .value = "URL", .description = "everything that is known of one URL"},
};

std::string time_or_never(model::UnixTime time) { return time == 0 || time == store::never ? "never" : iso_time(time); }

model::Result<ExitCode> explain(store::Catalogue& catalogue, const std::string& asked, std::ostream& out) {
    const auto parsed = model::Url::parse(asked);
    if (!parsed) return tl::unexpected(parsed.error());
    const std::string url = parsed->to_string();
    const auto entry = catalogue.find(url);
    if (!entry) return tl::unexpected(entry.error());
    if (!*entry) return model::fail(url, "is not known to the workspace; `nianbao status` counts what is");
    const model::FrontierEntry& known = **entry;
    out << known.url << '\n';
    out << "  outcome     " << model::name_of(known.outcome) << (known.detail.empty() ? "" : ": " + known.detail) << '\n';
    out << "  kind        " << model::name_of(known.kind) << ", depth " << known.depth << ", portal " << known.portal << '\n';
    out << "  found on    " << (known.referrer.empty() ? "the portal file" : known.referrer) << (known.anchor.empty() ? "" : ", as " + known.anchor) << '\n';
    out << "  first seen  " << time_or_never(known.first_seen) << '\n';
    out << "  last answer " << time_or_never(known.fetched_at) << '\n';
    out << "  due         " << time_or_never(known.due_at) << ", " << known.attempts << " failed tries in a row\n";
    if (!known.digest.empty()) out << "  sha256      " << known.digest << '\n';
    const auto captures = catalogue.captures(url);
    if (!captures) return tl::unexpected(captures.error());
    for (const model::Capture& capture : *captures) {
        out << "  capture     " << iso_time(capture.fetched_at) << " status " << capture.status << ", " << capture.size << " bytes, " << capture.warc_file << ':' << capture.warc_offset
            << (capture.revisit == model::Revisit::none ? "" : ", revisit") << (capture.location.empty() ? "" : ", to " + capture.location) << '\n';
    }
    const auto record = catalogue.find_record(url);
    if (!record) return tl::unexpected(record.error());
    out << "  record      " << (*record ? "read as a report" : "none") << '\n';
    return ExitCode::done;
}

model::Result<ExitCode> summarise(store::Catalogue& catalogue, std::ostream& out) {
    const auto counts = catalogue.counts();
    if (!counts) return tl::unexpected(counts.error());
    for (int o = 0; o < model::outcome_count; ++o) {
        const auto outcome = static_cast<model::Outcome>(o);
        if (counts->of(outcome) > 0) out << model::name_of(outcome) << '\t' << counts->of(outcome) << '\n';
    }
    out << "urls\t" << counts->urls << '\n';
    std::map<std::string, std::map<std::string_view, int>> hosts;
    std::vector<model::FrontierEntry> failed;
    const auto walked = catalogue.for_each_entry(std::nullopt, [&](const model::FrontierEntry& entry) -> model::Result<void> {
        ++hosts[entry.origin][model::name_of(entry.outcome)];
        if (is_failure(entry.outcome)) failed.push_back(entry);
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    for (const auto& [origin, outcomes] : hosts) {
        out << origin;
        for (const auto& [name, count] : outcomes) out << '\t' << name << ' ' << count;
        out << '\n';
    }
    for (const model::FrontierEntry& entry : failed) out << model::name_of(entry.outcome) << '\t' << entry.url << '\t' << entry.detail << '\n';
    return ExitCode::done;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    auto catalogue = store::Catalogue::open_read_only(arguments.text("workspace"));
    if (!catalogue) return tl::unexpected(catalogue.error());
    return arguments.has("why") ? explain(*catalogue, arguments.text("why"), console.out) : summarise(*catalogue, console.out);
}

}  // namespace

extern const Verb status_verb;
constinit const Verb status_verb = {
    .name = "status",
    .summary = "what was fetched, what is due, what failed and why",
    .example = "nianbao status -w work\nnianbao status -w work --why https://www.example.gov.cn/zfxxgknb/index.html",
    .usage = "",
    .options = options,
    .most_arguments = 0,
    .remarks = "Every known URL has exactly one outcome, and the counts add up to the URLs known.",
    .run = run,
};

}  // namespace nianbao::cli
