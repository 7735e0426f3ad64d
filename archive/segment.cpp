#include "archive/segment.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "archive/index_file.h"
#include "archive/warc_stream.h"

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

std::string inside(const std::string& folder, const std::string& name) { return folder + "/" + name; }

// The end of the last whole member, reading on from `from`, which must be the begin of one.
Result<std::int64_t> end_of_whole_members(const std::string& path, std::int64_t from) {
    auto stream = WarcStream::open(path, from);
    if (!stream) return tl::unexpected(stream.error());
    std::int64_t end = from;
    if (!stream->is_gzip()) return end;
    do {
        for (auto bytes = stream->peek(1); !bytes.empty(); bytes = stream->peek(1)) stream->drop(bytes.size());
        if (stream->read_failed()) return fail(path, stream->damage());  // nothing may be cut for that
        if (!stream->damage().empty()) break;
        end = stream->member_end();
    } while (stream->next_member());
    return end;
}

// A name beside the WARC that is not taken yet: "x.warc.gz.torn", "x.warc.gz.torn.2" …
std::string free_torn_name(const std::string& folder, const std::string& name) {
    std::string torn = name + ".torn";
    for (int i = 2; std::filesystem::exists(inside(folder, torn)); ++i) torn = name + ".torn." + std::to_string(i);
    return torn;
}

// Keeps the bytes from `end` on in a file of their own, then cuts them off.
Result<void> cut_tail(const std::string& folder, const std::string& name, File& warc, std::int64_t end, Repair& repair) {
    const auto size = warc.size();
    if (!size) return tl::unexpected(size.error());
    if (*size == end) return {};
    repair.kept_in = free_torn_name(folder, name);
    repair.cut_bytes = *size - end;
    auto torn = File::open_append(inside(folder, repair.kept_in));
    if (!torn) return tl::unexpected(torn.error());
    std::string piece(std::size_t{1} << 20, '\0');
    for (std::int64_t at = end; at < *size;) {
        const auto got = warc.read_at(piece.data(), piece.size(), at);
        if (!got) return tl::unexpected(got.error());
        if (*got == 0) break;
        if (auto kept = torn->write_all(std::string_view(piece.data(), *got)); !kept) return kept;
        at += static_cast<std::int64_t>(*got);
    }
    if (auto kept = torn->sync(); !kept) return kept;
    if (auto kept = sync_folder(folder); !kept) return kept;
    if (auto cut = warc.truncate(end); !cut) return cut;
    return warc.sync();
}

// Whether the index ends with what stands in the segment from its last line's record on.
Result<bool> is_complete(const IndexEnd& end, const std::string& path, const std::string& name) {
    std::vector<std::string> known = end.lines, found;
    const auto read = index_warc(path, end.offset, [&](const IndexEntry& entry) {
        found.push_back(cdxj_line(entry, name));
        found.back().pop_back();  // the newline
        return found.size() <= known.size();
    });
    if (!read) return tl::unexpected(read.error());
    std::sort(known.begin(), known.end());
    std::sort(found.begin(), found.end());
    return known == found;
}

}  // namespace

std::string index_name(std::string_view warc_name) {
    static constexpr std::string_view ending = ".warc.gz";
    if (warc_name.ends_with(ending)) warc_name.remove_suffix(ending.size());
    return std::string(warc_name) + ".cdxj";
}

Result<bool> ensure_index(const std::string& folder, const std::string& name) {
    const std::string index_path = inside(folder, index_name(name));
    if (std::filesystem::exists(index_path)) return false;
    if (auto made = rebuild_index(index_path, inside(folder, name), name, 0); !made) return tl::unexpected(made.error());
    if (auto sorted = sort_index(index_path); !sorted) return tl::unexpected(sorted.error());
    return true;
}

Result<Segment> Segment::create(const std::string& folder, const std::string& name) {
    const std::string path = inside(folder, name);
    if (std::filesystem::exists(path)) return fail(path, "is there already; move it away");
    auto warc = File::open_append(path);
    if (!warc) return tl::unexpected(warc.error());
    auto index = File::open_append(inside(folder, index_name(name)));
    if (!index) return tl::unexpected(index.error());
    if (auto synced = sync_folder(folder); !synced) return tl::unexpected(synced.error());
    return Segment(std::move(*warc), std::move(*index), name);
}

