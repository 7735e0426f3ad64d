#include "crawler/coding.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
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
        if (!ok_ || bytes.size() > std::numeric_limits<uInt>::max()) return {{}, CodingEnd::damaged};
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        for (;;) {
            const int status = step(out.bytes);
            if (out.bytes.size() > limit) {
                out.bytes.resize(limit);
                out.end = CodingEnd::too_large;
                return out;
            }
            if (status == Z_STREAM_END) {
                // RFC 1952 section 2.2: "A gzip file consists of a series of members". Padding after them is no member.
                if (stream_.avail_in < 2 || stream_.next_in[0] != 0x1F || stream_.next_in[1] != 0x8B) return out;
                inflateReset(&stream_);
            } else if (status == Z_BUF_ERROR) {
                out.end = CodingEnd::truncated;
                return out;
            } else if (status != Z_OK) {
                out.end = CodingEnd::damaged;
                return out;
            }
        }
    }

private:
    int step(std::string& out) {
        std::array<char, 16384> block;
        stream_.next_out = reinterpret_cast<Bytef*>(block.data());
        stream_.avail_out = block.size();
        const int status = inflate(&stream_, Z_NO_FLUSH);
        out.append(block.data(), block.size() - stream_.avail_out);
        return status;
    }

    z_stream stream_{};
    bool ok_ = false;
};

void set_failure(Exchange& exchange, CodingEnd end, std::string_view coding) {
    if (end == CodingEnd::complete || exchange.failure != Failure::none) return;
    const std::string name(coding);
    switch (end) {
        case CodingEnd::truncated:
            exchange.failure = Failure::truncated;
            exchange.failure_text = "the body ends before its " + name + " coding does";
            break;
        case CodingEnd::too_large:
            exchange.failure = Failure::too_large;
            exchange.failure_text = "the body is over the limit once its " + name + " coding is undone";
            break;
        default:
            exchange.failure = Failure::protocol;
            exchange.failure_text = "the body is not in the coding that its head announces: " + name;
    }
}

}  // namespace

Decoded undo_chunked(std::string_view body) {
    Decoded out;
    for (;;) {
        // chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
        std::size_t size = 0;
        std::size_t digits = 0;
        while (digits < body.size() && hex_digit(body[digits]) >= 0) {
            if (digits >= 15) return {std::move(out.bytes), CodingEnd::damaged};
            size = size * 16 + static_cast<std::size_t>(hex_digit(body[digits]));
            ++digits;
        }
        const auto line = body.find('\n');
        if (line == std::string_view::npos) return {std::move(out.bytes), CodingEnd::truncated};
        if (digits == 0) return {std::move(out.bytes), CodingEnd::damaged};
        body.remove_prefix(line + 1);
        if (size == 0) return out;  // last-chunk; what follows are trailers
        const std::size_t there = std::min(size, body.size());
        out.bytes.append(body.substr(0, there));
        body.remove_prefix(there);
        if (there < size) return {std::move(out.bytes), CodingEnd::truncated};
        if (body.starts_with("\r\n")) {
            body.remove_prefix(2);
        } else if (body.starts_with("\n")) {
            body.remove_prefix(1);
        } else {
            return {std::move(out.bytes), body.empty() || body == "\r" ? CodingEnd::truncated : CodingEnd::damaged};
        }
    }
}

Decoded undo_deflate(std::string_view bytes, std::size_t limit) {
    if (bytes.empty()) return {};
    Decoded out = Inflater(15 + 32).run(bytes, limit);
    if (out.end != CodingEnd::damaged || !out.bytes.empty()) return out;
    // RFC 9110 section 8.4.1.2: "Some non-conformant implementations send the "deflate" compressed data without the zlib wrapper."
    return Inflater(-15).run(bytes, limit);
}

void undo_codings(Exchange& exchange, std::size_t limit) {
    if (same_word(trimmed(exchange.header("Transfer-Encoding")), "chunked")) {
        exchange.has_transfer_coding = true;
        Decoded decoded = undo_chunked(exchange.body);
        exchange.entity_bytes = std::move(decoded.bytes);
        set_failure(exchange, decoded.end, "chunked");
    }
    const std::string coding = lower_case(trimmed(exchange.header("Content-Encoding")));
    if (coding.empty() || coding == "identity" || exchange.entity().empty()) return;
    exchange.has_content_coding = true;
    if (coding != "gzip" && coding != "x-gzip" && coding != "deflate") {
        set_failure(exchange, CodingEnd::damaged, coding);
        return;
    }
    Decoded decoded = undo_deflate(exchange.entity(), limit);
    exchange.payload_bytes = std::move(decoded.bytes);
    set_failure(exchange, decoded.end, coding);
}

}  // namespace nianbao::crawler
