// What was fetched is read: every capture that has no record yet becomes one, or is marked as no report.

#include <algorithm>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "archive/page_reader.h"
#include "cli/interrupt.h"
#include "cli/audit_run.h"
#include "cli/reader.h"
#include "cli/record_stream.h"
#include "cli/service_notice.h"
#include "cli/workspace.h"
#include "model/url.h"
#include "out/record_json.h"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pages_a_commit = 32;
constexpr std::uint64_t largest_sniffed = std::uint64_t{16} << 20;  // bytes of an answer that says to be no page

const crawler::Portal* find_portal(const std::vector<crawler::Portal>& portals, const std::string& id) {
    for (const crawler::Portal& portal : portals)
        if (portal.id == id) return &portal;
    return nullptr;
}

// What the portal file knows and the page does not say. True when it was added.
bool complete_identity(model::Record& record, const crawler::Portal* portal) {
    const auto url = model::Url::parse(record.source.url);
    if (portal == nullptr || !url) return false;
    const crawler::Place place = portal->place_of(*url);
    const auto complete = [](std::string& known, const std::string& added) {
        if (!known.empty() || added.empty()) return false;
        known = added;
        return true;
    };
    const bool is_new_publisher = complete(record.report.publisher, place.publisher);
    return complete(record.report.division_code, place.division_code) || is_new_publisher;
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

// What was found out about a capture where it was read, and what is known of its page.
struct CaptureState {
    model::Capture capture;
    std::optional<model::FrontierEntry> entry;
    std::optional<JudgedReport> judged;
};

class CaptureReader {
public:
    CaptureReader(const std::string& workspace, store::Catalogue& catalogue, const std::vector<crawler::Portal>& portals,
                  int jobs, Talk& talk, JudgedReports& judged)
        : workspace_(workspace), catalogue_(catalogue), portals_(portals), jobs_(jobs), talk_(talk), judged_(judged) {}

    model::Result<ReadCounts> run() {
        auto captures = catalogue_.unparsed(parser_version());
        if (!captures) return tl::unexpected(captures.error());
        if (auto grouped = catalogue_.begin_group(); !grouped) return tl::unexpected(grouped.error());
        captures_ = std::move(*captures);
        auto counts = read_all();
        catalogue_.end_group();
        return counts;
    }

private:
    // Threads read; this one takes captures from the archive, stores what was read in their order, and commits now and then.
    model::Result<ReadCounts> read_all() {
        RecordStream stream([this] { return next_document(); }, line_of, jobs_);
        while (auto read = stream.next()) {
            const std::unique_ptr<CaptureState> state = std::move(being_read_.front());
            being_read_.pop_front();
            if (auto stored = store_record(*state, std::move(*read)); !stored) return tl::unexpected(stored.error());
            if (++uncommitted_ % pages_a_commit == 0)
                if (auto committed = catalogue_.commit_group(); !committed) return tl::unexpected(committed.error());
            notice_alive();
            talk_.progress("reading: " + std::to_string(counts_.reports) + " reports");
        }
        if (failure_) return tl::unexpected(*failure_);
        if (auto committed = catalogue_.commit_group(); !committed) return tl::unexpected(committed.error());
        return counts_;
    }

    // Of a record that may be a report; it is stored as this JSON.
    static std::string line_of(model::Record& record) { return record.report.form.empty() ? std::string() : out::to_json(record); }

    // The next capture that can be read; nullopt at the end, and where failure_ is set.
    std::optional<Document> next_document() {
        while (next_ < captures_.size() && !interruption() && !failure_) {
            auto document = document_of(std::move(captures_[next_++]));
            if (!document) failure_ = document.error();
            else if (*document) return std::move(**document);
        }
        return std::nullopt;
    }

    // nullopt for what holds nothing to read; that is noted.
    model::Result<std::optional<Document>> document_of(model::Capture capture) {
        auto entry = catalogue_.find(capture.url);
        if (!entry) return tl::unexpected(entry.error());
        // A page may come under any type; what was linked as a file is one.
        const bool is_a_page = *entry && (*entry)->kind != model::PageKind::attachment && capture.size <= largest_sniffed;
        if (!is_readable(capture) && !is_a_page) return mark(capture, "not a page: " + capture.media_type).map([] { return std::optional<Document>(); });
        if (*entry && (*entry)->outcome == model::Outcome::too_large)
            return mark(capture, "too large to be read: " + (*entry)->detail).map([] { return std::optional<Document>(); });
        auto page = archive::read_page_at((fs::path(workspace_) / "warc" / capture.warc_file).string(), capture.warc_offset);
        if (!page) {
            talk_.error(page.error());
            ++counts_.unreadable;
            return std::nullopt;
        }
        page->url = capture.url;
        page->fetched_at = iso_time(capture.fetched_at);
        page->warc_file = capture.warc_file;
        page->warc_offset = capture.warc_offset;
        being_read_.push_back(std::make_unique<CaptureState>(CaptureState{std::move(capture), std::move(*entry), {}}));
        CaptureState& state = *being_read_.back();
        const crawler::Portal* portal = state.entry ? find_portal(portals_, state.entry->portal) : nullptr;
        return Document(std::move(*page), [&state, portal](model::Record& record) { finish(record, portal, state); });
    }

    // On the thread that read the record.
    static void finish(model::Record& record, const crawler::Portal* portal, CaptureState& state) {
        if (complete_identity(record, portal)) assess_report(record);
        if (!record.report.form.empty()) state.judged = judged_when_read(record);
    }

    model::Result<void> mark(const model::Capture& capture, const std::string& why) {
        ++counts_.other_pages;
        return catalogue_.mark_not_report(capture.url, capture.digest, parser_version(), why);
    }

    model::Result<void> store_record(CaptureState& state, ReadDocument read) {
        const model::Capture& capture = state.capture;
        if (!is_report(read.record, state.entry)) {
            const auto before = catalogue_.find_record(capture.url);
            if (!before) return tl::unexpected(before.error());
            // The same bytes, and only this program reads them otherwise: that says nothing about the publisher.
            const bool is_walled = state.entry && state.entry->outcome == model::Outcome::wall;
            if (*before && (*before)->digest == capture.digest && (*before)->replaced_at == 0 && !is_walled) return keep_what_was_read(capture, reason(read.record));
            if (*before) return keep_last_report(capture, reason(read.record), state.entry);
            return mark(capture, reason(read.record));
        }
        ++counts_.reports;
        if (state.judged) judged_.insert_or_assign(capture.url, std::move(*state.judged));
        if (read.line.empty()) read.line = out::to_json(read.record);
        return catalogue_.save_record(capture.url, capture.digest, parser_version(), read.line, read.record);
    }

    model::Result<void> keep_what_was_read(const model::Capture& capture, const std::string& why) {
        talk_.line(capture.url + ": was read as a report before and is none by this nianbao: " + why + "; the record is kept");
        ++counts_.other_pages;
        return catalogue_.mark_replaced(capture.url, capture.digest, parser_version(), 0, why);
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
    JudgedReports& judged_;
    std::vector<model::Capture> captures_;
    std::size_t next_ = 0;  // of captures_
    std::deque<std::unique_ptr<CaptureState>> being_read_;  // in the order of the documents
    std::optional<model::Error> failure_;                   // of the catalogue, met while a document was fetched
    std::size_t uncommitted_ = 0;
    ReadCounts counts_;
};

}  // namespace

model::Result<ReadCounts> read_captures(const std::string& workspace, store::Catalogue& catalogue,
                                        const std::vector<crawler::Portal>& portals, int jobs, Talk& talk,
                                        JudgedReports& judged) {
    return CaptureReader(workspace, catalogue, portals, jobs, talk, judged).run();
}

}  // namespace nianbao::cli
