#include "coding/content.h"

#include "coding/decoder.h"

namespace nianbao::coding {

std::optional<Content> content_named(std::string_view name) {
    if (name == "gzip" || name == "x-gzip") return Content::gzip;
    if (name == "deflate") return Content::deflate;
    if (name == "br") return Content::brotli;
    if (name == "zstd") return Content::zstd;
    return std::nullopt;
}

Decoded undo(Content content, std::string_view bytes, std::size_t limit) {
    if (bytes.empty()) return {};
    const auto decoder = make_decoder(content);
    if (!decoder) return {{}, End::damaged};
    Decoded out;
    // One byte more than the limit tells "just as long" from "longer".
    const auto state = decoder->feed(bytes, [&](std::string_view block) {
        out.bytes.append(block.substr(0, limit + 1 - out.bytes.size()));
        return out.bytes.size() <= limit;
    });
    switch (state) {
        case Decoder::State::more: out.end = decoder->end(); break;
        case Decoder::State::ended: break;
        case Decoder::State::damaged: out.end = End::damaged; break;
        case Decoder::State::stopped:
            out.bytes.resize(limit);
            out.end = End::too_large;
    }
    return out;
}

}  // namespace nianbao::coding
