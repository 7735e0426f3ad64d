#include "cli/workspace_audit.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "archive/page_reader.h"
#include "audit/audit.h"
#include "cli/audit_knowledge.h"
#include "cli/reader.h"
#include "cli/workspace.h"
#include "out/record_json.h"
#include "parser/form_file.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t batch_records = 64;  // what is judged at once, on several threads

bool holds_content(const model::Capture& capture) {
    return capture.status >= 200 && capture.status < 300 && capture.revisit == model::Revisit::none && !capture.truncated;
}

// The captures of different contents, oldest first.
std::vector<model::Capture> different_contents(const std::vector<model::Capture>& captures) {
    std::vector<model::Capture> contents;
    std::set<std::string> seen;
    for (const model::Capture& capture : captures)
        if (holds_content(capture) && seen.insert(capture.digest).second) contents.push_back(capture);
    return contents;
}

model::Result<model::Record> read_capture(const std::string& workspace, const model::Capture& capture) {
    auto page =
        archive::read_page_at((std::filesystem::path(workspace) / "warc" / capture.warc_file).string(), capture.warc_offset);
    if (!page) return tl::unexpected(page.error());
    page->url = capture.url;
    page->fetched_at = iso_time(capture.fetched_at);
    page->warc_file = capture.warc_file;
    page->warc_offset = capture.warc_offset;
    return read_report(*page);
}

// What the portal file told of the newest reading is true of the older ones.
void complete(model::Record& older, const model::Record& newest) {
    if (older.report.publisher.empty()) older.report.publisher = newest.report.publisher;
    if (older.report.division_code.empty()) older.report.division_code = newest.report.division_code;
    if (!older.report.year) older.report.year = newest.report.year;
}

// Writes the findings into the stored record, where they differ.
model::Result<void> keep_findings(store::Catalogue& catalogue, const std::string& url, std::vector<model::Finding>& findings) {
    const auto is_kept = catalogue.has_findings(url, findings);
    if (!is_kept) return tl::unexpected(is_kept.error());
    if (*is_kept) return {};
    const auto stored = catalogue.find_record(url);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return {};
    auto record = out::from_json((*stored)->json, url);
    if (!record) return tl::unexpected(record.error());
    record->findings = std::move(findings);
    return catalogue.save_findings(url, out::to_json(*record), record->findings);
}

// The content that the stored record was read from: the newest, or the last that held a report.
bool is_read_from(const store::StoredRecord& stored, const model::Record& record, const model::Capture& capture) {
    return capture.digest == stored.digest ||
           (capture.warc_file == record.source.warc_file && capture.warc_offset == record.source.warc_offset);
}

// The page was taken down: since the first answer behind the last good one, which stays the same however often it is asked again.
model::Result<void> add_withdrawal(const std::string& url, const std::vector<model::Capture>& captures, store::Catalogue& catalogue, audit::Evidence& evidence) {
    const auto entry = catalogue.find(url);
    if (!entry) return tl::unexpected(entry.error());
    if (!*entry || (*entry)->outcome != model::Outcome::gone) return {};
    const auto is_there = [](const model::Capture& capture) { return capture.status == 304 || (capture.status >= 200 && capture.status < 300); };
    if (!captures.empty() && is_there(captures.back())) return {};  // not had in between, and back as it was (304)
    model::UnixTime since = (*entry)->fetched_at;
    for (auto capture = captures.rbegin(); capture != captures.rend() && !is_there(*capture); ++capture) since = capture->fetched_at;
    evidence.none_since = iso_time(since);
    evidence.none_why = (*entry)->detail.empty() ? std::string(model::name_of((*entry)->outcome)) : (*entry)->detail;
    return {};
}

constexpr std::string_view due_rule = "deadline.due";  // told when it is asked for, as `audit --deadline` does

model::Result<void> expect_roster(const std::string& workspace, store::Catalogue& catalogue, AuditRun& run, Talk& talk) {
    const std::string path = roster_of(workspace);
    if (path.empty()) return {};
    auto roster = load_roster(path);
    if (!roster) return tl::unexpected(roster.error());
    for (const std::string& remark : roster->remarks) talk.line("nianbao: " + remark);
    auto failures = failures_of(catalogue);
    if (!failures) return tl::unexpected(failures.error());
    run.expect(std::move(*roster), std::move(*failures));
    return {};
}

// Under the name that the publisher's reports have, so that it stands with them; else under the roster's.
model::PublisherFinding about_no_report(const FindingLine& line, const AuditResult& result) {
    const ReportName& missing = result.names[line.report];
    const ReportName& known = line.sibling ? result.names[*line.sibling] : missing;
    return {known.publisher, known.division_code, missing.year, line.finding};
}

}  // namespace

model::Result<std::vector<ContentCapture>> contents_of(const std::string& workspace, store::Catalogue& catalogue,
                                                       const std::string& url, Talk& talk, bool& all_read) {
    const auto captures = catalogue.captures(url);
    if (!captures) return tl::unexpected(captures.error());
    std::vector<ContentCapture> contents;
    for (const model::Capture& capture : different_contents(*captures)) {
        auto record = read_capture(workspace, capture);
        if (!record) {
            talk.error(record.error());
            all_read = false;
            continue;
        }
        contents.push_back({capture, std::move(*record)});
    }
    return contents;
}

