#include "coding/decoder.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <limits>
#include <string>
#include <utility>

namespace nianbao::coding {
namespace {

constexpr std::size_t block_size = std::size_t{64} << 10;
constexpr int any_header = 15 + 32, no_header = -15;  // as inflateInit2 takes them

class Inflater final : public Decoder {
public:
    Inflater() { ok_ = inflateInit2(&stream_, any_header) == Z_OK; }
    ~Inflater() override {
        if (ok_) inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    [[nodiscard]] bool is_ready() const { return ok_; }

    State feed(std::string_view piece, const Take& take) override {
        while (!piece.empty()) {
            const std::string_view part = piece.substr(0, std::numeric_limits<uInt>::max());
            if (const State state = feed_part(part, take); state != State::more) return state;
            piece.remove_prefix(part.size());
        }
        return State::more;
    }
    End end() const override { return between_members_ ? End::complete : End::truncated; }

private:
    State feed_part(std::string_view part, const Take& take) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
        stream_.avail_in = static_cast<uInt>(part.size());
        for (;;) {
            // RFC 1952 section 2.2: "A gzip file consists of a series of members". Padding after them is no member.
            if (between_members_) {
                if (stream_.avail_in == 0) return State::more;
                const Bytef wanted = half_a_mark_ ? 0x8B : 0x1F;
                if (*stream_.next_in != wanted) return State::ended;
                if (!half_a_mark_) {
                    half_a_mark_ = true;
                    ++stream_.next_in;
                    --stream_.avail_in;
                    continue;
                }
                between_members_ = half_a_mark_ = false;
                inflateReset2(&stream_, any_header);
                if (!put_back_mark()) return State::damaged;
            }
            std::array<char, block_size> block;
            stream_.next_out = reinterpret_cast<Bytef*>(block.data());
            stream_.avail_out = block.size();
            const int status = inflate(&stream_, Z_NO_FLUSH);
            const std::size_t made = block.size() - stream_.avail_out;
            made_any_ = made_any_ || made > 0;
            if (made > 0 && !take({block.data(), made})) return State::stopped;
            if (status == Z_STREAM_END) {
                between_members_ = true;
            } else if (status == Z_BUF_ERROR || (status == Z_OK && stream_.avail_in == 0 && made < block.size())) {
                if (!made_any_ && unsure_.size() < block_size) unsure_.append(part);
                return State::more;
            } else if (status != Z_OK) {
                return without_header(part, take);
            }
        }
    }

    // The first byte of the next member's mark may have been the last of a piece: it is given to the library now.
    bool put_back_mark() {
        Bytef mark = 0x1F, nothing = 0;
        Bytef* const next = std::exchange(stream_.next_in, &mark);
        const uInt left = std::exchange(stream_.avail_in, 1);
        stream_.next_out = &nothing;
        stream_.avail_out = 0;
        const int status = inflate(&stream_, Z_NO_FLUSH);
        stream_.next_in = next;
        stream_.avail_in = left;
        return status == Z_OK || status == Z_BUF_ERROR;
    }

    // RFC 9110 section 8.4.1.2: "Some non-conformant implementations send the "deflate" compressed data without the zlib wrapper."
    State without_header(std::string_view part, const Take& take) {
        if (made_any_ || is_raw_ || inflateReset2(&stream_, no_header) != Z_OK) return State::damaged;
        is_raw_ = true;
        return feed_part(unsure_.append(part), take);
    }

    z_stream stream_{};
    std::string unsure_;  // what was fed before anything came of it
    bool ok_ = false;
    bool made_any_ = false;
    bool is_raw_ = false;
    bool between_members_ = false;
    bool half_a_mark_ = false;
};

class Unbrotli final : public Decoder {
public:
    [[nodiscard]] bool is_ready() const { return state_ != nullptr; }

    State feed(std::string_view piece, const Take& take) override {
        std::size_t left = piece.size();
        const auto* next = reinterpret_cast<const std::uint8_t*>(piece.data());
        for (;;) {
            std::array<std::uint8_t, block_size> block;
            std::size_t room = block.size();
            std::uint8_t* into = block.data();
            const BrotliDecoderResult result = BrotliDecoderDecompressStream(state_.get(), &left, &next, &room, &into, nullptr);
            const std::size_t made = block.size() - room;
            if (made > 0 && !take({reinterpret_cast<const char*>(block.data()), made})) return State::stopped;
            switch (result) {
                case BROTLI_DECODER_RESULT_SUCCESS: return State::ended;
                case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue;
                case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return State::more;
                default: return State::damaged;
            }
        }
    }
    End end() const override { return End::truncated; }

private:
    std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state_{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance};
};

class Unzstd final : public Decoder {
public:
    // RFC 9659: a window of no more than 8 MB for Content-Encoding.
    [[nodiscard]] bool is_ready() const { return context_ != nullptr && ZSTD_isError(ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, 23)) == 0; }

    State feed(std::string_view piece, const Take& take) override {
        ZSTD_inBuffer in{piece.data(), piece.size(), 0};
        for (;;) {
            std::array<char, block_size> block;
            ZSTD_outBuffer into{block.data(), block.size(), 0};
            const std::size_t hint = ZSTD_decompressStream(context_.get(), &into, &in);
            if (into.pos > 0 && !take({block.data(), into.pos})) return State::stopped;
            if (ZSTD_isError(hint) != 0) return State::damaged;
            between_frames_ = hint == 0;  // another one may follow
            if (in.pos == in.size && (between_frames_ || into.pos < block.size())) return State::more;
        }
    }
    End end() const override { return between_frames_ ? End::complete : End::truncated; }

private:
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context_{ZSTD_createDCtx(), &ZSTD_freeDCtx};
    bool between_frames_ = false;
};

template <class Made>
std::unique_ptr<Decoder> ready() {
    auto made = std::make_unique<Made>();
    return made->is_ready() ? std::move(made) : nullptr;
}

}  // namespace

std::unique_ptr<Decoder> make_decoder(Content content) {
    switch (content) {
        case Content::gzip:
        case Content::deflate: return ready<Inflater>();
        case Content::brotli: return ready<Unbrotli>();
        case Content::zstd: return ready<Unzstd>();
    }
    return nullptr;
}

}  // namespace nianbao::coding
