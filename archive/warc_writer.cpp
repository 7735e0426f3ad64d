#include "archive/warc_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "archive/text.h"
#include "archive/warc_date.h"
#include "archive/warc_reader.h"

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

constexpr std::string_view prefix = "nianbao-";

std::string segment_name(model::UnixTime begun_at, int serial) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "%05d", serial);
    return std::string(prefix) + timestamp14(begun_at) + "-" + number.data() + std::string(warc_ending);
}

// The serial of one of our own files; nullopt for any other name.
std::optional<int> serial_of(std::string_view name) {
    if (!name.starts_with(prefix) || !name.ends_with(warc_ending)) return std::nullopt;
    name.remove_suffix(name.ends_with(sealed_ending) ? sealed_ending.size() : warc_ending.size());
    const auto serial = read_number(name.substr(name.rfind('-') + 1));
    if (!serial || *serial > 999'999'999) return std::nullopt;
    return static_cast<int>(*serial);
}

}  // namespace

Result<std::vector<std::pair<int, std::string>>> list_segments(const std::string& folder) {
    std::vector<std::pair<int, std::string>> segments;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (const auto serial = serial_of(name)) segments.emplace_back(*serial, name);
    }
    if (error) return fail(folder, "cannot be listed: " + error.message());
    std::sort(segments.begin(), segments.end());
    return segments;
}

Result<WarcWriter> WarcWriter::open(const std::string& folder, WriterOptions options) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(folder, "cannot be made: " + error.message());
    const auto segments = list_segments(folder);
    if (!segments) return tl::unexpected(segments.error());
    WarcWriter writer(folder, std::move(options));
    for (const auto& [serial, name] : *segments) {
        writer.last_serial_ = serial;
        // What is sealed is never written to again.
        const bool last = &name == &segments->back().second && !name.ends_with(sealed_ending);
        Repair repair;
        repair.file = name;
        if (last) {
            auto segment = Segment::reopen(folder, name, repair);
            if (!segment) return tl::unexpected(segment.error());
            writer.segment_.emplace(std::move(*segment));
        } else {
            const auto made = ensure_index(folder, name);
            if (!made) return tl::unexpected(made.error());
            repair.index_rebuilt = *made;
        }
        if (repair.cut_bytes != 0 || repair.index_rebuilt) writer.repairs_.push_back(repair);
    }
    return writer;
}

Result<void> WarcWriter::seal_when_full() {
    if (!segment_ || segment_->size() < options_.segment_size) return {};
    const std::scoped_lock locks(locks_->committing, locks_->writing);
    if (auto sealed = segment_->seal(); !sealed) return sealed;
    segment_.reset();
    return {};
}

// After this, segment_ begins with a warcinfo record.
Result<void> WarcWriter::ensure_segment(model::UnixTime now) {
    if (!segment_) {
        auto segment = Segment::create(folder_, segment_name(now, last_serial_ + 1));
        if (!segment) return tl::unexpected(segment.error());
        ++last_serial_;
        segment_.emplace(std::move(*segment));
    }
    if (segment_->size() > 0) return {};
    const SegmentInfo info{segment_->name(), options_.software, options_.user_agent, now};
    auto begun = segment_->append(warcinfo_member(info, compressor_), std::nullopt);
    if (!begun) return tl::unexpected(begun.error());
    return {};
}

Result<Written> WarcWriter::write_exchange(Exchange exchange) {
    if (exchange.previous && !exchange.refers_to) exchange.refers_to = refer_to(*exchange.previous);
    if (exchange.large_body) return write_large(exchange);
    return write_prepared(prepare(exchange, compressor_));
}

Result<Written> WarcWriter::write_prepared(PreparedExchange prepared) {
    if (auto sealed = seal_when_full(); !sealed) return tl::unexpected(sealed.error());
    const std::lock_guard lock(locks_->writing);
    if (auto ready = ensure_segment(prepared.capture.fetched_at); !ready) return tl::unexpected(ready.error());
    const std::int64_t length = prepared.index.length;
    const auto offset = segment_->append(prepared.bytes, std::move(prepared.index));
    if (!offset) return tl::unexpected(offset.error());
    if (options_.durability == Durability::each_exchange) {
        if (auto committed = segment_->commit(); !committed) {
            segment_->take_back(*offset);
            return tl::unexpected(committed.error());
        }
    }
    Written written{std::move(prepared.capture), length, std::move(prepared.record_id)};
    written.capture.warc_file = segment_->name();
    written.capture.warc_offset = *offset;
    return written;
}

Result<void> WarcWriter::commit() {
    const std::lock_guard one_at_a_time(locks_->committing);
    std::unique_lock lock(locks_->writing);
    if (!segment_) return {};
    auto point = segment_->begin_commit();
    lock.unlock();
    auto synced = segment_->sync();
    lock.lock();
    return segment_->end_commit(std::move(point), std::move(synced));
}

std::optional<WarcWriter::End> WarcWriter::end() const {
    if (!segment_) return std::nullopt;
    return End{segment_->name(), segment_->size()};
}

Result<void> WarcWriter::finish() {
    const std::scoped_lock locks(locks_->committing, locks_->writing);
    if (!segment_) return {};
    auto sealed = segment_->seal();
    segment_.reset();
    return sealed;
}

std::optional<RecordReference> WarcWriter::refer_to(const model::Capture& capture) const {
    if (capture.warc_file.empty()) return std::nullopt;
    const auto record = read_head_at(folder_ + "/" + capture.warc_file, capture.warc_offset);
    if (!record || record->type != "response") return std::nullopt;
    return RecordReference{std::string(record->find("warc-record-id")), record->target_uri, record->date};
}

}  // namespace nianbao::archive
