#pragma once
// The catalogue of a workspace: what is known, what is due, what was archived and what was read from it. Everything that
// is reported as done is on the disk. The interface speaks of nouns only, so that a server database can stand behind it.
//
//   WORKSPACE/  nianbao.sqlite  lock  warc/  export/  log/

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/capture.h"
#include "model/record.h"
#include "model/result.h"
#include "store/rows.h"

namespace nianbao::store {

class Catalogue {
public:
    // Makes the folders that are missing, takes the workspace's lock, brings the file to the newest schema.
    // Error: in use by another nianbao (named by pid), no permission, damaged, of a newer nianbao.
    [[nodiscard]] static model::Result<Catalogue> open(const std::string& workspace);
    // To look only; needs no lock and sees what a running harvest has committed. Error: there is no workspace.
    [[nodiscard]] static model::Result<Catalogue> open_read_only(const std::string& workspace);
    // Whether an older nianbao wrote it, so that it is to be opened once before it can be looked at. Error: there is no workspace.
    [[nodiscard]] static model::Result<bool> is_outdated(const std::string& workspace);
    ~Catalogue();
    Catalogue(Catalogue&&) noexcept;
    Catalogue& operator=(Catalogue&&) noexcept;

    // --- groups -----------------------------------------------------------------------------------------------------
    // A crawl asks for many small changes; a group lets several of them wait for one write to the disk. From begin_group
    // on, a change is seen here at once and is safe from a kill once commit_group returns, from a power cut a second or two later or
    // once end_group returns, which undoes what was not committed.
    [[nodiscard]] model::Result<void> begin_group();
    [[nodiscard]] model::Result<void> commit_group();
    void end_group();

    // --- runs -------------------------------------------------------------------------------------------------------
    // A run over the entries of these portals, or of all when there are none; origins_due() and next() speak of no others.
    // Goes on with the last run if that never ended and was of the same portals, else begins a new one, in which every entry
    // may be tried once its due_at has come. An entry that was finished in a run is not due again in it.
    [[nodiscard]] model::Result<Run> begin_run(model::UnixTime now, const std::vector<std::string>& portals = {});
    [[nodiscard]] model::Result<void> end_run(model::UnixTime now);
    [[nodiscard]] model::Result<std::optional<Run>> last_run();

    // --- frontier ---------------------------------------------------------------------------------------------------
    // Takes in what is not known yet, with its outcome (`due`, or why it will not be fetched); all or nothing. A known URL
    // keeps its state, but takes the better kind (start before list before report before attachment) and the smaller
    // depth, and one that was out_of_scope becomes due when it now comes as due. Returns how many were new.
    [[nodiscard]] model::Result<std::int64_t> add(const std::vector<model::FrontierEntry>& entries);
    // Origins with an entry to try in this run whose due_at is not after `until`, by ready_at, then name.
    [[nodiscard]] model::Result<std::vector<OriginDue>> origins_due(model::UnixTime until);
    // Start pages and lists of the portal whose links were last read by other rules are due by `now`.
    [[nodiscard]] model::Result<void> apply_rules(std::string_view portal, std::string_view rules, model::UnixTime now);
    // The entry of the origin to try first: by priority, then kind (discovery before reports before attachments), depth, first_seen, url.
    // The same until it is finished. nullopt: none is due.
    [[nodiscard]] model::Result<std::optional<model::FrontierEntry>> next(std::string_view origin, model::UnixTime now);
    // The end of one try, or of several, with captures and discovered links: all or nothing. An outcome other than `due` is
    // final for this run. Returns how many of the discovered URLs were new.
    [[nodiscard]] model::Result<std::int64_t> finish(const Finished& finished);
    [[nodiscard]] model::Result<std::int64_t> finish_all(const std::vector<Finished>& finished);
    [[nodiscard]] model::Result<std::optional<model::FrontierEntry>> find(std::string_view url);
    // Entries of the origin that were fetched with this digest, other than `url`.
    [[nodiscard]] model::Result<std::vector<model::FrontierEntry>> same_content(std::string_view origin, std::string_view digest, std::string_view url, std::size_t most);
    [[nodiscard]] model::Result<OutcomeCounts> counts();
    // Whatever was to be visited again later is due now.
    [[nodiscard]] model::Result<void> hasten(model::UnixTime now);
    // By URL; nullopt for all of them. The visitor's Error ends the walk and is returned.
    using EntryVisitor = std::function<model::Result<void>(const model::FrontierEntry&)>;
    [[nodiscard]] model::Result<void> for_each_entry(std::optional<model::Outcome> outcome, const EntryVisitor& visit);
    [[nodiscard]] model::Result<std::vector<model::FrontierEntry>> entries(std::optional<model::Outcome> outcome);

    // --- hosts ------------------------------------------------------------------------------------------------------
    [[nodiscard]] model::Result<std::optional<OriginState>> load_origin(std::string_view origin);
    [[nodiscard]] model::Result<void> save_origin(const OriginState& state);
    [[nodiscard]] model::Result<std::optional<HostState>> load_host(std::string_view host);
    [[nodiscard]] model::Result<void> save_host(const HostState& state);
    // Gives the host to `owner` until then, anew or for longer, unless another holds it beyond `now` (both in milliseconds since
    // 1970): the lease as it is now says whose it is.
    [[nodiscard]] model::Result<HostLease> lease_host(std::string_view host, std::string_view owner, std::int64_t now, std::int64_t until);
    // All leases end. Who holds the workspace's lock is the only one there is.
    [[nodiscard]] model::Result<void> release_hosts();
    // Notes of the run that is under way, which a fresh run begins without. A note replaces the one of its kind and key.
    [[nodiscard]] model::Result<void> keep_notes(const std::vector<Note>& notes);
    [[nodiscard]] model::Result<std::vector<Note>> notes();

