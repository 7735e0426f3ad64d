// nianbao status: what has been fetched, what is due, what failed and why; the whole story of one URL.

#include <algorithm>
#include <map>
#include <string>

#include "cli/crawl_run.h"
#include "cli/input.h"
#include "cli/verb.h"
#include "cli/workspace.h"
#include "crawler/politeness.h"
#include "crawler/robots.h"
#include "model/url.h"
#include "store/catalogue.h"

namespace nianbao::cli {
namespace {

constexpr Option options[] = {
    workspace_option,
    {.name = "why", .kind = Kind::text, .value = "URL", .description = "everything that is known of one URL"},
};

std::string time_or_never(model::UnixTime time) { return time == 0 || time == store::never ? "never" : iso_time(time); }

// What an outcome means for whoever asks why a page is missing.
std::string_view meaning_of(model::Outcome outcome) {
    switch (outcome) {
        case model::Outcome::due: return "not tried yet, or to be tried again at the time below";
        case model::Outcome::fetched: return "had, and archived";
        case model::Outcome::unchanged: return "the server said that nothing has changed since the capture before (304)";
        case model::Outcome::same_content: return "had again, with the same bytes as before";
        case model::Outcome::robots_disallowed: return "robots.txt forbids it; it is never asked for";
        case model::Outcome::robots_unreachable: return "robots.txt could not be had, so nothing on the host may be asked for; the next run tries again";
        case model::Outcome::out_of_scope: return "not on a host, or not under a prefix, of its portal file; add it to `hosts` or `scope` there";
        case model::Outcome::over_budget: return "the budget of the run was spent before its turn; the next run goes on";
        case model::Outcome::trap: return "taken for part of an endless row of addresses; never asked for, or not any more";
        case model::Outcome::wall: return "the site answered with a wall for browsers; it is recorded and never bypassed";
        case model::Outcome::gone: return "the site says that it is not there, or not any more";
        case model::Outcome::http_4xx: return "the server refused";
        case model::Outcome::http_5xx: return "the server failed, several times";
        case model::Outcome::dns: return "the host's name leads to no address";
        case model::Outcome::tls: return "the connection could not be secured";
        case model::Outcome::timeout: return "no answer in time, or none at all";
        case model::Outcome::too_large: return "larger than what is read; what came of it is archived";
        case model::Outcome::truncated: return "the answer was not whole, or not HTTP, several times; what came of it is archived";
        case model::Outcome::private_address: return "the name leads to an address that no public portal is served from";
        case model::Outcome::soft_404: return "the site says with status 200 that there is no such page";
    }
    return "";
}

// "tls: …"; "wall: jsl" says its outcome already.
std::string outcome_words(const model::FrontierEntry& entry) {
    const std::string name(model::name_of(entry.outcome));
    if (entry.detail.empty()) return name;
    return entry.detail.starts_with(name + ": ") ? printable(entry.detail) : name + ": " + printable(entry.detail);
}

// The pages that led here, from the nearest to the start page.
model::Result<void> print_way(store::Catalogue& catalogue, const model::FrontierEntry& entry, std::ostream& out) {
    std::string referrer = entry.referrer;
    for (int step = 0; step < 20 && !referrer.empty(); ++step) {
        const auto page = catalogue.find(referrer);
        if (!page) return tl::unexpected(page.error());
        out << "    from      " << referrer;
        if (!*page) {
            out << '\n';
            return {};
        }
        out << " (" << model::name_of((*page)->outcome) << (((*page)->anchor.empty()) ? "" : ", as " + printable((*page)->anchor)) << ")\n";
        referrer = (*page)->referrer == referrer ? "" : (*page)->referrer;
    }
    return {};
}

// What robots.txt says of it, and how politeness stands with its host.
model::Result<void> print_host(store::Catalogue& catalogue, const model::Url& url, std::ostream& out) {
    const auto origin = catalogue.load_origin(url.origin());
    if (!origin) return tl::unexpected(origin.error());
    if (!*origin) {
        out << "  robots.txt  never had\n";
    } else {
        const crawler::Robots robots = crawler::parse_robots((*origin)->robots_body);
        const crawler::Permission permission = crawler::allowed(robots, product, url.target());
        out << "  robots.txt  of " << time_or_never((*origin)->robots_fetched_at) << ", status " << (*origin)->robots_status << ": " << (permission.allowed ? "allowed" : "forbidden");
        out << (permission.line > 0 ? " by line " + std::to_string(permission.line) + ": " + printable(permission.text) : ", no rule matches") << '\n';
        if (const auto wish = crawler::crawl_delay(robots, product)) out << "  robots.txt  asks for " << *wish << " s between requests\n";
    }
    const auto host = catalogue.load_host(crawler::host_key(url));
    if (!host) return tl::unexpected(host.error());
    if (!*host) return {};
    out << "  host        " << (*host)->host << ((*host)->address.empty() ? "" : ", served from " + (*host)->address) << ", not asked before " << iso_time((*host)->next_allowed / 1000);
    out << ((*host)->resting_why.empty() ? "" : ": " + printable((*host)->resting_why) + ", " + std::to_string((*host)->strikes) + " in a row") << '\n';
    return {};
}

// When the next visit is due, in words: ", 2 failed tries in a row, 168 hours after the last visit".
std::string due_words(const model::FrontierEntry& entry) {
    std::string words;
    if (entry.attempts > 0) words += ", " + std::to_string(entry.attempts) + " failed tries in a row";
    if (entry.due_at == store::never || entry.outcome == model::Outcome::due) return words;
    if (entry.interval > 0 && entry.due_at - entry.fetched_at >= entry.interval) return words + ", " + std::to_string(entry.interval / 3600) + " hours after the last visit";
    return words;
}

model::Result<ExitCode> explain(store::Catalogue& catalogue, const std::string& asked, std::ostream& out) {
    const auto parsed = model::Url::parse(asked);
    if (!parsed) return tl::unexpected(parsed.error());
    const std::string url = parsed->to_string();
    const auto entry = catalogue.find(url);
    if (!entry) return tl::unexpected(entry.error());
    if (!*entry) return model::fail(url, "is not known to the workspace; `nianbao status` counts what is");
    const model::FrontierEntry& known = **entry;
    out << known.url << '\n';
    out << "  outcome     " << outcome_words(known) << '\n';
    out << "              " << meaning_of(known.outcome) << '\n';
    out << "  kind        " << model::name_of(known.kind) << ", priority " << known.priority << ", depth " << known.depth << ", portal " << known.portal << '\n';
    out << "  found on    " << (known.referrer.empty() ? "the portal file" : known.referrer) << (known.anchor.empty() ? "" : ", as " + printable(known.anchor)) << '\n';
    if (auto printed = print_way(catalogue, known, out); !printed) return tl::unexpected(printed.error());
    out << "  first seen  " << time_or_never(known.first_seen) << '\n';
    out << "  last answer " << time_or_never(known.fetched_at) << '\n';
    out << "  due         " << time_or_never(known.due_at) << due_words(known) << '\n';
    if (auto printed = print_host(catalogue, *parsed, out); !printed) return tl::unexpected(printed.error());
    if (!known.digest.empty()) out << "  sha256      " << known.digest << ", of the body as it was sent\n";
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

// Traps by their reason: one address stands for all that were given up for it.
struct Traps {
    static constexpr std::size_t most_reasons = 20;
    std::map<std::string, std::pair<std::string, int>> by_reason;  // → the first address, how many there are

    void add(const model::FrontierEntry& entry) {
        if (by_reason.size() < most_reasons || by_reason.contains(entry.detail)) ++by_reason.try_emplace(entry.detail, entry.url, 0).first->second.second;
    }
    void print(std::ostream& out) const {
        for (const auto& [reason, found] : by_reason)
            out << "trap\t" << found.first << '\t' << printable(reason) << (found.second > 1 ? ", and " + std::to_string(found.second - 1) + " more" : "") << '\n';
    }
};

model::Result<ExitCode> summarise(store::Catalogue& catalogue, std::ostream& out) {
    const auto counts = catalogue.counts();
    if (!counts) return tl::unexpected(counts.error());
    for (int o = 0; o < model::outcome_count; ++o) {
        const auto outcome = static_cast<model::Outcome>(o);
        if (counts->of(outcome) > 0) out << model::name_of(outcome) << '\t' << counts->of(outcome) << '\n';
    }
    out << "urls\t" << counts->urls << '\n';
    const auto last = catalogue.last_run();
    if (!last) return tl::unexpected(last.error());
    const model::UnixTime now = crawler::seconds_down(crawler::SystemClock().now());
    std::int64_t due_now = 0;
    model::UnixTime next_due = store::never;
    std::map<std::string, std::map<std::string_view, int>> hosts;
    std::vector<model::FrontierEntry> failed;
    Traps traps;
    const auto walked = catalogue.for_each_entry(std::nullopt, [&](const model::FrontierEntry& entry) -> model::Result<void> {
        ++hosts[entry.origin][model::name_of(entry.outcome)];
        if (is_failure(entry)) {
            failed.push_back(entry);
        } else if (entry.outcome == model::Outcome::trap) {
            traps.add(entry);
        }
        if (entry.due_at <= now) ++due_now;
        if (entry.due_at > now) next_due = std::min(next_due, entry.due_at);
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    out << "to visit now\t" << due_now << '\n' << "next visit\t" << (due_now > 0 ? "now" : time_or_never(next_due)) << '\n';
    if (*last) out << "last run\t" << iso_time((*last)->began_at) << ((*last)->ended_at ? " to " + iso_time(*(*last)->ended_at) : ", not ended") << '\n';
    for (const auto& [origin, outcomes] : hosts) {
        out << origin;
        for (const auto& [name, count] : outcomes) out << '\t' << name << ' ' << count;
        out << '\n';
    }
    for (const auto& [origin, outcomes] : hosts) {
        const auto url = model::Url::parse(origin);
        const auto host = url ? catalogue.load_host(crawler::host_key(*url)) : model::Result<std::optional<store::HostState>>();
        if (!host) return tl::unexpected(host.error());
        const bool rests = *host && !(*host)->resting_why.empty() && (*host)->next_allowed / 1000 > now;
        if (rests) out << "rests\t" << (*host)->host << "\tuntil " << iso_time((*host)->next_allowed / 1000) << "\t" << printable((*host)->resting_why) << '\n';
    }
    for (const model::FrontierEntry& entry : failed) out << model::name_of(entry.outcome) << '\t' << entry.url << '\t' << printable(entry.detail) << '\n';
    traps.print(out);
    return ExitCode::done;
}

model::Result<ExitCode> run(const Arguments& arguments, Console& console) {
    auto catalogue = open_to_read(arguments.text("workspace"));
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
