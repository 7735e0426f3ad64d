#pragma once
// When a host may be asked again. Kept where the queue is, so that nothing gets past it. A host is a name with a port;
// http and https on their own ports are the same host.

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crawler/clock.h"
#include "crawler/portal_file.h"
#include "model/url.h"

namespace nianbao::crawler {

// The key: "www.example.gov.cn", "127.0.0.1:8080".
[[nodiscard]] std::string host_key(const model::Url& url);

// The pause after a request: the larger of Crawl-delay (seconds) and the portal's delay; a portal without one gives the
// larger of 3 s and five times what the last fetch took.
[[nodiscard]] milliseconds delay_after(const Portal& portal, std::optional<double> crawl_delay, milliseconds last_fetch);

// first × 2^(strikes - 1), an hour at most, lengthened by up to a quarter so that hosts do not come back in step.
// strikes: from 1. jitter: 0..1.
[[nodiscard]] milliseconds back_off(milliseconds first, int strikes, double jitter);

class Politeness {
public:
    // nullopt while a request to the host is under way; else the time from which it may be asked.
    [[nodiscard]] std::optional<Time> ready_at(const std::string& host) const;
    void begin(const std::string& host);
    // The request is over; the host rests until `rest_until` at least. Returns the origins that waited for it.
    std::vector<std::string> end(const std::string& host, Time rest_until);
    // No request before; never shortens a rest.
    void block(const std::string& host, Time until);
    // The origin is named by the next end() of the host.
    void wait(const std::string& host, const std::string& origin);
    [[nodiscard]] int requests(const std::string& host) const;

private:
    struct Host {
        bool under_way = false;
        Time next_allowed{};
        int requests = 0;
        std::vector<std::string> waiting;
    };
    std::unordered_map<std::string, Host> hosts_;
};

}  // namespace nianbao::crawler