    // --- captures ---------------------------------------------------------------------------------------------------
    // The newest answer 2xx of the URL whose payload is in the archive; of a payload that was archived under another URL or
    // at another time, warc_file and warc_offset say where the bytes are.
    [[nodiscard]] model::Result<std::optional<model::Capture>> last_content_capture(std::string_view url);
    // All of them, oldest first.
    [[nodiscard]] model::Result<std::vector<model::Capture>> captures(std::string_view url);
    // last_content_capture of every URL that this version of the parser has not read yet, by URL.
    [[nodiscard]] model::Result<std::vector<model::Capture>> unparsed(std::string_view parser_version);

    // The newest file of the archive ends at `end`: what the catalogue says to stand behind that was lost in a power cut. Those
    // captures are forgotten, and their pages are due. Returns how many captures.
    [[nodiscard]] model::Result<std::int64_t> forget_captures(std::string_view warc_file, std::int64_t end);
    // True when a capture or a record stands in that file of the archive.
    [[nodiscard]] model::Result<bool> has_captures_in(std::string_view warc_file);
    // A file of the archive was packed anew: captures and records that stand in it follow, all or none.
    [[nodiscard]] model::Result<void> move_captures(std::string_view from_file, std::string_view to_file,
                                                    const std::vector<std::pair<std::int64_t, std::int64_t>>& offsets);

    // --- records ----------------------------------------------------------------------------------------------------
    // Replaces what was stored for the URL; all or nothing. `json` is the record as nianbao.record/1.
    [[nodiscard]] model::Result<void> save_record(std::string_view url, std::string_view digest,
                                                  std::string_view parser_version, std::string_view json,
                                                  const model::Record& record);
    // The page holds no report; it is not parsed again until its content or the parser changes.
    [[nodiscard]] model::Result<void> mark_not_report(std::string_view url, std::string_view digest,
                                                      std::string_view parser_version, std::string_view why);
    // The page of a record was parsed and holds no report any more: what was published stays, and `replaced_at` with `why` says
    // what became of it. replaced_at 0: nothing can be said (a wall stands in front of it), it is only not parsed again.
    [[nodiscard]] model::Result<void> mark_replaced(std::string_view url, std::string_view digest, std::string_view parser_version,
                                                    model::UnixTime replaced_at, std::string_view why);
    // The findings of a stored record, and its JSON with them; the rest stays as it is. All or nothing.
    [[nodiscard]] model::Result<void> save_findings(std::string_view url, std::string_view json, const std::vector<model::Finding>& findings);
    // True when just these are stored: all but their spans are compared.
    [[nodiscard]] model::Result<bool> has_findings(std::string_view url, const std::vector<model::Finding>& findings);
    [[nodiscard]] model::Result<std::optional<StoredRecord>> find_record(std::string_view url);
    // The reports of a publisher, by its name or its division code, on a year; by URL.
    [[nodiscard]] model::Result<std::vector<StoredRecord>> records_of(std::string_view publisher, int year);
    // The years on which there are reports of it; nullopt for an unknown one.
    [[nodiscard]] model::Result<std::vector<std::optional<int>>> years_of(std::string_view publisher);
    // The names of publishers, each once, in the order of bytes.
    [[nodiscard]] model::Result<std::vector<std::string>> publishers(std::size_t most);
    // In the order of for_each_record.
    [[nodiscard]] model::Result<std::vector<std::string>> record_urls();
    // By publisher, year (unknown first) and URL, compared by bytes; one record in memory at a time. The visitor's Error
    // ends the walk and is returned.
    using RecordVisitor = std::function<model::Result<void>(const StoredRecord&)>;
    [[nodiscard]] model::Result<void> for_each_record(const RecordVisitor& visit);
    // The same without the JSON, which is most of what is read, of those URLs for which `needs_json` says no.
    [[nodiscard]] model::Result<void> for_each_record(const RecordVisitor& visit, const std::function<bool(const std::string& url)>& needs_json);
    // The same, one record at each call, nullopt behind the last; the catalogue must outlive it.
    using RecordCursor = std::function<model::Result<std::optional<StoredRecord>>()>;
    [[nodiscard]] model::Result<RecordCursor> records();

    // Findings about no report, in their order. Saving replaces them all.
    [[nodiscard]] model::Result<void> save_publisher_findings(const std::vector<model::PublisherFinding>& findings);
    [[nodiscard]] model::Result<std::vector<model::PublisherFinding>> publisher_findings();

    // What each portal shows now, by its id.
    [[nodiscard]] model::Result<std::map<std::string, ReportCounts>> count_reports();
    // The counts of the run before, as they were saved.
    [[nodiscard]] model::Result<std::map<std::string, ReportCounts>> report_counts();
    [[nodiscard]] model::Result<void> save_report_counts(const std::map<std::string, ReportCounts>& counts);

private:
    struct State;
    explicit Catalogue(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace nianbao::store
