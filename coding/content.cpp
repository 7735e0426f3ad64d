#include "coding/content.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <limits>
#include <memory>

namespace nianbao::coding {

namespace {

constexpr std::size_t block_size = std::size_t{64} << 10;

// One more than the limit tells "just as long" from "longer".
bool is_over(Decoded& out, std::size_t limit) {
    if (out.bytes.size() <= limit) return false;
    out.bytes.resize(limit);
    out.end = End::too_large;
    return true;
}

// One inflater for a whole body; freed with it.
class Inflater {
public:
    // window: as inflateInit2 takes it; 15 + 32 reads gzip and zlib headers, -15 none.
    explicit Inflater(int window) { ok_ = inflateInit2(&stream_, window) == Z_OK; }
    ~Inflater() {
        if (ok_) inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    Decoded run(std::string_view bytes, std::size_t limit) {
        Decoded out;
        if (!ok_ || bytes.size() > std::numeric_limits<uInt>::max()) return {{}, End::damaged};
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        for (;;) {
            const int status = step(out.bytes);
            if (is_over(out, limit)) return out;
            if (status == Z_STREAM_END) {
                // RFC 1952 section 2.2: "A gzip file consists of a series of members". Padding after them is no member.
                if (stream_.avail_in < 2 || stream_.next_in[0] != 0x1F || stream_.next_in[1] != 0x8B) return out;
                inflateReset(&stream_);
            } else if (status == Z_BUF_ERROR) {
                out.end = End::truncated;
                return out;
            } else if (status != Z_OK) {
                out.end = End::damaged;
                return out;
            }
        }
    }

private:
    int step(std::string& out) {
        std::array<char, block_size> block;
        stream_.next_out = reinterpret_cast<Bytef*>(block.data());
        stream_.avail_out = block.size();
        const int status = inflate(&stream_, Z_NO_FLUSH);
        out.append(block.data(), block.size() - stream_.avail_out);
        return status;
    }

    z_stream stream_{};
    bool ok_ = false;
};

Decoded undo_deflate(std::string_view bytes, std::size_t limit) {
    Decoded out = Inflater(15 + 32).run(bytes, limit);
    if (out.end != End::damaged || !out.bytes.empty()) return out;
    // RFC 9110 section 8.4.1.2: "Some non-conformant implementations send the "deflate" compressed data without the zlib wrapper."
    return Inflater(-15).run(bytes, limit);
}

Decoded undo_brotli(std::string_view bytes, std::size_t limit) {
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                            &BrotliDecoderDestroyInstance);
    if (!state) return {{}, End::damaged};
    std::size_t left = bytes.size();
    const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
    Decoded out;
    for (;;) {
        std::array<std::uint8_t, block_size> block;
        std::size_t room = block.size();
        std::uint8_t* into = block.data();
        const BrotliDecoderResult result = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &into, nullptr);
        out.bytes.append(reinterpret_cast<const char*>(block.data()), block.size() - room);
        if (is_over(out, limit) || result == BROTLI_DECODER_RESULT_SUCCESS) return out;
        if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
        out.end = result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT ? End::truncated : End::damaged;
        return out;
    }
}

Decoded undo_zstd(std::string_view bytes, std::size_t limit) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    // RFC 9659: a window of no more than 8 MB for Content-Encoding.
    if (!context || ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23)) != 0) return {{}, End::damaged};
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    Decoded out;
    for (;;) {
        std::array<char, block_size> block;
        ZSTD_outBuffer into{block.data(), block.size(), 0};
        const std::size_t before = in.pos;
        const std::size_t hint = ZSTD_decompressStream(context.get(), &into, &in);
        out.bytes.append(block.data(), into.pos);
        if (is_over(out, limit)) return out;
        if (ZSTD_isError(hint) != 0) {
            out.end = End::damaged;
            return out;
        }
        // 0: a frame is whole; another one may follow.
        if (hint == 0 && in.pos == in.size) return out;
        if (in.pos == in.size && in.pos == before && into.pos == 0) {
            out.end = End::truncated;
            return out;
        }
    }
}

}  // namespace

std::optional<Content> content_named(std::string_view name) {
    if (name == "gzip" || name == "x-gzip") return Content::gzip;
    if (name == "deflate") return Content::deflate;
    if (name == "br") return Content::brotli;
    if (name == "zstd") return Content::zstd;
    return std::nullopt;
}

Decoded undo(Content content, std::string_view bytes, std::size_t limit) {
    if (bytes.empty()) return {};
    switch (content) {
        case Content::gzip:
        case Content::deflate: return undo_deflate(bytes, limit);
        case Content::brotli: return undo_brotli(bytes, limit);
        case Content::zstd: return undo_zstd(bytes, limit);
    }
    return {{}, End::damaged};
}

}  // namespace nianbao::coding
