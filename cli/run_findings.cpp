#include "cli/run_findings.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "archive/digest.h"
#include "cli/workspace.h"
#include "crawler/clock.h"
#include "crawler/politeness.h"
#include "model/url.h"

namespace nianbao::cli {
namespace {

using model::FrontierEntry;
using model::Outcome;

const crawler::Portal* portal_of(const FrontierEntry& entry, const std::vector<crawler::Portal>& portals) {
    const auto found = std::find_if(portals.begin(), portals.end(), [&](const crawler::Portal& portal) { return portal.id == entry.portal; });
    return found == portals.end() ? nullptr : &*found;
}

model::PublisherFinding about(const FrontierEntry& entry, const std::vector<crawler::Portal>& portals, std::string rule, std::string text) {
    model::PublisherFinding of;
    const crawler::Portal* portal = portal_of(entry, portals);
    if (const auto url = model::Url::parse(entry.url); url && portal != nullptr) {
        const crawler::Place place = portal->place_of(*url);
        of.publisher = place.publisher;
        of.division_code = place.division_code;
    }
    of.url = entry.url;
    of.finding.rule = std::move(rule);
    of.finding.severity = model::Severity::doubt;
    of.finding.text = std::move(text);
    of.finding.id = archive::sha256_hex(of.finding.rule + '\n' + entry.url).substr(0, 16);
    return of;
}

// "wall: jsl" → "jsl".
std::string kind_of_wall(const std::string& detail) { return detail.starts_with("wall: ") ? detail.substr(6) : detail; }

std::string wall_text(const FrontierEntry& entry) {
    return entry.url + (entry.anchor.empty() ? "" : " (“" + entry.anchor + "”)") + ": the site answered with a wall (" + kind_of_wall(entry.detail) + ") in the place of this " +
           (entry.kind == model::PageKind::attachment ? "file" : std::string(model::name_of(entry.kind)) + " page") + "; it is recorded and never bypassed";
}

std::string robots_text(const FrontierEntry& entry) {
    return entry.url + ": robots.txt forbids this start page of the portal " + entry.portal + " (" + entry.detail + "): nothing behind it was asked for";
}

}  // namespace

model::Result<std::vector<WaitingHost>> waiting_hosts(store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals, model::UnixTime run_began) {
    const model::UnixTime now = crawler::seconds_down(crawler::SystemClock().now());
    std::map<std::string, std::int64_t> pages;
    const auto walked = catalogue.for_each_entry(std::nullopt, [&](const FrontierEntry& entry) -> model::Result<void> {
        const bool is_owed = entry.outcome == Outcome::due || entry.due_at < run_began;
        if (!is_owed || portal_of(entry, portals) == nullptr) return {};
        if (const auto url = model::Url::parse(entry.url)) ++pages[crawler::host_key(*url)];
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    std::vector<WaitingHost> waiting;
    for (const auto& [name, count] : pages) {
        const auto host = catalogue.load_host(name);
        if (!host) return tl::unexpected(host.error());
        const bool rests = *host && !(*host)->resting_why.empty() && (*host)->next_allowed / 1000 > now;
        if (rests) waiting.push_back({name, (*host)->resting_why, (*host)->next_allowed / 1000, count});
    }
    return waiting;
}

std::string describe(const WaitingHost& host) {
    return host.host + ": NOT DONE: " + std::to_string(host.pages) + (host.pages == 1 ? " page waits" : " pages wait") + " for it, it rests (" + host.why +
           ") and is not asked before " + iso_time(host.until) + "; run the same command again after that";
}

model::Result<std::vector<model::PublisherFinding>> barrier_findings(store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals) {
    std::vector<model::PublisherFinding> findings;
    auto walked = catalogue.for_each_entry(Outcome::wall, [&](const FrontierEntry& entry) -> model::Result<void> {
        findings.push_back(about(entry, portals, "document.wall", wall_text(entry)));
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    walked = catalogue.for_each_entry(Outcome::robots_disallowed, [&](const FrontierEntry& entry) -> model::Result<void> {
        if (entry.kind == model::PageKind::start) findings.push_back(about(entry, portals, "run.robots_disallowed", robots_text(entry)));
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    std::sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) { return std::tie(a.url, a.finding.rule) < std::tie(b.url, b.finding.rule); });
    return findings;
}

void add_lines(std::vector<model::PublisherFinding> findings, AuditResult& result) {
    for (model::PublisherFinding& of : findings) {
        ReportName name;
        name.publisher = std::move(of.publisher);
        name.division_code = std::move(of.division_code);
        name.url = std::move(of.url);
        name.year = of.year;
        FindingLine line;
        line.report = result.names.size();
        line.finding = std::move(of.finding);
        result.names.push_back(std::move(name));
        result.lines.push_back(std::move(line));
    }
}

}  // namespace nianbao::cli
