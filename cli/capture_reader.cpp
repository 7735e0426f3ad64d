// What was fetched is read: every capture that has no record yet becomes one, or is marked as no report.

#include <algorithm>
#include <filesystem>
#include <future>
#include <utility>

#include "archive/page_reader.h"
#include "cli/interrupt.h"
#include "cli/reader.h"
#include "cli/service_notice.h"
#include "cli/workspace.h"
#include "model/url.h"
#include "out/record_json.h"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pages_at_once = 32;
constexpr std::uint64_t largest_sniffed = std::uint64_t{16} << 20;  // bytes of an answer that says to be no page

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
    return capture.media_type.empty() || capture.media_type.starts_with("text/") ||
           capture.media_type.find("html") != std::string::npos || capture.media_type.find("xml") != std::string::npos;
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
    CaptureReader(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals,
                  int jobs, Talk& talk)
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
            const auto entry = catalogue_.find(capture.url);
            if (!entry) return tl::unexpected(entry.error());
            // A page may come under any type; what was linked as a file is one.
            const bool is_a_page = *entry && (*entry)->kind != model::PageKind::attachment && capture.size <= largest_sniffed;
            if (!is_readable(capture) && !is_a_page) {
                if (auto marked = mark(capture, "not a page: " + capture.media_type); !marked)
                    return tl::unexpected(marked.error());
                continue;
            }
            if (*entry && (*entry)->outcome == model::Outcome::too_large) {
                if (auto marked = mark(capture, "too large to be read: " + (*entry)->detail); !marked)
                    return tl::unexpected(marked.error());
                continue;
            }
            auto page =
                archive::read_page_at((fs::path(workspace_) / "warc" / capture.warc_file).string(), capture.warc_offset);
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
                if (auto stored = hand_over(); !stored) return tl::unexpected(stored.error());
            notice_alive();
            talk_.progress("reading: " + std::to_string(counts_.reports) + " reports");
        }
        // The last batch, which is being gathered, and the one before it, which is being read.
        for (int batch = 0; batch < 2; ++batch)
            if (auto stored = hand_over(); !stored) return tl::unexpected(stored.error());
        return counts_;
    }

    model::Result<void> mark(const model::Capture& capture, const std::string& why) {
        ++counts_.other_pages;
        return catalogue_.mark_not_report(capture.url, capture.digest, parser_version(), why);
    }

    // While one batch is read by threads of its own, this one stores the batch before.
    model::Result<void> hand_over() {
        std::vector<model::Record> records = reading_.valid() ? reading_.get() : std::vector<model::Record>();
        const std::vector<model::Capture> captures = std::exchange(being_read_, std::exchange(waiting_, {}));
        if (!pages_.empty())
            reading_ = std::async(std::launch::async,
                                  [pages = std::exchange(pages_, {}), jobs = jobs_] { return read_reports(pages, jobs); });
        for (std::size_t i = 0; i < records.size(); ++i)
            if (auto stored = store_record(captures[i], records[i]); !stored) return stored;
        return catalogue_.commit_group();
    }

    model::Result<void> store_record(const model::Capture& capture, model::Record& record) {
        const auto entry = catalogue_.find(capture.url);
        if (!entry) return tl::unexpected(entry.error());
        if (!is_report(record, *entry)) {
            const auto before = catalogue_.find_record(capture.url);
            if (!before) return tl::unexpected(before.error());
            if (*before) return keep_last_report(capture, reason(record), *entry);
            return mark(capture, reason(record));
        }
        complete_identity(record, *entry ? find_portal(portals_, (*entry)->portal) : nullptr);
        ++counts_.reports;
        return catalogue_.save_record(capture.url, capture.digest, parser_version(), out::to_json(record), record);
    }

    // The page held a report and holds none now. What was published stays published: the record of the last good capture is
    // kept, and the audit says what became of the page. A wall in front of it says nothing about it.
    model::Result<void> keep_last_report(const model::Capture& capture, const std::string& why,
                                         const std::optional<model::FrontierEntry>& entry) {
        const bool is_walled = entry && entry->outcome == model::Outcome::wall;
        if (!is_walled)
            talk_.line(capture.url + ": held a report and holds none now: " + why + "; the report is kept as it was last read");
        ++counts_.other_pages;
        return catalogue_.mark_replaced(capture.url, capture.digest, parser_version(), is_walled ? 0 : capture.fetched_at, why);
    }

    const std::string& workspace_;
    store::Catalogue& catalogue_;
    const std::vector<crawler::Portal>& portals_;
    int jobs_;
    Talk& talk_;
    std::vector<model::Page> pages_;
    std::vector<model::Capture> waiting_;  // of pages_
    std::future<std::vector<model::Record>> reading_;
    std::vector<model::Capture> being_read_;
    ReadCounts counts_;
};

}  // namespace

model::Result<ReadCounts> read_captures(const std::string& workspace, store::Catalogue& catalogue,
                                        const std::vector<crawler::Portal>& portals, int jobs, Talk& talk) {
    return CaptureReader(workspace, catalogue, portals, jobs, talk).run();
}

}  // namespace nianbao::cli