Result<Segment> Segment::reopen(const std::string& folder, const std::string& name, Repair& repair) {
    repair.file = name;
    const std::string path = inside(folder, name);
    const std::string index_path = inside(folder, index_name(name));
    auto warc = File::open_append(path);
    if (!warc) return tl::unexpected(warc.error());
    auto indexed = end_of_index(index_path);
    if (!indexed) return tl::unexpected(indexed.error());
    // Only what was on the disk is in the index, so everything before the last line's record is whole.
    auto end = end_of_whole_members(path, indexed->offset);
    std::int64_t known = indexed->offset;
    if (end && *end == known && known != 0) {  // the index speaks of another file
        known = 0;
        end = end_of_whole_members(path, 0);
    }
    if (!end) return tl::unexpected(end.error());
    if (auto cut = cut_tail(folder, name, *warc, *end, repair); !cut) return tl::unexpected(cut.error());

    const auto same = indexed->is_clean && known == indexed->offset ? is_complete(*indexed, path, name) : Result<bool>(false);
    if (!same) return tl::unexpected(same.error());
    if (!*same) {
        repair.index_rebuilt = true;
        if (auto made = rebuild_index(index_path, path, name, known); !made) return tl::unexpected(made.error());
    }
    auto index = File::open_append(index_path);
    if (!index) return tl::unexpected(index.error());
    Segment segment(std::move(*warc), std::move(*index), name);
    const auto index_size = segment.index_.size();
    if (!index_size) return tl::unexpected(index_size.error());
    segment.size_ = segment.synced_size_ = *end;
    segment.index_size_ = *index_size;
    return segment;
}

Result<void> Segment::check() const {
    if (broken_) return fail(warc_.path(), "could not be mended after a failed write; run the same command again");
    return {};
}

Result<std::int64_t> Segment::append(std::string_view members, std::optional<IndexEntry> entry) {
    if (auto usable = check(); !usable) return tl::unexpected(usable.error());
    if (auto written = warc_.write_all(members); !written) {
        broken_ = !warc_.truncate(size_);
        return tl::unexpected(written.error());
    }
    const std::int64_t offset = size_;
    size_ += static_cast<std::int64_t>(members.size());
    if (entry) {
        entry->offset += offset;
        pending_lines_ += cdxj_line(*entry, name_);
    }
    return offset;
}

Result<std::int64_t> Segment::append_pieces(const std::function<bool(std::string&)>& next, IndexEntry entry) {
    if (auto usable = check(); !usable) return tl::unexpected(usable.error());
    const std::int64_t offset = size_;
    for (std::string piece; next(piece);) {
        if (auto written = warc_.write_all(piece); !written) {
            broken_ = !warc_.truncate(offset);
            size_ = offset;
            return tl::unexpected(written.error());
        }
        size_ += static_cast<std::int64_t>(piece.size());
    }
    entry.offset = offset;
    entry.length = size_ - offset;
    pending_lines_ += cdxj_line(entry, name_);
    return offset;
}

Result<void> Segment::commit() {
    SyncPoint point = begin_commit();
    auto synced = synced_size_ == point.size ? Result<void>{} : sync();
    return end_commit(std::move(point), std::move(synced));
}

Segment::SyncPoint Segment::begin_commit() { return {size_, std::exchange(pending_lines_, {})}; }

Result<void> Segment::end_commit(SyncPoint point, Result<void> synced) {
    // After a failed fsync nobody knows what the disk holds, and a second one may wrongly succeed.
    if (!synced) {
        broken_ = true;
        return synced;
    }
    if (auto usable = check(); !usable) return usable;
    synced_size_ = point.size;
    if (point.lines.empty()) return {};
    if (auto written = index_.write_all(point.lines); !written) {
        broken_ = !index_.truncate(index_size_);
        pending_lines_.insert(0, point.lines);
        return written;
    }
    index_size_ += static_cast<std::int64_t>(point.lines.size());
    return {};
}

void Segment::take_back(std::int64_t offset) {
    pending_lines_.clear();
    if (broken_) return;
    broken_ = !warc_.truncate(offset);
    size_ = synced_size_ = offset;
}

Result<void> Segment::seal() {
    if (auto committed = commit(); !committed) return committed;
    return sort_index(index_.path());
}

}  // namespace nianbao::archive
