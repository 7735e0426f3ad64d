#include "archive/gzip.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace nianbao::archive {

namespace {

constexpr std::size_t largest_piece = std::numeric_limits<uInt>::max() / 2;
// What a rare large member needed is given back.
constexpr std::size_t most_kept = std::size_t{1} << 20;

// zlib's interface predates const.
Bytef* input_of(std::string_view bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); }

// Runs deflate over what is set as input, appending to out.
void pump(z_stream& stream, std::string& out, int flush) {
    int state = Z_OK;
    do {
        const std::size_t used = out.size();
        const std::size_t room = std::max<std::size_t>(stream.avail_in / 2, 4096);
        out.resize(used + room);
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
        stream.avail_out = static_cast<uInt>(room);
        state = deflate(&stream, flush);
        out.resize(out.size() - stream.avail_out);
    } while (flush == Z_FINISH ? state != Z_STREAM_END : stream.avail_in > 0);
}

}  // namespace

void MemberWriter::Free::operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }

MemberWriter::MemberWriter(int level) : compressor_(libdeflate_alloc_compressor(level)) {
    if (!compressor_) throw std::bad_alloc();
}
MemberWriter::~MemberWriter() = default;
MemberWriter::MemberWriter(MemberWriter&&) noexcept = default;
MemberWriter& MemberWriter::operator=(MemberWriter&&) noexcept = default;

void MemberWriter::append_member(std::string& out, std::initializer_list<std::string_view> pieces) {
    joined_.clear();
    for (const std::string_view piece : pieces) joined_.append(piece);
    // Into a buffer that is kept: making room in `out` would fill as many bytes with zeros each time.
    const std::size_t bound = libdeflate_gzip_compress_bound(compressor_.get(), joined_.size());
    if (packed_.size() < bound) packed_.resize(bound);
    out.append(packed_.data(), libdeflate_gzip_compress(compressor_.get(), joined_.data(), joined_.size(), packed_.data(), packed_.size()));
    if (joined_.capacity() > most_kept) std::string().swap(joined_);
    if (packed_.capacity() > most_kept) std::string().swap(packed_);
}

MemberStream::MemberStream(int level) : stream_(std::make_unique<z_stream>()) {
    if (deflateInit2(stream_.get(), level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
}

MemberStream::~MemberStream() { deflateEnd(stream_.get()); }

void MemberStream::add(std::string_view piece, std::string& out) {
    while (!piece.empty()) {
        const std::string_view part = piece.substr(0, largest_piece);
        stream_->next_in = input_of(part);
        stream_->avail_in = static_cast<uInt>(part.size());
        pump(*stream_, out, Z_NO_FLUSH);
        piece.remove_prefix(part.size());
    }
}

void MemberStream::finish(std::string& out) { pump(*stream_, out, Z_FINISH); }

void Inflater::Free::operator()(z_stream_s* stream) const {
    inflateEnd(stream);
    delete stream;
}

Inflater::Inflater() {
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), MAX_WBITS + 16) != Z_OK) throw std::bad_alloc();
    stream_.reset(stream.release());
}
Inflater::~Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

void Inflater::restart() { inflateReset(stream_.get()); }

Inflater::Step Inflater::step(std::string_view input, char* output, std::size_t room) {
    input = input.substr(0, largest_piece);
    room = std::min(room, largest_piece);
    stream_->next_in = input_of(input);
    stream_->avail_in = static_cast<uInt>(input.size());
    stream_->next_out = reinterpret_cast<Bytef*>(output);
    stream_->avail_out = static_cast<uInt>(room);
    const int result = inflate(stream_.get(), Z_NO_FLUSH);
    Step step;
    step.consumed = input.size() - stream_->avail_in;
    step.produced = room - stream_->avail_out;
    if (result == Z_STREAM_END)
        step.state = State::end;
    else if (result != Z_OK && result != Z_BUF_ERROR)  // Z_BUF_ERROR: no progress without more input or room
        step.state = State::damaged;
    return step;
}

}  // namespace nianbao::archive
