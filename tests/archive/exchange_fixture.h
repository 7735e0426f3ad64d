#pragma once
// An exchange as a crawler hands it over, and what a WARC holds of it.

#include <string>
#include <utility>
#include <vector>

#include "archive/exchange.h"
#include "archive/warc_reader.h"
#include "tests/support/catch.h"

namespace nianbao::tests {

inline constexpr model::UnixTime when = 1582160523;  // 2020-02-20T01:02:03Z
inline const std::string first_name = "nianbao-20200220010203-00001.warc.gz";
inline const std::string first_index = "nianbao-20200220010203-00001.cdxj";

inline archive::Exchange exchange(const std::string& url, const std::string& body) {
    archive::Exchange e;
    e.url = url;
    e.fetched_at = when;
    e.request = "GET /a HTTP/1.1\r\nHost: www.example.gov.cn\r\n\r\n";
    e.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=GBK\r\nContent-Length: " + std::to_string(body.size()) +
             "\r\n\r\n";
    e.body = body;
    e.address = "192.0.2.7";
    e.fetch_milliseconds = 41;
    e.via = "http://www.example.gov.cn/";
    return e;
}

inline std::vector<archive::WarcRecord> records_of(const std::string& path) {
    auto reader = archive::WarcReader::open(path);
    REQUIRE(reader);
    std::vector<archive::WarcRecord> records;
    while (true) {
        auto record = reader->next();
        REQUIRE(record);
        if (!*record) return records;
        records.push_back(std::move(**record));
    }
}

// Bytes that do not compress away, so that offsets inside a member mean something.
inline std::string noise(std::size_t size, unsigned seed) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        seed = seed * 1664525u + 1013904223u;
        bytes += static_cast<char>('0' + (seed >> 24) % 64);
    }
    return bytes;
}

}  // namespace nianbao::tests
