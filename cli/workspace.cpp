#include "cli/workspace.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "archive/digest.h"
#include "archive/page_reader.h"
#include "cli/interrupt.h"
#include "cli/reader.h"
#include "cli/service_notice.h"
#include "model/url.h"
#include "out/exporter.h"
#include "out/output_file.h"
#include "out/record_json.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pages_at_once = 32;

bool is_url(std::string name) {
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return name.starts_with("http://") || name.starts_with("https://");
}

model::Result<std::string> read_small_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad()) return model::fail(path, "cannot be read");
    return content;
}

// The portal file that stands for bare URLs of one host.
std::string file_of(const crawler::Portal& portal) {
    std::string file = "id = \"" + portal.id + "\"\nstart = [";
    for (const model::Url& start : portal.start) file += (file.back() == '[' ? "\"" : ", \"") + start.to_string() + "\"";
    file += "]\n";
    if (portal.start.front().is_loopback()) file += "allow_private_addresses = true\ndelay_seconds = 0\n";
    return file;
}

model::Result<NamedPortal> portal_of_file(const std::string& name) {
    std::error_code ignored;
    if (!fs::exists(name, ignored)) return model::fail(name, "is no file; name a PORTAL.toml, or a URL that begins with http:// or https://");
    auto portal = crawler::load_portal(name);
    if (!portal) return tl::unexpected(portal.error());
    auto content = read_small_file(name);
    if (!content) return tl::unexpected(content.error());
    return NamedPortal{std::move(*portal), std::move(*content)};
}

// Adds the URL to the portal of its host, or makes one.
model::Result<void> add_url(const std::string& name, std::vector<NamedPortal>& portals) {
    const auto url = model::Url::parse(name);
    if (!url) return tl::unexpected(url.error());
    crawler::Portal portal = crawler::portal_of(*url);
    const auto same = std::find_if(portals.begin(), portals.end(), [&](const NamedPortal& other) { return other.portal.id == portal.id; });
    if (same == portals.end()) {
        portals.push_back({portal, file_of(portal)});
    } else if (std::find(same->portal.start.begin(), same->portal.start.end(), *url) == same->portal.start.end()) {
        same->portal.start.push_back(*url);
        same->file = file_of(same->portal);
    }
    return {};
}

fs::path kept_file(const std::string& workspace, const std::string& id) { return fs::path(workspace) / "portals" / (id + ".toml"); }

std::vector<std::string> remembered(const std::string& workspace) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator entry(fs::path(workspace) / "portals", error); !error && entry != fs::directory_iterator(); entry.increment(error))
        if (entry->path().extension() == ".toml") files.push_back(entry->path().string());
    std::sort(files.begin(), files.end());
    return files;
}

const crawler::Portal* find_portal(const std::vector<crawler::Portal>& portals, const std::string& id) {
    for (const crawler::Portal& portal : portals)
        if (portal.id == id) return &portal;
    return nullptr;
}

// What the portal file knows and the page does not say.
void complete_identity(model::Record& record, const crawler::Portal* portal) {
    const auto url = model::Url::parse(record.source.url);
    if (portal == nullptr || !url) return;
    const crawler::Place place = portal->place_of(*url);
    if (record.report.publisher.empty()) record.report.publisher = place.publisher;
    if (record.report.division_code.empty()) record.report.division_code = place.division_code;
}

bool is_readable(const model::Capture& capture) {
    return capture.media_type.empty() || capture.media_type.starts_with("text/") || capture.media_type.find("html") != std::string::npos || capture.media_type.find("xml") != std::string::npos;
}

std::string reason(const model::Record& record) { return record.findings.empty() ? "no report" : record.findings.front().text; }

// A page that the crawler took for a report, or that has the tables of one.
bool is_report(const model::Record& record, const std::optional<model::FrontierEntry>& entry) {
    if (!record.report.form.empty()) return true;
    const bool expected = entry && entry->kind == model::PageKind::report;
    const bool denied = std::any_of(record.findings.begin(), record.findings.end(), [](const model::Finding& finding) {
        return finding.rule == "document.not_a_report" || finding.rule == "document.wall";
    });
    return expected && !denied;
}

class CaptureReader {
public:
    CaptureReader(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals, int jobs, Talk& talk)
        : workspace_(workspace), catalogue_(catalogue), portals_(portals), jobs_(jobs), talk_(talk) {}

