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

int window_bits(Compression compression) {
    switch (compression) {
        case Compression::gzip: return MAX_WBITS + 16;
        case Compression::zlib: return MAX_WBITS;
        case Compression::raw: return -MAX_WBITS;
    }
    return MAX_WBITS;
}

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

void MemberWriter::Free::operator()(z_stream_s* stream) const {
    deflateEnd(stream);
    delete stream;
}

MemberWriter::MemberWriter(int level) {
    auto stream = std::make_unique<z_stream>();
    if (deflateInit2(stream.get(), level, Z_DEFLATED, window_bits(Compression::gzip), 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    stream_.reset(stream.release());
}
MemberWriter::~MemberWriter() = default;
MemberWriter::MemberWriter(MemberWriter&&) noexcept = default;
MemberWriter& MemberWriter::operator=(MemberWriter&&) noexcept = default;

void MemberWriter::append_member(std::string& out, std::initializer_list<std::string_view> pieces) {
    deflateReset(stream_.get());
    for (std::string_view piece : pieces) {
        while (!piece.empty()) {
            const std::string_view part = piece.substr(0, largest_piece);
            stream_->next_in = input_of(part);
            stream_->avail_in = static_cast<uInt>(part.size());
            pump(*stream_, out, Z_NO_FLUSH);
            piece.remove_prefix(part.size());
        }
    }
    pump(*stream_, out, Z_FINISH);
}

void Inflater::Free::operator()(z_stream_s* stream) const {
    inflateEnd(stream);
    delete stream;
}

Inflater::Inflater(Compression compression) {
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), window_bits(compression)) != Z_OK) throw std::bad_alloc();
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