namespace {

// The reports of a workspace on their way into the audit.
class WorkspaceReports {
public:
    WorkspaceReports(const std::string& workspace, store::Catalogue& catalogue, JudgedReports judged, AuditRun& run, Talk& talk)
        : workspace_(workspace), catalogue_(catalogue), judged_(std::move(judged)), run_(run), talk_(talk) {}

    model::Result<bool> add_all() {
        const auto walked = catalogue_.for_each_record([this](const store::StoredRecord& stored) { return add(stored); },
                                                       [this](const std::string& url) { return !judged_.contains(url); });
        if (!walked) return tl::unexpected(walked.error());
        if (auto handed = hand_over(); !handed) return tl::unexpected(handed.error());
        return all_read_;
    }

private:
    model::Result<void> add(const store::StoredRecord& stored) {
        const auto captures = catalogue_.captures(stored.url);
        if (!captures) return tl::unexpected(captures.error());
        AuditInput input;
        if (stored.replaced_at != 0) {
            input.evidence.none_since = iso_time(stored.replaced_at);
            input.evidence.none_why = stored.replaced_why;
        } else if (auto added = add_withdrawal(stored.url, *captures, catalogue_, input.evidence); !added) {
            return added;
        }
        if (auto added = add_workspace_evidence(stored.url, catalogue_, input.evidence); !added) return added;
        if (different_contents(*captures).size() > 1)
            if (auto added = add_older(stored); !added) return added;
        if (const auto judged = judged_.find(stored.url); judged != judged_.end()) {
            input.judged = std::move(judged->second);
            judged_.erase(judged);
        } else {
            input.json = stored.json;
            input.url = stored.url;
        }
        batch_.push_back(std::move(input));
        ++count_;
        if (batch_.size() < batch_records) return {};
        talk_.progress("auditing: " + std::to_string(count_) + " reports");
        return hand_over();
    }

    // What the address held before.
    model::Result<void> add_older(store::StoredRecord stored) {
        if (stored.json.empty()) {
            auto whole = catalogue_.find_record(stored.url);
            if (!whole) return tl::unexpected(whole.error());
            if (*whole) stored = std::move(**whole);
        }
        const auto record = out::from_json(stored.json, stored.url);
        if (!record) return tl::unexpected(record.error());
        auto contents = contents_of(workspace_, catalogue_, stored.url, talk_, all_read_);
        if (!contents) return tl::unexpected(contents.error());
        for (ContentCapture& content : *contents) {
            if (is_read_from(stored, *record, content.capture) || content.record.report.form.empty()) continue;
            complete(content.record, *record);
            batch_.push_back({std::move(content.record), {}});
        }
        return {};
    }

    model::Result<void> hand_over() { return run_.add(std::exchange(batch_, {})); }

    const std::string& workspace_;
    store::Catalogue& catalogue_;
    JudgedReports judged_;
    AuditRun& run_;
    Talk& talk_;
    std::vector<AuditInput> batch_;
    std::size_t count_ = 0;
    bool all_read_ = true;
};

}  // namespace

model::Result<bool> add_workspace(const std::string& workspace, store::Catalogue& catalogue, JudgedReports judged, AuditRun& run, Talk& talk) {
    return WorkspaceReports(workspace, catalogue, std::move(judged), run, talk).add_all();
}

std::string roster_of(const std::string& workspace) {
    std::error_code ignored;
    std::string path = (std::filesystem::path(workspace) / "roster.csv").string();
    return std::filesystem::exists(path, ignored) ? path : std::string();
}

model::Result<void> check_roster(const std::string& workspace) {
    const std::string path = roster_of(workspace);
    if (path.empty()) return {};
    if (const auto roster = load_roster(path); !roster) return tl::unexpected(roster.error());
    return {};
}

model::Result<AuditResult> audit_workspace(const std::string& workspace, store::Catalogue& catalogue, JudgedReports judged, int jobs,
                                           std::vector<model::PublisherFinding> of_the_run, Talk& talk) {
    AuditRun run({today_in_china(), audit::DeadlineTable::builtin(), jobs});
    if (const auto added = add_workspace(workspace, catalogue, std::move(judged), run, talk); !added) return tl::unexpected(added.error());
    if (auto expected = expect_roster(workspace, catalogue, run, talk); !expected) return tl::unexpected(expected.error());
    AuditResult result = run.finish();
    std::map<std::string, std::vector<model::Finding>> by_url;
    for (const FindingLine& line : result.lines) {
        if (line.report < result.reports)
            by_url[result.names[line.report].url].push_back(line.finding);
        else if (line.finding.rule != due_rule)
            of_the_run.push_back(about_no_report(line, result));
    }
    if (auto kept = catalogue.save_publisher_findings(of_the_run); !kept) return tl::unexpected(kept.error());
    const auto urls = catalogue.record_urls();
    if (!urls) return tl::unexpected(urls.error());
    if (auto grouped = catalogue.begin_group(); !grouped) return tl::unexpected(grouped.error());
    model::Result<void> kept;
    for (auto url = urls->begin(); kept && url != urls->end(); ++url) kept = keep_findings(catalogue, *url, by_url[*url]);
    if (kept) kept = catalogue.commit_group();
    catalogue.end_group();
    if (!kept) return tl::unexpected(kept.error());
    return result;
}

}  // namespace nianbao::cli
