#pragma once
// Appends exchanges to the WARC files of a workspace: nianbao-<timestamp>-<serial>.warc.gz, one gzip member a record, each
// with its CDXJ index beside it. A file is sealed at a size and a new one begun. One writer a folder (the workspace's lock
// sees to that). For one thread; only commit() may be called by another.

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/exchange.h"
#include "archive/segment.h"
#include "model/capture.h"
#include "model/result.h"

namespace nianbao::archive {

inline constexpr std::string_view warc_ending = ".warc.gz";
inline constexpr std::string_view sealed_ending = ".sealed.warc.gz";  // recompress.h

// Our segments in the folder, by serial. Error: the folder cannot be listed.
[[nodiscard]] model::Result<std::vector<std::pair<int, std::string>>> list_segments(const std::string& folder);

// When what was written is safe from a power cut (from a kill it always is).
enum class Durability {
    each_exchange,  // when write_exchange returns
    at_commit,      // when commit returns: for a crawler that commits several exchanges and the catalogue together
};

struct WriterOptions {
    std::int64_t segment_size = std::int64_t{1} << 30;  // bytes after which a segment is sealed
    Durability durability = Durability::each_exchange;
    std::string software = "nianbao";
    std::string user_agent{};  // as sent, for the warcinfo record
};

struct Written {
    model::Capture capture;   // what was archived and where; `location` is left to the crawler
    std::int64_t length = 0;  // bytes of the response or revisit record in the file
    std::string record_id;    // "<urn:uuid:…>"
};

class WarcWriter {
public:
    // Makes the folder, mends what a killed run left (see repairs). No file is begun before the first exchange.
    [[nodiscard]] static model::Result<WarcWriter> open(const std::string& folder, WriterOptions options = {});

    // Writes response (or revisit), request and metadata. Whether it is a revisit follows from exchange.previous, the
    // status and the digest; Written says. After an Error nothing of the exchange is in the file, which ends in a whole
    // record; the writer can be used again (once there is space on the disk, say).
    [[nodiscard]] model::Result<Written> write_exchange(Exchange exchange);
    // For exchanges that a pool of threads has prepared.
    [[nodiscard]] model::Result<Written> write_prepared(PreparedExchange prepared);
    // Durability::at_commit: returns when all that was written before the call is on the disk; more may be written meanwhile.
    // After a failure every later call fails: what the disk holds is found out when the folder is opened again.
    [[nodiscard]] model::Result<void> commit();

    // The end of a run: commits, and sorts the index of the segment, as look-up by other tools wants it. The next run goes on
    // with the segment; this writer does not.
    [[nodiscard]] model::Result<void> finish();

    // The record that a capture names; nullopt when it cannot be read. For those who prepare exchanges themselves.
    [[nodiscard]] std::optional<RecordReference> refer_to(const model::Capture& capture) const;

    [[nodiscard]] const std::vector<Repair>& repairs() const { return repairs_; }
    // The segment that is gone on with, and where it ends; nullopt when the next exchange begins a new one.
    struct End {
        std::string file;
        std::int64_t size = 0;
    };
    [[nodiscard]] std::optional<End> end() const;

private:
    WarcWriter(std::string folder, WriterOptions options) : folder_(std::move(folder)), options_(std::move(options)) {}
    struct Locks {
        std::mutex committing;  // taken first: one commit at a time, and the segment stays the same meanwhile
        std::mutex writing;     // the segment's state
    };
    [[nodiscard]] model::Result<void> seal_when_full();
    [[nodiscard]] model::Result<void> ensure_segment(model::UnixTime now);
    [[nodiscard]] model::Result<Written> write_large(const Exchange& exchange);

    std::string folder_;
    WriterOptions options_;
    MemberWriter compressor_;
    std::optional<Segment> segment_;
    std::unique_ptr<Locks> locks_ = std::make_unique<Locks>();
    int last_serial_ = 0;
    std::vector<Repair> repairs_;
};

}  // namespace nianbao::archive
