#include "cli/crawl_run.h"

#include <malloc.h>

#include <filesystem>
#include <map>

#include "archive/digest.h"
#include "archive/warc_writer.h"
#include "cli/crawl_log.h"
#include "cli/crawl_parts.h"
#include "cli/interrupt.h"
#include "cli/reader.h"
#include "cli/workspace.h"
#include "normalize/decode.h"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_hosts_said = 10;

// Pages come and go by the thousand: what one has freed serves the next, some MiB of it, instead of going back to the system and
// being asked for again and cleared. Only what is large is given back at once.
void keep_freed_memory() {
#ifdef M_TRIM_THRESHOLD
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    mallopt(M_MMAP_THRESHOLD, 512 << 10);
#endif
}

// What became of the start pages of a portal, and of what they redirect to.
struct Starts {
    std::int64_t had = 0;      // with status 200
    std::int64_t missing = 0;  // the site says that they are not there, or sends us out of the portal
    std::int64_t loops = 0;    // redirects and jumps without end

    // A portal without any start page is no success, however little went wrong.
    [[nodiscard]] std::int64_t failed() const { return loops + (had == 0 ? missing : 0); }
};

model::Result<std::map<std::string, Starts>> starts_of(const std::vector<crawler::Portal>& portals, store::Catalogue& catalogue) {
    std::map<std::string, Starts> starts;
    for (const crawler::Portal& portal : portals) starts[portal.id];
    const auto walked = catalogue.for_each_entry(std::nullopt, [&](const model::FrontierEntry& entry) -> model::Result<void> {
        const auto portal = starts.find(entry.portal);
        if (entry.kind != model::PageKind::start || portal == starts.end()) return {};
        const bool is_had = entry.outcome == model::Outcome::fetched || entry.outcome == model::Outcome::unchanged || entry.outcome == model::Outcome::same_content;
        if (is_had && !entry.digest.empty()) ++portal->second.had;
        const bool is_elsewhere = entry.outcome == model::Outcome::out_of_scope;
        if (is_elsewhere || entry.outcome == model::Outcome::gone || entry.outcome == model::Outcome::soft_404) ++portal->second.missing;
        if (entry.outcome == model::Outcome::trap) ++portal->second.loops;
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    return starts;
}

std::string describe(const archive::Repair& repair) {
    if (repair.cut_bytes == 0) return repair.file + ": the index was completed from the archive";
    return repair.file + ": " + std::to_string(repair.cut_bytes) + " bytes of a record cut off by a crash were moved to " + repair.kept_in;
}

// A crawl commits before the disk has its archive (docs/decisions/0002): after a power cut the catalogue may know more.
model::Result<void> hold_against_archive(store::Catalogue& catalogue, const archive::WarcWriter& writer, Talk& talk) {
    const auto end = writer.end();
    if (!end) return {};
    const auto forgotten = catalogue.forget_captures(end->file, end->size);
    if (!forgotten) return tl::unexpected(forgotten.error());
    if (*forgotten > 0) talk.line(end->file + ": ends before the last " + std::to_string(*forgotten) + (*forgotten == 1 ? " answer" : " answers") + " of the catalogue; asked for again");
    return {};
}

}  // namespace

std::string decode_payload(const crawler::Exchange& exchange) {
    const std::string_view type = exchange.header("Content-Type");
    std::string charset;
    if (const std::size_t at = type.find("charset="); at != std::string_view::npos) {
        charset = std::string(type.substr(at + 8));
        charset = charset.substr(0, charset.find_first_of("; "));
        while (!charset.empty() && (charset.front() == '"' || charset.back() == '"')) charset.erase(charset.front() == '"' ? 0 : charset.size() - 1, 1);
    }
    return normalize::decode(exchange.payload(), {charset, true}).utf8;
}

model::UnixTime now_in_seconds() {
    crawler::SystemClock clock;
    return crawler::seconds_down(clock.now());
}

bool is_failure(model::Outcome outcome) {
    switch (outcome) {
        case model::Outcome::robots_unreachable:
        case model::Outcome::wall:
        case model::Outcome::http_4xx:
        case model::Outcome::http_5xx:
        case model::Outcome::dns:
        case model::Outcome::tls:
        case model::Outcome::timeout:
        case model::Outcome::too_large:
        case model::Outcome::truncated:
        case model::Outcome::private_address: return true;
        default: return false;
    }
}

bool is_failure(const model::FrontierEntry& entry) {
    const bool is_missing = entry.outcome == model::Outcome::gone || entry.outcome == model::Outcome::out_of_scope || entry.outcome == model::Outcome::soft_404 || entry.outcome == model::Outcome::trap;
    return is_failure(entry.outcome) || (entry.kind == model::PageKind::start && is_missing);
}

model::Result<CrawlSetup> set_up_crawl(const Arguments& arguments) {
    const std::string workspace = arguments.text("workspace");
    if (workspace.empty()) return model::fail("-w", "needs the name of a folder");
    auto named = gather_portals(workspace, arguments.positional());
    if (!named) return tl::unexpected(named.error());
    std::string contact = arguments.text("contact");
    if (!crawler::is_contact(contact))
        return model::fail("--contact", "must reach somebody: a URL or a mail address in ASCII, at most 200 characters (https://… or you@…)");
    if (contact.empty()) contact = kept_contact(workspace);
    std::string connect_to;
    std::vector<crawler::Portal> portals;
    for (const NamedPortal& portal : *named) {
        portals.push_back(portal.portal);
        portals.back().fingerprint = archive::sha256_hex(std::string(product) + "\n" + portal.file).substr(0, 16);
    }
    if (arguments.has("base-url")) {
        const auto base = model::Url::parse(arguments.text("base-url"));
        if (!base) return model::fail("--base-url " + arguments.text("base-url"), base.error().what);
        connect_to = base->host() + ":" + std::to_string(base->port());
        for (crawler::Portal& portal : portals)
            if (base->is_loopback()) portal.private_addresses = crawler::PrivateAddresses::allow;
    } else if (auto checked = crawler::check_contacts(portals, contact); !checked) {
        return tl::unexpected(checked.error());
    }
    auto catalogue = store::Catalogue::open(workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    if (auto kept = keep_portals(workspace, *named); !kept) return tl::unexpected(kept.error());
    if (arguments.has("contact"))
        if (auto kept = keep_contact(workspace, contact); !kept) return tl::unexpected(kept.error());
    return CrawlSetup{workspace, std::move(portals), std::move(connect_to), std::move(contact), std::move(*catalogue)};
}

model::Result<CrawlOutcome> run_crawl(CrawlSetup& setup, const Arguments& arguments, Talk& talk) {
    keep_freed_memory();
    const std::string& workspace = setup.workspace;
    store::Catalogue& catalogue = setup.catalogue;
    crawler::CrawlOptions options;
    options.product = product;
    options.contact = setup.contact;
    if (options.contact.empty() && !setup.connect_to.empty()) options.contact = "a test on one machine";
    options.time_limit = std::chrono::minutes(arguments.integer("time-limit"));
    if (arguments.has("max-pages")) options.max_pages = static_cast<int>(arguments.integer("max-pages"));
    // A copy on a server of one's own may be asked as often as one likes.
    if (arguments.has("again") || !setup.connect_to.empty()) options.revisits = crawler::Revisits::always;
    if (!setup.connect_to.empty()) options.look_up = crawler::NameLookUp::none;
    options.workers = default_jobs();
    archive::WriterOptions writing;
    writing.software = product;
    writing.user_agent = options.contact.empty() ? product : std::string(product) + " (+" + options.contact + ")";
    writing.durability = archive::Durability::at_commit;
    writing.segment_size = arguments.integer("segment-size") << 20;
    auto writer = archive::WarcWriter::open((fs::path(workspace) / "warc").string(), writing);
    if (!writer) return tl::unexpected(writer.error());
    for (const archive::Repair& repair : writer->repairs()) talk.line(describe(repair));
    if (auto held = hold_against_archive(catalogue, *writer, talk); !held) return tl::unexpected(held.error());
    auto transport = crawler::make_curl_transport(setup.connect_to, workspace);
    if (!transport) return tl::unexpected(transport.error());
    CatalogueFrontier frontier(catalogue);
    WarcArchive warc(*writer, catalogue);
    crawler::SystemClock clock;
    CrawlLog log(workspace, talk);
    if (arguments.has("again"))
        if (auto hastened = catalogue.hasten(crawler::seconds_down(clock.now())); !hastened) return tl::unexpected(hastened.error());
    auto summary = crawler::crawl(setup.portals, options, {frontier, warc, **transport, clock, log, decode_payload}, interruption());
    talk.clear_progress();
    if (!summary) return tl::unexpected(summary.error());
    if (auto finished = writer->finish(); !finished) return tl::unexpected(finished.error());
    CrawlOutcome outcome{*summary, frontier.resumed(), 0, {}};
    const auto counts = catalogue.counts();
    if (!counts) return tl::unexpected(counts.error());
    for (int o = 0; o < model::outcome_count; ++o)
        if (is_failure(static_cast<model::Outcome>(o))) outcome.failed += counts->of(static_cast<model::Outcome>(o));
    const auto starts = starts_of(setup.portals, catalogue);
    if (!starts) return tl::unexpected(starts.error());
    for (const auto& [portal, pages] : *starts) outcome.failed += pages.failed();
    if (summary->hosts_left > 0) {
        const auto last = catalogue.last_run();
        if (!last) return tl::unexpected(last.error());
        auto waiting = waiting_hosts(catalogue, setup.portals, *last ? (*last)->began_at : 0);
        if (!waiting) return tl::unexpected(waiting.error());
        outcome.waiting = std::move(*waiting);
    }
    return outcome;
}

std::string describe(const CrawlOutcome& outcome) {
    std::string text = outcome.resumed ? "crawl (goes on where the last one was cut off): " : "crawl: ";
    text += std::to_string(outcome.summary.requests) + " requests, " + std::to_string(outcome.summary.bytes) + " bytes";
    for (int o = 0; o < model::outcome_count; ++o)
        if (const int count = outcome.summary.outcomes[static_cast<std::size_t>(o)]; count > 0)
            text += ", " + std::to_string(count) + " " + std::string(model::name_of(static_cast<model::Outcome>(o)));
    if (outcome.summary.end == crawler::CrawlEnd::stopped) text += "; stopped before its end";
    if (outcome.summary.end == crawler::CrawlEnd::out_of_time) text += "; out of time, the rest stays due";
    if (const int left = outcome.summary.hosts_left; left > 0) text += "; " + std::to_string(left) + (left == 1 ? " host is" : " hosts are") + " left alone for now, `nianbao status` says why";
    if (const int closed = outcome.summary.hosts_closed; closed > 0) text += "; " + std::to_string(closed) + (closed == 1 ? " host is left to the hours of its portal file" : " hosts are left to the hours of their portal files");
    return text;
}

void say_what_is_undone(const CrawlOutcome& outcome, const std::string& workspace, Talk& talk) {
    std::size_t said = 0;
    for (const WaitingHost& host : outcome.waiting) {
        if (++said > most_hosts_said) break;
        talk.line(describe(host));
    }
    if (outcome.waiting.size() > most_hosts_said)
        talk.line("… and " + std::to_string(outcome.waiting.size() - most_hosts_said) + " more hosts that pages wait for; `nianbao status -w " + workspace + "` names them");
    if (outcome.failed > 0)
        talk.line(std::to_string(outcome.failed) + (outcome.failed == 1 ? " page" : " pages") + " could not be fetched; `nianbao status -w " + workspace + "` says which and why");
}

}  // namespace nianbao::cli
