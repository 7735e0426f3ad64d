#include "archive/http_payload.h"

#include <sys/resource.h>

#include <vector>

#include "tests/archive/gzip_of.h"
#include "tests/support/catch.h"

using namespace nianbao::archive;
using nianbao::tests::deflate_of;
using nianbao::tests::gzip_of;

namespace {

std::string response(const std::string& fields, const std::string& body) {
    return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}

}  // namespace

TEST_CASE("a response's head is read in every shape that servers send") {
    const auto head = read_http_head("HTTP/1.0 404 Not Found\nContent-Type:text/html\nX-Long: a\n  b\nno colon here\n\nbody");
    REQUIRE(head);
    CHECK(head->status == 404);
    CHECK(head->find("content-type") == "text/html");
    CHECK(head->find("x-long") == "a b");
    CHECK_FALSE(head->find("x-missing"));
    CHECK(std::string("HTTP/1.0 404 Not Found\nContent-Type:text/html\nX-Long: a\n  b\nno colon here\n\n").size() ==
          head->size);
    CHECK(read_http_head("HTTP/2 200 \r\n\r\n")->status == 200);
    CHECK(read_http_head("HTTP/1.1 200 OK\r\nServer: x")->find("server") == "x");
    for (const char* broken : {"", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1", "<html>"}) {
        INFO(broken);
        CHECK_FALSE(read_http_head(broken));
    }
}

TEST_CASE("content codings are undone") {
    const std::string text = "政府信息公开工作年度报告 ";
    // A zlib stream (RFC 1950) of "abc" as any zlib makes it.
    const std::string zlib("\x78\x9c\x4b\x4c\x4a\x06\x00\x02\x4d\x01\x27", 11);
    struct Case {
        std::string fields;
        std::string body;
        std::string document;
    };
    const std::vector<Case> cases = {
        {"Content-Encoding: gzip\r\n", gzip_of(text), text},
        {"Content-Encoding: X-GZIP\r\n", gzip_of(text), text},
        {"Content-Encoding: gzip\r\n", gzip_of(text) + gzip_of("two"), text + "two"},
        {"Content-Encoding: gzip\r\n", gzip_of(text) + "trailing", text},
        {"Content-Encoding: gzip\r\n", "already decoded", "already decoded"},
        {"Content-Encoding: gzip\r\n", "", ""},
        {"Content-Encoding: deflate\r\n", deflate_of(text), text},
        {"Content-Encoding: deflate\r\n", zlib, "abc"},
        {"Content-Encoding: br\r\n", "<html>already decoded", "<html>already decoded"},
        {"Content-Encoding: identity\r\n", text, text},
        {"Content-Encoding: gzip, gzip\r\n", gzip_of(gzip_of(text)), text},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n", "abc"},
        {"Transfer-Encoding: chunked\r\n", "<html>already joined", "<html>already joined"},
        {"", text, text},
    };
    for (const Case& c : cases) {
        INFO(c.fields << c.document);
        const auto payload = decode_http_response(response(c.fields, c.body));
        REQUIRE(payload);
        CHECK(payload->bytes == c.document);
        CHECK(payload->completeness == Completeness::whole);
    }
}

TEST_CASE("a message that was cut off gives what there is") {
    const std::string text(100'000, 'x');
    const std::string packed = gzip_of(text + "tail");
    const auto cut = decode_http_response(response("Content-Encoding: gzip\r\n", packed.substr(0, packed.size() / 2)));
    REQUIRE(cut);
    CHECK(cut->completeness == Completeness::cut);
    CHECK(text.starts_with(cut->bytes));
    CHECK(decode_http_response(response("Content-Length: 10\r\n", "123"))->completeness == Completeness::cut);
    CHECK(decode_http_response(response("Content-Length: 3\r\n", "123"))->completeness == Completeness::whole);
}

TEST_CASE("what cannot be decoded is an error, not a document") {
    std::string damaged = gzip_of(std::string(1000, 'a') + "bcdefghijk");
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
    CHECK_FALSE(decode_http_response(response("Content-Encoding: gzip\r\n", damaged)));
    const auto unknown = decode_http_response(response("Content-Encoding: compress\r\n", "abc"));
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().what.find("content coding compress") != std::string::npos);
    CHECK_FALSE(decode_http_response(response("Content-Encoding: gzip,gzip,gzip,gzip,gzip\r\n", "abc")));
    CHECK_FALSE(decode_http_response("no response at all"));
}

TEST_CASE("a gzip bomb stops at the limit, in output and in memory") {
    // 256 MiB of zeros in 256 KB, made of members so that the test itself stays small.
    const std::string member = gzip_of(std::string(std::size_t{16} << 20, '\0'), 9);
    std::string bomb;
    for (int i = 0; i < 16; ++i) bomb += member;
    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    const auto payload = decode_http_response(response("Content-Encoding: gzip\r\n", bomb));
    getrusage(RUSAGE_SELF, &after);
    REQUIRE_FALSE(payload);
    CHECK(payload.error().what.find("more than the limit") != std::string::npos);
    // The limit is 32 MiB, and a growing string may for a moment hold old and new.
    CHECK(after.ru_maxrss - before.ru_maxrss < 160 * 1024);
    CHECK(decode_http_response(response("Content-Encoding: gzip\r\n", member), std::size_t{16} << 20));
    CHECK_FALSE(decode_http_response(response("Content-Encoding: gzip\r\n", member), (std::size_t{16} << 20) - 1));
}

TEST_CASE("media type and charset are read from Content-Type") {
    using Pair = std::pair<std::string, std::string>;
    CHECK(split_content_type("text/html; charset=GB2312") == Pair{"text/html", "gb2312"});
    CHECK(split_content_type("Text/HTML;x=y; Charset = \"utf-8\" ; z") == Pair{"text/html", "utf-8"});
    CHECK(split_content_type(" application/pdf ") == Pair{"application/pdf", ""});
    CHECK(split_content_type("") == Pair{"", ""});
    CHECK(split_content_type(";;charset=") == Pair{"", ""});
}

TEST_CASE("the payload for the digest is de-chunked but not decompressed") {
    const std::string packed = gzip_of("abc");
    std::string storage;
    const std::string message =
        response("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "1a\r\n" + packed + "\r\n0\r\n\r\n");
    REQUIRE(packed.size() == 0x1a);
    const HttpHead head = *read_http_head(message);
    CHECK(payload_of(head, std::string_view(message).substr(head.size), storage) == packed);
    // A body whose chunks are broken is taken as it stands.
    const std::string broken = response("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nzz\r\n");
    const HttpHead broken_head = *read_http_head(broken);
    CHECK(payload_of(broken_head, std::string_view(broken).substr(broken_head.size), storage) == "3\r\nabc\r\nzz\r\n");
}
