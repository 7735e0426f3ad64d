#pragma once
// An absolute http or https URL, parsed and serialised by the rules of the WHATWG URL Standard for special schemes.
//
//   https://www.example.gov.cn:8443/zwgk/index.html?page=2#top
//   scheme  host               port path            query  fragment

#include <compare>
#include <string>
#include <string_view>

#include "model/result.h"

namespace nianbao::model {

class Url {
public:
    // Parses an absolute URL. Error: not absolute, another scheme than http(s), no or an invalid host.
    [[nodiscard]] static Result<Url> parse(std::string_view text);
    // Resolves a reference (`../a.html`, `//host/x`, `?page=2`, an absolute URL) against this URL.
    [[nodiscard]] Result<Url> resolve(std::string_view reference) const;

    [[nodiscard]] const std::string& scheme() const { return scheme_; }  // "http" or "https"
    [[nodiscard]] const std::string& host() const { return host_; }      // lower case; an IPv6 address in brackets
    [[nodiscard]] int port() const { return port_; }                     // 1..65535, the scheme's default when not given
    [[nodiscard]] const std::string& path() const { return path_; }      // begins with '/'
    [[nodiscard]] const std::string& query() const { return query_; }    // without '?'
    [[nodiscard]] bool has_query() const { return has_query_; }
    [[nodiscard]] const std::string& fragment() const { return fragment_; }  // without '#'

    // The URL as it is requested and stored: without the fragment.
    [[nodiscard]] std::string to_string() const;
    // "https://host:port", the port left out when it is the default: the key of politeness and robots.txt.
    [[nodiscard]] std::string origin() const;
    // Path and query, as in a request line and as robots.txt rules see it.
    [[nodiscard]] std::string target() const;
    // True for 127.0.0.0/8, ::1 and localhost.
    [[nodiscard]] bool is_loopback() const;

    friend bool operator==(const Url&, const Url&) = default;
    friend auto operator<=>(const Url&, const Url&) = default;

private:
    std::string scheme_, host_, path_, query_, fragment_;
    int port_ = 0;
    bool has_query_ = false;
};

}  // namespace nianbao::model
