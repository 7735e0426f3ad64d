#include "cli/workspace.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "cli/record_source.h"
#include "cli/service_notice.h"
#include "model/url.h"
#include "out/exporter.h"
#include "out/output_file.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

model::Result<store::Catalogue> open_to_read(const std::string& workspace) {
    const auto is_outdated = store::Catalogue::is_outdated(workspace);
    if (!is_outdated) return tl::unexpected(is_outdated.error());
    if (*is_outdated)
        if (const auto brought = store::Catalogue::open(workspace); !brought)
            return model::fail(brought.error().where, brought.error().what + "; it was written by an older nianbao and must be brought up to date first");
    return store::Catalogue::open_read_only(workspace);
}

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

std::string kept_contact(const std::string& workspace) {
    std::ifstream file((fs::path(workspace) / "portals" / "contact").string());
    std::string line;
    std::getline(file, line);
    return crawler::is_contact(line) ? line : "";
}

model::Result<void> keep_contact(const std::string& workspace, const std::string& contact) {
    if (contact == kept_contact(workspace)) return {};
    auto file = out::OutputFile::create((fs::path(workspace) / "portals" / "contact").string());
    if (!file) return tl::unexpected(file.error());
    return file->write(contact + "\n").and_then([&] { return file->commit(); });
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
    auto records = RecordSource::of_catalogue(catalogue);
    if (!records) return tl::unexpected(records.error());
    while (true) {
        const auto record = records->next();
        if (!record) return tl::unexpected(record.error());
        if (!*record) break;
        notice_alive();
        ++counts.reports;
        counts.figures += static_cast<std::int64_t>((*record)->figures.size());
        for (const model::Finding& finding : (*record)->findings) ++counts.findings[static_cast<std::size_t>(finding.severity)];
        for (const auto& exporter : exporters)
            if (auto added = exporter->add(**record); !added) return tl::unexpected(added.error());
    }
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