    model::Result<ReadCounts> run() {
        const auto captures = catalogue_.unparsed(parser_version());
        if (!captures) return tl::unexpected(captures.error());
        if (auto grouped = catalogue_.begin_group(); !grouped) return tl::unexpected(grouped.error());
        auto counts = read_all(*captures);
        catalogue_.end_group();
        return counts;
    }

private:
    model::Result<ReadCounts> read_all(const std::vector<model::Capture>& captures) {
        for (const model::Capture& capture : captures) {
            if (interruption()) break;
            if (!is_readable(capture)) {
                if (auto marked = mark(capture, "not a page: " + capture.media_type); !marked) return tl::unexpected(marked.error());
                continue;
            }
            if (const auto entry = catalogue_.find(capture.url); entry && *entry && (*entry)->outcome == model::Outcome::too_large) {
                if (auto marked = mark(capture, "too large to be read: " + (*entry)->detail); !marked) return tl::unexpected(marked.error());
                continue;
            }
            auto page = archive::read_page_at((fs::path(workspace_) / "warc" / capture.warc_file).string(), capture.warc_offset);
            if (!page) {
                talk_.error(page.error());
                ++counts_.unreadable;
                continue;
            }
            page->url = capture.url;
            page->fetched_at = iso_time(capture.fetched_at);
            page->warc_file = capture.warc_file;
            page->warc_offset = capture.warc_offset;
            pages_.push_back(std::move(*page));
            waiting_.push_back(capture);
            if (pages_.size() == pages_at_once)
                if (auto stored = store_batch(); !stored) return tl::unexpected(stored.error());
            notice_alive();
            talk_.progress("reading: " + std::to_string(counts_.reports) + " reports");
        }
        if (auto stored = store_batch(); !stored) return tl::unexpected(stored.error());
        return counts_;
    }

    model::Result<void> mark(const model::Capture& capture, const std::string& why) {
        ++counts_.other_pages;
        return catalogue_.mark_not_report(capture.url, capture.digest, parser_version(), why);
    }

    model::Result<void> store_batch() {
        std::vector<model::Record> records = read_reports(pages_, jobs_);
        for (std::size_t i = 0; i < records.size(); ++i)
            if (auto stored = store_record(waiting_[i], records[i]); !stored) return stored;
        pages_.clear();
        waiting_.clear();
        return catalogue_.commit_group();
    }

    model::Result<void> store_record(const model::Capture& capture, model::Record& record) {
        const auto entry = catalogue_.find(capture.url);
        if (!entry) return tl::unexpected(entry.error());
        if (!is_report(record, *entry)) {
            const auto before = catalogue_.find_record(capture.url);
            if (!before) return tl::unexpected(before.error());
            if (*before) return keep_last_report(capture, **before, reason(record), *entry);
            return mark(capture, reason(record));
        }
        complete_identity(record, *entry ? find_portal(portals_, (*entry)->portal) : nullptr);
        ++counts_.reports;
        return catalogue_.save_record(capture.url, capture.digest, parser_version(), out::to_json(record), record);
    }

    // The page held a report and holds none now. What was published stays published: the record of the last good capture is
    // kept, and a finding says what became of the page. A wall in front of it says nothing about it.
    model::Result<void> keep_last_report(const model::Capture& capture, const store::StoredRecord& before, const std::string& why, const std::optional<model::FrontierEntry>& entry) {
        auto record = out::from_json(before.json, before.url);
        if (!record) return tl::unexpected(record.error());
        const bool is_walled = entry && entry->outcome == model::Outcome::wall;
        const auto is_said = [](const model::Finding& finding) { return finding.rule == replaced_rule && finding.figures.empty(); };
        if (!is_walled) {
            talk_.line(capture.url + ": held a report and holds none now: " + why + "; the report is kept as it was last read");
            std::erase_if(record->findings, is_said);
            model::Finding finding;
            finding.id = archive::sha256_hex(capture.url + '\n' + std::string(replaced_rule)).substr(0, 16);
            finding.rule = replaced_rule;
            finding.severity = model::Severity::doubt;
            finding.text = "the page held this report when it was fetched on " + record->source.fetched_at.substr(0, 10) + " and held none on " + iso_time(capture.fetched_at).substr(0, 10) + ": " + why;
            record->findings.push_back(std::move(finding));
        }
        ++counts_.other_pages;
        return catalogue_.save_record(capture.url, capture.digest, parser_version(), out::to_json(*record), *record);
    }

