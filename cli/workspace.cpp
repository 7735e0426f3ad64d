#include "cli/workspace.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "archive/page_reader.h"
#include "cli/interrupt.h"
#include "cli/reader.h"
#include "model/url.h"
#include "out/exporter.h"
#include "out/output_file.h"
#include "out/record_json.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pages_at_once = 32;

bool is_url(const std::string& name) { return name.starts_with("http://") || name.starts_with("https://"); }

// The same place on another origin.
model::Result<model::Url> rebased(const model::Url& url, const model::Url& base) { return model::Url::parse(base.origin() + url.target()); }

model::Result<void> rebase(crawler::Portal& portal, const std::string& base_url) {
    const auto base = model::Url::parse(base_url);
    if (!base) return tl::unexpected(base.error());
    for (model::Url& start : portal.start) {
        auto moved = rebased(start, *base);
        if (!moved) return tl::unexpected(moved.error());
        start = std::move(*moved);
    }
    for (std::vector<std::string>* prefixes : {&portal.scope})
        for (std::string& prefix : *prefixes)
            if (const auto url = model::Url::parse(prefix))
                if (const auto moved = rebased(*url, *base)) prefix = moved->to_string();
    for (crawler::Place& place : portal.places)
        if (const auto url = model::Url::parse(place.prefix))
            if (const auto moved = rebased(*url, *base)) place.prefix = moved->to_string();
    portal.hosts = {base->origin().substr(base->scheme().size() + 3)};
    if (base->is_loopback()) portal.private_addresses = crawler::PrivateAddresses::allow;
    return {};
}

model::Result<std::string> read_small_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad()) return model::fail(path, "cannot be read");
    return content;
}

// A portal file as the workspace keeps it: by its id, so that the same portal is there once.
model::Result<void> remember(const std::string& workspace, const crawler::Portal& portal, const std::string& content) {
    std::error_code error;
    const fs::path folder = fs::path(workspace) / "portals";
    fs::create_directories(folder, error);
    if (error) return model::fail(folder.string(), "cannot be made: " + error.message());
    auto file = out::OutputFile::create((folder / (portal.id + ".toml")).string());
    if (!file) return tl::unexpected(file.error());
    return file->write(content).and_then([&] { return file->commit(); });
}

model::Result<crawler::Portal> portal_from(const std::string& workspace, const std::string& name) {
    if (is_url(name)) {
        const auto url = model::Url::parse(name);
        if (!url) return tl::unexpected(url.error());
        crawler::Portal portal = crawler::portal_of(*url);
        auto kept = remember(workspace, portal, "start = [\"" + url->to_string() + "\"]\nid = \"" + portal.id + "\"\n" + (url->is_loopback() ? "allow_private_addresses = true\ndelay_seconds = 0\n" : ""));
        if (!kept) return tl::unexpected(kept.error());
        return portal;
    }
    auto portal = crawler::load_portal(name);
    if (!portal) return portal;
    const auto content = read_small_file(name);
    if (!content) return tl::unexpected(content.error());
    if (auto kept = remember(workspace, *portal, *content); !kept) return tl::unexpected(kept.error());
    return portal;
}

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
        for (const model::Capture& capture : *captures) {
            if (interruption()) break;
            if (!is_readable(capture)) {
                if (auto marked = mark(capture, "not a page: " + capture.media_type); !marked) return tl::unexpected(marked.error());
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
            talk_.progress("reading: " + std::to_string(counts_.reports) + " reports");
        }
        if (auto stored = store_batch(); !stored) return tl::unexpected(stored.error());
        return counts_;
    }

private:
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
        return {};
    }

    model::Result<void> store_record(const model::Capture& capture, model::Record& record) {
        const auto entry = catalogue_.find(capture.url);
        if (!entry) return tl::unexpected(entry.error());
        if (!is_report(record, *entry)) return mark(capture, reason(record));
        complete_identity(record, *entry ? find_portal(portals_, (*entry)->portal) : nullptr);
        ++counts_.reports;
        return catalogue_.save_record(capture.url, capture.digest, parser_version(), out::to_json(record), record);
    }

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

model::Result<std::vector<crawler::Portal>> gather_portals(const std::string& workspace, const std::vector<std::string>& names, const std::string& base_url) {
    std::vector<crawler::Portal> portals;
    const bool known = names.empty();
    for (const std::string& name : known ? remembered(workspace) : names) {
        auto portal = known ? crawler::load_portal(name) : portal_from(workspace, name);
        if (!portal) return tl::unexpected(portal.error());
        if (find_portal(portals, portal->id) != nullptr) return model::fail(name, "has the id \"" + portal->id + "\" of another portal given; ids must differ");
        if (!base_url.empty())
            if (auto moved = rebase(*portal, base_url); !moved) return tl::unexpected(moved.error());
        portals.push_back(std::move(*portal));
    }
    if (portals.empty()) return model::fail(workspace, "knows no portal yet; name a PORTAL.toml (docs/portals.md) or the URL of a list of reports");
    return portals;
}

model::Result<ReadCounts> read_captures(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals, int jobs, Talk& talk) {
    return CaptureReader(workspace, catalogue, portals, jobs, talk).run();
}

model::Result<ExportCounts> write_exports(const std::string& workspace, store::Catalogue& catalogue) {
    const fs::path folder = fs::path(workspace) / "export";
    std::vector<std::unique_ptr<out::Exporter>> exporters;
    for (const auto& [format, name] : {std::pair("csv", "figures.csv"), {"csv-reports", "reports.csv"}, {"csv-findings", "findings.csv"}, {"jsonl", "records.jsonl"}}) {
        auto exporter = out::make_exporter(format, (folder / name).string(), parser::find_form);
        if (!exporter) return tl::unexpected(exporter.error());
        if (auto begun = (*exporter)->begin(); !begun) return tl::unexpected(begun.error());
        exporters.push_back(std::move(*exporter));
    }
    ExportCounts counts;
    const auto walked = catalogue.for_each_record([&](const store::StoredRecord& stored) -> model::Result<void> {
        const auto record = out::from_json(stored.json, stored.url);
        if (!record) return tl::unexpected(record.error());
        ++counts.reports;
        counts.figures += static_cast<std::int64_t>(record->figures.size());
        for (const model::Finding& finding : record->findings) ++counts.findings[static_cast<std::size_t>(finding.severity)];
        for (const auto& exporter : exporters)
            if (auto added = exporter->add(*record); !added) return added;
        return {};
    });
    if (!walked) return tl::unexpected(walked.error());
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
