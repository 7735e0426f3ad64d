#include "archive/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace nianbao::archive {

namespace {

constexpr std::size_t largest_piece = std::numeric_limits<uInt>::max() / 2;

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