    static constexpr std::string_view replaced_rule = "publication.changed";

    const std::string& workspace_;
    store::Catalogue& catalogue_;
    const std::vector<crawler::Portal>& portals_;
    int jobs_;
    Talk& talk_;
    std::vector<model::Page> pages_;
    std::vector<model::Capture> waiting_;  // of pages_
    ReadCounts counts_;
};

}  // namespace

std::string parser_version() { return "1"; }

model::Result<std::vector<NamedPortal>> gather_portals(const std::string& workspace, const std::vector<std::string>& names) {
    std::vector<NamedPortal> portals;
    for (const std::string& name : names.empty() ? remembered(workspace) : names) {
        if (is_url(name)) {
            if (auto added = add_url(name, portals); !added) return tl::unexpected(added.error());
            continue;
        }
        auto portal = portal_of_file(name);
        if (!portal) return tl::unexpected(portal.error());
        const bool taken = std::any_of(portals.begin(), portals.end(), [&](const NamedPortal& other) { return other.portal.id == portal->portal.id; });
        if (taken) return model::fail(name, "has the id \"" + portal->portal.id + "\" of another portal given; ids must differ");
        portals.push_back(std::move(*portal));
    }
    if (portals.empty()) return model::fail(workspace, "knows no portal yet; name a PORTAL.toml (docs/portals.md) or the URL of a list of reports");
    return portals;
}

model::Result<void> keep_portals(const std::string& workspace, const std::vector<NamedPortal>& portals) {
    std::error_code error;
    fs::create_directories(fs::path(workspace) / "portals", error);
    if (error) return model::fail(workspace + "/portals", "cannot be made: " + error.message());
    for (const NamedPortal& named : portals) {
        auto file = out::OutputFile::create(kept_file(workspace, named.portal.id).string());
        if (!file) return tl::unexpected(file.error());
        if (auto kept = file->write(named.file).and_then([&] { return file->commit(); }); !kept) return kept;
    }
    return {};
}

model::Result<ReadCounts> read_captures(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals, int jobs, Talk& talk) {
    return CaptureReader(workspace, catalogue, portals, jobs, talk).run();
}

model::Result<ExportCounts> write_exports(const std::string& workspace, store::Catalogue& catalogue) {
    const fs::path folder = fs::path(workspace) / "export";
    std::vector<std::unique_ptr<out::Exporter>> exporters;
    for (const auto& [format, name] : {std::pair("csv", "figures.csv"), {"csv-reports", "reports.csv"}, {"csv-findings", "findings.csv"}, {"jsonl", "records.jsonl"}}) {
        auto exporter = out::make_exporter(format, {.path = (folder / name).string(), .forms = parser::builtin_forms(), .existing = out::Existing::replace});
        if (!exporter) return tl::unexpected(exporter.error());
        if (auto begun = (*exporter)->begin(); !begun) return tl::unexpected(begun.error());
        exporters.push_back(std::move(*exporter));
    }
    ExportCounts counts;
    const auto walked = catalogue.for_each_record([&](const store::StoredRecord& stored) -> model::Result<void> {
        const auto record = out::from_json(stored.json, stored.url);
        if (!record) return tl::unexpected(record.error());
        notice_alive();
        ++counts.reports;
        counts.figures += static_cast<std::int64_t>(record->figures.size());
        for (const model::Finding& finding : record->findings) ++counts.findings[static_cast<std::size_t>(finding.severity)];
        for (const auto& exporter : exporters)
            if (auto added = exporter->add(*record); !added) return added;
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
    const auto findings = catalogue.publisher_findings();
    if (!findings) return tl::unexpected(findings.error());
    for (const model::PublisherFinding& of : *findings) {
        ++counts.findings[static_cast<std::size_t>(of.finding.severity)];
        for (const auto& exporter : exporters)
            if (auto added = exporter->add_finding(of); !added) return tl::unexpected(added.error());
    }
    for (const auto& exporter : exporters)
        if (auto ended = exporter->end(); !ended) return tl::unexpected(ended.error());
    return counts;
}

std::string iso_time(model::UnixTime time) {
    const std::time_t seconds = time;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace nianbao::cli
