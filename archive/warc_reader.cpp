#include "archive/warc_reader.h"

#include <algorithm>

#include "archive/text.h"

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

constexpr std::size_t head_limit = std::size_t{1} << 20;
constexpr std::size_t piece = std::size_t{64} << 10;

bool begins_record(std::string_view bytes) { return bytes.starts_with("WARC/"); }

std::string named(const std::string& path, Place place) {
    std::string name = path + ":" + std::to_string(place.offset);
    if (place.inner != 0) name += "+" + std::to_string(place.inner);
    return name;
}

// Just behind the empty line that ends a head, searched from `from` on, or npos. Lines end in CR LF or, in some files, LF.
std::size_t end_of_head(std::string_view bytes, std::size_t from) {
    for (std::size_t newline = bytes.find('\n', from); newline != std::string_view::npos;
         newline = bytes.find('\n', newline + 1)) {
        const std::string_view after = bytes.substr(newline + 1, 2);
        if (after.starts_with('\n')) return newline + 2;
        if (after == "\r\n") return newline + 3;
    }
    return std::string_view::npos;
}

void read_fields(std::string_view head, WarcRecord& record) {
    (void)take_line(head);  // the version
    while (!head.empty()) {
        const std::string_view line = take_line(head);
        if (line.empty()) break;
        const bool continues = line.front() == ' ' || line.front() == '\t';
        const std::size_t colon = line.find(':');
        if (continues && !record.headers.empty())
            record.headers.back().second.append(" ").append(trim(line));
        else if (colon != std::string_view::npos)
            record.headers.emplace_back(lower_case(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
    }
    record.type = lower_case(record.find("warc-type"));
    record.date = record.find("warc-date");
    std::string_view target = record.find("warc-target-uri");
    // Files of the 1.0 drafts put the address in angle brackets.
    if (target.starts_with('<') && target.ends_with('>')) target = target.substr(1, target.size() - 2);
    record.target_uri = target;
}

}  // namespace

std::string_view WarcRecord::find(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

Result<WarcReader> WarcReader::open(const std::string& path, std::size_t block_limit, std::int64_t offset) {
    auto stream = WarcStream::open(path, offset);
    if (!stream) return tl::unexpected(stream.error());
    return WarcReader(std::move(*stream), path, block_limit);
}

// Stands at the begin of a record after this, unless there is damage, garbage or the end of the file.
bool WarcReader::at_record() {
    while (true) {
        skip_newlines();
        if (!stream_.peek(1).empty() || !stream_.damage().empty()) return begins_record(stream_.peek(5));
        if (!stream_.next_member()) {
            ended_ = true;
            return false;
        }
    }
}

void WarcReader::skip_newlines() {
    while (true) {
        const std::string_view bytes = stream_.peek(1);
        const std::size_t count = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
        stream_.drop(count);
        if (count < bytes.size() || bytes.empty()) return;
    }
}

// Behind bytes that are no record: to the next line that begins one, in this member or a later one.
void WarcReader::resynchronise() {
    static constexpr std::string_view mark = "\nWARC/";
    while (true) {
        const std::string_view bytes = stream_.peek(piece);
        const std::size_t found = bytes.find(mark);
        if (found != std::string_view::npos) return stream_.drop(found + 1);
        if (bytes.size() >= piece) {
            stream_.drop(bytes.size() - (mark.size() - 1));
            continue;
        }
        stream_.drop(bytes.size());
        if (stream_.damage().empty() ? !stream_.next_member() : !stream_.find_member()) ended_ = true;
        if (ended_ || begins_record(stream_.peek(5))) return;
    }
}

Result<std::optional<WarcRecord>> WarcReader::give_up(Place place, std::string why) {
    // The next record may stand here already, when the one before ended too early.
    if (!begins_record(stream_.peek(5))) resynchronise();
    return fail(named(path_, place), std::move(why));
}

// A head, like a block, may reach over several members of a file that was cut without regard to records.
Result<std::string> WarcReader::take_head() {
    std::string head;
    while (head.size() < head_limit) {
        const std::string_view bytes = stream_.peek(1).substr(0, 4096);
        if (bytes.empty()) {
            if (!stream_.damage().empty()) return fail("", stream_.damage());
            if (!stream_.next_member() || begins_record(stream_.peek(5))) return fail("", "the record's head is cut off");
            continue;
        }
        const std::size_t before = head.size();
        head.append(bytes);
        const std::size_t end = end_of_head(head, before < 3 ? 0 : before - 3);
        stream_.drop(std::min(end, head.size()) - before);
        if (end == std::string_view::npos) continue;
        head.resize(end);
        return head;
    }
    return fail("", "the record's head is longer than 1 MiB");
}

// Takes block_size bytes, which may reach over several members of a file that was cut without regard to records.
Result<void> WarcReader::take_block(WarcRecord& record) {
    record.block_skipped = static_cast<std::uint64_t>(record.block_size) > block_limit_;
    std::int64_t left = record.block_size;
    while (left > 0) {
        const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(left, piece));
        const std::string_view bytes = stream_.peek(wanted);
        const std::string_view part = bytes.substr(0, wanted);
        if (!record.block_skipped) record.block.append(part);
        left -= static_cast<std::int64_t>(part.size());
        stream_.drop(part.size());
        if (!part.empty()) continue;
        if (!stream_.damage().empty()) return fail("", stream_.damage());
        // A new record here means that this one was shorter than it says.
        if (!stream_.next_member() || begins_record(stream_.peek(5)))
            return fail("", "the record ends after " + std::to_string(record.block_size - left) + " of " +
                                std::to_string(record.block_size) + " bytes");
    }
    return {};
}

Result<std::optional<WarcRecord>> WarcReader::next() {
    if (ended_) return std::nullopt;
    const bool found = at_record();
    if (ended_) return std::nullopt;
    WarcRecord record;
    record.place = stream_.place();
    if (!found)
        return give_up(record.place,
                       stream_.damage().empty() ? "no WARC record begins here; skipped what stands here" : stream_.damage());
    const auto head = take_head();
    if (!head) return give_up(record.place, head.error().what);
    read_fields(*head, record);
    // WARC 1.1, 5.3: Content-Length is mandatory; without it nobody can tell where the record ends.
    const auto size = read_number(record.find("content-length"));
    if (!size) return give_up(record.place, "the record has no valid Content-Length");
    record.block_size = *size;
    if (auto taken = take_block(record); !taken) return give_up(record.place, taken.error().what);
    skip_newlines();
    // Looking on to the end of the member checks its checksum, before anyone trusts the record.
    const bool member_ended = stream_.peek(1).empty();
    if (member_ended && !stream_.damage().empty()) return give_up(record.place, stream_.damage());
    if (!stream_.is_gzip())
        record.length = stream_.place().offset - record.place.offset;
    else if (member_ended && record.place.inner == 0)
        record.length = stream_.member_end() - record.place.offset;
    return record;
}

Result<WarcRecord> read_head_at(const std::string& path, std::int64_t offset) {
    auto stream = WarcStream::open(path, offset, std::size_t{2} << 10);
    if (!stream) return tl::unexpected(stream.error());
    WarcReader reader(std::move(*stream), path, 0);
    WarcRecord record;
    record.place = reader.stream_.place();
    if (!begins_record(reader.stream_.peek(5))) return fail(named(path, record.place), "no WARC record begins here");
    const auto head = reader.take_head();
    if (!head) return fail(named(path, record.place), head.error().what);
    read_fields(*head, record);
    return record;
}

Result<WarcRecord> read_record_at(const std::string& path, Place place, std::size_t block_limit) {
    auto reader = WarcReader::open(path, block_limit, place.offset);
    if (!reader) return tl::unexpected(reader.error());
    while (true) {
        auto record = reader->next();
        if (!record) return tl::unexpected(record.error());
        if (!*record || (*record)->place.offset != place.offset || (*record)->place.inner > place.inner)
            return fail(named(path, place), "no WARC record begins here");
        if ((*record)->place.inner == place.inner) return std::move(**record);
    }
}

}  // namespace nianbao::archive
