#include "model/url.h"

#include "tests/support/catch.h"
#include "tests/support/table_file.h"

using nianbao::model::Result;
using nianbao::model::Url;

namespace {

Result<Url> read(const std::string& input, const std::string& base) {
    if (base == "-") return Url::parse(input);
    return Url::parse(base).value().resolve(input);
}

}  // namespace

TEST_CASE("URLs are read as the standard says") {
    const auto rows = nianbao::tests::read_table("text/urls.tsv");
    REQUIRE(rows.size() > 250);
    for (const auto& row : rows) {
        INFO("fixtures/text/urls.tsv:" << row.line);
        REQUIRE(row.fields.size() == 3);
        const auto url = read(row.fields[0], row.fields[1]);
        CHECK((url ? url->to_string() : "!") == row.fields[2]);
    }
}

TEST_CASE("a URL that is written out is read back as itself") {
    for (const auto& row : nianbao::tests::read_table("text/urls.tsv")) {
        const auto url = read(row.fields[0], row.fields[1]);
        if (!url) continue;
        INFO("fixtures/text/urls.tsv:" << row.line);
        const auto again = Url::parse(url->to_string());
        REQUIRE(again);
        CHECK(again->to_string() == url->to_string());
        CHECK(url->to_string() == url->origin() + url->target());
        CHECK(url->path().front() == '/');
    }
}

TEST_CASE("the parts of a URL") {
    const Url url = Url::parse("HTTPS://User:Word@WWW.Example.gov.cn:8443/zwgk/a.html?page=2#top").value();
    CHECK(url.scheme() == "https");
    CHECK(url.host() == "www.example.gov.cn");
    CHECK(url.port() == 8443);
    CHECK(url.path() == "/zwgk/a.html");
    CHECK(url.query() == "page=2");
    CHECK(url.has_query());
    CHECK(url.fragment() == "top");
    CHECK(url.target() == "/zwgk/a.html?page=2");
    CHECK(url.origin() == "https://www.example.gov.cn:8443");
    CHECK(Url::parse("http://a.cn/").value().port() == 80);
    CHECK(Url::parse("https://a.cn/").value().origin() == "https://a.cn");
    CHECK(Url::parse("http://a.cn/?").value().has_query());
    CHECK_FALSE(Url::parse("http://a.cn/").value().has_query());
}

TEST_CASE("loopback hosts are known however they are written") {
    for (const char* text : {"http://127.0.0.1/", "http://0x7f.1/", "http://127.255.0.1:99/", "http://[::1]/", "http://localhost/", "http://LOCALHOST:8080/", "http://a.localhost/"}) {
        INFO(text);
        CHECK(Url::parse(text).value().is_loopback());
    }
    for (const char* text : {"http://128.0.0.1/", "http://127.0.0.1.cn/", "http://localhost.cn/", "http://[::2]/", "http://127.example.cn/", "http://notlocalhost/"}) {
        INFO(text);
        CHECK_FALSE(Url::parse(text).value().is_loopback());
    }
}

TEST_CASE("a refused URL says what is wrong with it") {
    const auto why = [](const char* text) { return Url::parse(text).error().what; };
    CHECK(why("zwgk/index.html") == "is not an absolute URL; it must begin with http:// or https://");
    CHECK(why("ftp://a.cn/") == "is not an http or https URL");
    CHECK(why("http://政府.cn/") == "the host has characters outside ASCII; write it in its xn-- form");
    CHECK(why("http://a.cn:99999/") == "the port is not between 1 and 65535");
    CHECK(Url::parse("http://a b/").error().where == "http://a b/");
}

TEST_CASE("a long address is read in a time that grows with its length") {
    std::string text = "http://a.cn/";
    for (int i = 0; i < 200'000; ++i) text += "a/../";
    CHECK(Url::parse(text).value().path() == "/");
}
