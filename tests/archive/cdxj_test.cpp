#include "archive/cdxj.h"

#include "archive/warc_date.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

using namespace nianbao::archive;

TEST_CASE("SURT keys") {
    const std::pair<const char*, const char*> cases[] = {
        {"http://www.example.gov.cn/", "cn,gov,example)/"},
        {"https://example.gov.cn", "cn,gov,example)/"},
        {"http://WWW2.Example.gov.cn:80/Zwgk/Index.HTML", "cn,gov,example)/zwgk/index.html"},
        {"https://example.gov.cn:8443/a/", "cn,gov,example:8443)/a"},
        {"https://example.gov.cn:443/a?b=2&a=1&c", "cn,gov,example)/a?a=1&b=2&c"},
        {"http://example.gov.cn/a?", "cn,gov,example)/a"},
        {"http://example.gov.cn?x=1", "cn,gov,example)/?x=1"},
        {"http://127.0.0.1:8080/a", "127.0.0.1:8080)/a"},
        {"http://[::1]:8080/a", "[::1]:8080)/a"},
        {"http://wwwgov.cn/a b", "cn,wwwgov)/a+b"},
        {"http://user:pw@example.cn/a#top", "cn,example)/a"},
        {"urn:X:y", "urn:x:y"},
        {"", ""},
        {"http://", ")/"},
    };
    for (const auto& [url, key] : cases) {
        INFO(url);
        CHECK(surt_key(url) == key);
    }
}

TEST_CASE("a CDXJ line is escaped JSON, and its numbers are found again") {
    const IndexEntry entry{"http://a.example/\"offset\": \"7\\\n", "2020-02-20T01:02:03.123Z", "", 0, "", 812, 55};
    const std::string line = cdxj_line(entry, "x.warc.gz");
    CHECK(
        line.find(
            "20200220010203 {\"url\": \"http://a.example/\\\"offset\\\": \\\"7\\\\\\u000a\", \"mime\": \"unk\", \"length\": \"55\", \"offset\": \"812\"") !=
        std::string::npos);
    const std::string content = line + "torn line {\"length\": \"1\", \"offset\": \"2\"}";
    const auto lines = index_lines(content);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].offset == 812);
    CHECK(lines[0].length == 55);
}

TEST_CASE("dates as WARC and CDXJ write them") {
    CHECK(warc_date(0) == "1970-01-01T00:00:00Z");
    CHECK(warc_date(1582160523) == "2020-02-20T01:02:03Z");
    CHECK(timestamp14(1582160523) == "20200220010203");
    CHECK(warc_date(-99999999999999) == "0000-01-01T00:00:00Z");
    CHECK(warc_date(99999999999999) == "9999-12-31T23:59:59Z");
    CHECK(timestamp14_of("2020-02-20T01:02:03.999Z") == "20200220010203");
}
