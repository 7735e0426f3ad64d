#include "coding/content.h"

#include <brotli/encode.h>
#include <sys/resource.h>
#include <zlib.h>
#include <zstd.h>

#include <vector>

#include "coding/chunked.h"
#include "coding/decoder.h"
#include "tests/support/catch.h"

using namespace nianbao::coding;

namespace {

std::string deflated(std::string_view text, int window) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

std::string brotli(std::string_view text) {
    std::string out(BrotliEncoderMaxCompressedSize(text.size()), '\0');
    std::size_t size = out.size();
    REQUIRE(BrotliEncoderCompress(5, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_GENERIC, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                  reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
    return out.substr(0, size);
}

std::string zstd(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

struct Packed {
    const char* name;
    std::string bytes;
};

std::vector<Packed> all_codings(std::string_view text) {
    return {{"gzip", deflated(text, 15 + 16)}, {"x-gzip", deflated(text, 15 + 16)}, {"deflate", deflated(text, 15)},
            {"deflate", deflated(text, -15)},  {"br", brotli(text)},                {"zstd", zstd(text)}};
}

}  // namespace

TEST_CASE("each content coding gives back what went in") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "政府信息公开" + std::to_string(i * 7919);
    for (const Packed& packed : all_codings(text)) {
        INFO(packed.name);
        const Decoded whole = undo(*content_named(packed.name), packed.bytes, text.size());
        CHECK(whole.end == End::complete);
        CHECK(whole.bytes == text);
        const Decoded cut = undo(*content_named(packed.name), std::string_view(packed.bytes).substr(0, packed.bytes.size() / 2), text.size());
        CHECK(cut.end == End::truncated);
        CHECK(text.starts_with(cut.bytes));
        CHECK(cut.bytes.size() > 10'000);
    }
    CHECK_FALSE(content_named("compress"));
    CHECK_FALSE(content_named(""));
}

TEST_CASE("a coding is undone piece by piece, wherever it is cut") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "政府信息公开" + std::to_string(i * 7919);
    std::vector<Packed> all = all_codings(text);
    // RFC 1952: two members are one text; RFC 8878: so are two frames.
    all.push_back({"gzip", deflated(text.substr(0, 1000), 15 + 16) + deflated(text.substr(1000), 15 + 16) + std::string(3, '\0')});
    all.push_back({"zstd", zstd(text.substr(0, 1000)) + zstd(text.substr(1000))});
    for (const Packed& packed : all) {
        for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{4096}}) {
            INFO(packed.name << ' ' << size);
            const auto decoder = make_decoder(*content_named(packed.name));
            REQUIRE(decoder);
            std::string out;
            auto state = Decoder::State::more;
            for (std::size_t at = 0; at < packed.bytes.size() && state == Decoder::State::more; at += size)
                state = decoder->feed(std::string_view(packed.bytes).substr(at, size), [&](std::string_view block) {
                    out += block;
                    return true;
                });
            CHECK(out == text);
            CHECK((state == Decoder::State::ended || (state == Decoder::State::more && decoder->end() == End::complete)));
        }
        int blocks = 0;
        CHECK(make_decoder(*content_named(packed.name))->feed(packed.bytes, [&](std::string_view) { return ++blocks < 1; }) == Decoder::State::stopped);
        CHECK(blocks == 1);
    }
}

TEST_CASE("a bomb of any coding stops at the limit") {
    const std::string zeros(std::size_t{64} << 20, '\0');
    const auto bombs = all_codings(zeros);
    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    for (const Packed& bomb : bombs) {
        INFO(bomb.name);
        const Decoded decoded = undo(*content_named(bomb.name), bomb.bytes, std::size_t{8} << 20);
        CHECK(decoded.end == End::too_large);
        CHECK(decoded.bytes.size() == std::size_t{8} << 20);
        CHECK(undo(*content_named(bomb.name), bomb.bytes, zeros.size() - 1).end == End::too_large);
    }
    getrusage(RUSAGE_SELF, &after);
    CHECK(after.ru_maxrss - before.ru_maxrss < 160 * 1024);
}

TEST_CASE("bytes that are in no coding are damaged, whatever they are") {
    unsigned state = 7;
    for (int round = 0; round < 200; ++round) {
        std::string noise;
        for (int i = 0; i < 300; ++i) noise += static_cast<char>((state = state * 1'664'525U + 1'013'904'223U) >> 24);
        for (const char* name : {"gzip", "deflate", "br", "zstd"}) {
            const Decoded decoded = undo(*content_named(name), noise, 1 << 20);
            CHECK(decoded.bytes.size() <= 1 << 20);
            if (std::string_view(name) == "zstd") CHECK(decoded.end == End::damaged);
        }
    }
    CHECK(undo(Content::gzip, "plain text", 100).end == End::damaged);
    CHECK(undo(Content::brotli, "plain text", 100).end != End::complete);
}

TEST_CASE("chunked") {
    struct Case {
        const char* body;
        const char* entity;
        End end;
    };
    const Case cases[] = {
        {"3\r\nabc\r\n0\r\n\r\n", "abc", End::complete},
        {"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: u\r\n\r\n", "abcde", End::complete},
        {"A\r\n0123456789\r\n0\r\n\r\n", "0123456789", End::complete},
        {"3\nabc\n0\n\n", "abc", End::complete},
        {"3 \r\nabc\r\n0\r\n\r\n", "abc", End::complete},
        {"3\r\nab", "ab", End::truncated},
        {"3\r\nabc\r\n", "abc", End::truncated},
        {"3\r\nabc\r\n5", "abc", End::truncated},
        {"3\r\nabcd\r\n", "abc", End::damaged},
        {"3\r\nabc\r\nxyz\r\n", "abc", End::damaged},
        {"", "", End::truncated},
        {"<html>\n", "", End::damaged},
        {"-4\r\nabcd", "", End::damaged},
        {"3fffffffffffffff\r\nabc", "abc", End::truncated},
        {"ffffffffffffffff\r\nabc", "", End::damaged},
        {"ffffffffffffffffff\r\nabc", "", End::damaged},
    };
    for (const Case& one : cases) {
        INFO(one.body);
        const Decoded whole = undo_chunked(one.body);
        CHECK(whole.bytes == one.entity);
        CHECK(whole.end == one.end);
        Dechunker dechunker;
        std::string bytes;
        for (const char c : std::string_view(one.body)) dechunker.feed(std::string_view(&c, 1), bytes);
        CHECK(bytes == one.entity);
        CHECK(dechunker.end() == one.end);
    }
}
