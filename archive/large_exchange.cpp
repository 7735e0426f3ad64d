// An exchange whose body is too large for memory: read twice, once for its digests, once into the segment.

#include <utility>

#include "archive/digest.h"
#include "archive/exchange_parts.h"
#include "archive/warc_writer.h"
#include "coding/chunked.h"

namespace nianbao::archive {

using model::Result;

namespace {

constexpr std::size_t piece_size = std::size_t{256} << 10;

// Visits the body piece by piece.
template <typename Visit>
void for_each_piece(const Exchange& exchange, Visit visit) {
    std::string piece(piece_size, '\0');
    std::uint64_t offset = 0;
    while (const std::size_t got = exchange.large_body(offset, piece.data(), piece.size())) {
        visit(std::string_view(piece).substr(0, got));
        offset += got;
    }
}

struct Digests {
    std::string block;    // of head and body
    std::string payload;  // of the body with its transfer coding undone
    std::uint64_t body_size = 0;
    std::uint64_t payload_size = 0;
};

Digests digests_of(const Exchange& exchange, const HttpHead& http) {
    Sha256 block;
    Sha256 body;
    Sha256 joined;
    coding::Dechunker dechunker;
    Digests digests;
    std::string data;
    const bool chunked = is_chunked(http);
    block.add(exchange.head);
    for_each_piece(exchange, [&](std::string_view piece) {
        block.add(piece);
        body.add(piece);
        digests.body_size += piece.size();
        if (!chunked) return;
        data.clear();
        dechunker.feed(piece, data);
        joined.add(data);
        digests.payload_size += data.size();
    });
    digests.block = block.finish_hex();
    const bool is_joined = chunked && dechunker.end() != coding::End::damaged;
    digests.payload = is_joined ? joined.finish_hex() : body.finish_hex();
    if (!is_joined) digests.payload_size = digests.body_size;
    return digests;
}

// The response record as a member, given out piece by piece.
class RecordSource {
public:
    RecordSource(const Exchange& exchange, std::string head) : exchange_(exchange), piece_(piece_size, '\0') { member_.add(head + exchange.head, out_); }

    // False when all of it was given.
    bool next(std::string& out) {
        if (ended_) return false;
        const std::size_t got = exchange_.large_body(offset_, piece_.data(), piece_.size());
        offset_ += got;
        member_.add(std::string_view(piece_).substr(0, got), out_);
        if (got == 0) {
            member_.add(record_end, out_);
            member_.finish(out_);
            ended_ = true;
        }
        out = std::exchange(out_, {});
        return true;
    }

private:
    const Exchange& exchange_;
    MemberStream member_;
    std::string piece_;
    std::string out_;
    std::uint64_t offset_ = 0;
    bool ended_ = false;
};

}  // namespace

Result<Written> WarcWriter::write_large(const Exchange& exchange) {
    const HttpHead http = read_http_head(exchange.head).value_or(HttpHead{});
    const Digests digests = digests_of(exchange, http);
    PreparedExchange prepared;
    prepared.capture = describe(exchange, http, digests.payload, digests.payload_size);
    prepared.record_id = new_record_id();
    RecordHead head = answer_head(exchange, prepared.capture, prepared.record_id);
    if (prepared.capture.revisit == model::Revisit::identical_payload) {
        head.append_member(prepared.bytes, {exchange.head}, compressor_);
        prepared.index = index_of(exchange, prepared.capture, static_cast<std::int64_t>(prepared.bytes.size()));
        append_companions(prepared, exchange, compressor_);
        return write_prepared(std::move(prepared));
    }
    if (auto sealed = seal_when_full(); !sealed) return tl::unexpected(sealed.error());
    const std::lock_guard lock(locks_->writing);
    if (auto ready = ensure_segment(exchange.fetched_at); !ready) return tl::unexpected(ready.error());
    RecordSource source(exchange, head.finish(labelled_digest(digests.block), exchange.head.size() + digests.body_size));
    const auto answer = segment_->append_pieces([&source](std::string& out) { return source.next(out); }, index_of(exchange, prepared.capture, 0));
    if (!answer) return tl::unexpected(answer.error());
    append_companions(prepared, exchange, compressor_);
    if (auto rest = segment_->append(prepared.bytes, std::nullopt); !rest) return tl::unexpected(rest.error());
    if (options_.durability == Durability::each_exchange)
        if (auto committed = segment_->commit(); !committed) return tl::unexpected(committed.error());
    Written written{std::move(prepared.capture), segment_->size() - *answer - static_cast<std::int64_t>(prepared.bytes.size()), std::move(prepared.record_id)};
    written.capture.warc_file = segment_->name();
    written.capture.warc_offset = *answer;
    return written;
}

}  // namespace nianbao::archive
