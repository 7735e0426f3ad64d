#pragma once
// One WARC of a workspace and its index, open for appending. What stands in it is always whole gzip members: a failed write
// is taken back, and the torn tail that a kill or a power cut left is cut off when the segment is opened again.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "archive/cdxj.h"
#include "archive/file.h"
#include "model/result.h"

namespace nianbao::archive {

// What reopening had to mend, for the log.
struct Repair {
    std::string file;            // name of the segment
    std::int64_t cut_bytes = 0;  // bytes behind the last whole member; 0 when there were none
    std::string kept_in;         // name of the file that keeps them; "" when there were none
    bool index_rebuilt = false;  // the index lacked lines, or had wrong ones
};

class Segment {
public:
    // The file must not be there yet.
    [[nodiscard]] static model::Result<Segment> create(const std::string& folder, const std::string& name);
    // Repairs what is torn, and completes the index from the WARC.
    [[nodiscard]] static model::Result<Segment> reopen(const std::string& folder, const std::string& name, Repair& repair);

    // Appends whole members and remembers the index entry (its offset is counted from the begin of `members`) until the
    // next commit. Returns the offset. After an Error the file ends as before the call.
    [[nodiscard]] model::Result<std::int64_t> append(std::string_view members, std::optional<IndexEntry> entry);
    // The same for one member that is given piece by piece, until `next` returns false. Its index entry is completed with
    // place and length.
    [[nodiscard]] model::Result<std::int64_t> append_pieces(const std::function<bool(std::string&)>& next, IndexEntry entry);
    // Returns when everything appended is on the disk; only then it is written to the index.
    [[nodiscard]] model::Result<void> commit();
    // The same in three steps, for those who append while the disk takes its time: only sync() may run beside append.
    struct SyncPoint {
        std::int64_t size = 0;  // bytes that the sync covers
        std::string lines;      // their index
    };
    [[nodiscard]] SyncPoint begin_commit();
    [[nodiscard]] model::Result<void> sync() const { return warc_.sync(); }
    [[nodiscard]] model::Result<void> end_commit(SyncPoint point, model::Result<void> synced);
    // Cuts the segment back to a size that append returned as offset, and forgets the index entries since the last commit.
    void take_back(std::int64_t offset);
    // Commits and sorts the index. Nothing may be appended afterwards.
    [[nodiscard]] model::Result<void> seal();

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::int64_t size() const { return size_; }

private:
    Segment(File warc, File index, std::string name)
        : warc_(std::move(warc)), index_(std::move(index)), name_(std::move(name)) {}
    [[nodiscard]] model::Result<void> check() const;
    File warc_;
    File index_;
    std::string name_;
    std::int64_t size_ = 0;
    std::int64_t index_size_ = 0;
    std::int64_t synced_size_ = 0;
    std::string pending_lines_;
    bool broken_ = false;  // the file's end is not known to be whole: reopening repairs it
};

// "x.warc.gz" -> "x.cdxj".
[[nodiscard]] std::string index_name(std::string_view warc_name);

// Makes the index of a segment that has none. Returns true when it was made.
[[nodiscard]] model::Result<bool> ensure_index(const std::string& folder, const std::string& name);

}  // namespace nianbao::archive
