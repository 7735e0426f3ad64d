#include "archive/segment.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "archive/warc_stream.h"

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

constexpr std::size_t largest_index = std::size_t{1} << 30;

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

std::string lines_of(const std::vector<IndexEntry>& entries, const std::string& name) {
    std::string lines;
    for (const IndexEntry& entry : entries) lines += cdxj_line(entry, name);
    return lines;
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
    const auto entries = index_warc(inside(folder, name));
    if (!entries) return tl::unexpected(entries.error());
    if (auto made = replace_file(index_path, lines_of(*entries, name)); !made) return tl::unexpected(made.error());
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
    std::string indexed;
    if (std::filesystem::exists(index_path)) {
        auto content = read_whole_file(index_path, largest_index);
        if (!content) return tl::unexpected(content.error());
        indexed = std::move(*content);
    }
    // Only what was on the disk is in the index, so everything before the last line's record is whole.
    const auto lines = index_lines(indexed);
    std::int64_t known = 0;
    for (const IndexLine& line : lines) known = std::max(known, line.offset);
    auto end = end_of_whole_members(path, known);
    if (end && *end == known && known != 0) {  // the index speaks of another file
        known = 0;
        end = end_of_whole_members(path, 0);
    }
    if (!end) return tl::unexpected(end.error());
    if (auto cut = cut_tail(folder, name, *warc, *end, repair); !cut) return tl::unexpected(cut.error());

    auto entries = index_warc(path, known);
    if (!entries) return tl::unexpected(entries.error());
    // The lines before `known` stand; the others are made anew from the WARC.
    std::string complete;
    for (const IndexLine& line : lines)
        if (line.offset < known) complete.append(line.text).append("\n");
    complete += lines_of(*entries, name);
    auto sorted_lines = [](std::string_view content) {
        std::vector<std::string_view> texts;
        for (const IndexLine& line : index_lines(content)) texts.push_back(line.text);
        std::sort(texts.begin(), texts.end());
        return texts;
    };
    const bool same = complete.size() == indexed.size() && sorted_lines(complete) == sorted_lines(indexed);
    if (!same || !std::filesystem::exists(index_path)) {
        repair.index_rebuilt = true;
        if (auto made = replace_file(index_path, complete); !made) return tl::unexpected(made.error());
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
