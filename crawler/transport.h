#pragma once
// Sends requests and collects exchanges. It knows nothing of robots.txt, delays or scope, and follows no redirect: each
// hop goes back to the crawl loop. Many requests may be under way at once; all of it runs in the caller's thread.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "crawler/exchange.h"
#include "model/result.h"
#include "model/url.h"

namespace nianbao::crawler {

enum class PrivateAddresses { refuse, allow };

// What a portal file permits for servers that cannot do better; the archive's metadata says so.
struct TlsRelaxations {
    bool old_protocols = false;  // TLS 1.0 and 1.1, weak keys, ciphers and signatures, renegotiation as before RFC 5746
    bool unverified = false;     // a certificate that is expired, self-signed or another host's
};

struct Limits {
    std::chrono::milliseconds connect_time{15'000};  // name look-up, TCP and TLS together
    std::chrono::milliseconds total_time{120'000};   // one request, from start to last byte
    long low_speed_bytes = 128;                      // a second; below it for low_speed_time is a timeout
    std::chrono::seconds low_speed_time{30};
    std::size_t max_head = std::size_t{256} << 10;  // bytes of all header lines
    std::size_t max_body = std::size_t{50} << 20;    // bytes as received; what came before is kept. As large as a sitemap may be
    std::size_t max_in_memory = std::size_t{2} << 20;  // of a body; a larger one is spooled to the disk
    std::size_t max_payload = std::size_t{6} << 20;  // bytes once content coding is undone
};

struct Request {
    model::Url url;
    std::string user_agent;
    std::string if_none_match;      // "" sends no such field
    std::string if_modified_since;  // ""
    PrivateAddresses private_addresses = PrivateAddresses::refuse;
    TlsRelaxations tls = {};
    Limits limits = {};
};

// Chosen by the caller, given back with the exchange.
using Ticket = std::uint64_t;

struct Arrival {
    Ticket ticket = 0;
    Exchange exchange;  // its codings are not undone yet: one body at a time is enough in memory
    std::size_t max_payload = 0;
};

class Transport {
public:
    virtual ~Transport() = default;

    virtual void start(Ticket ticket, const Request& request) = 0;
    // Waits until an exchange is complete, wake() was called or `longest` has passed (or a signal came); returns all that are
    // complete.
    virtual std::vector<Arrival> wait(std::chrono::milliseconds longest) = 0;
    // Makes wait() return soon. May be called by any thread.
    virtual void wake() {}
    // Drops what is under way; no arrival comes of it.
    virtual void cancel() = 0;
};

// The real one, on libcurl's multi interface. HTTP/1.1 (the archive holds the bytes of the wire), no proxy (the
// connected address is checked), no cookies, TLS verified. Error: libcurl cannot be started.
// connect_to: "host:port" that every request goes to, whatever its URL says; "" for none. URLs, Host fields and the archive
// stay as they are: this is how a copy of a portal on a test server is crawled.
// spool_folder: for bodies that are too large for memory.
[[nodiscard]] model::Result<std::unique_ptr<Transport>> make_curl_transport(const std::string& connect_to = {}, const std::string& spool_folder = "/tmp");

}  // namespace nianbao::crawler
