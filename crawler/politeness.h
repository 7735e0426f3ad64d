#pragma once
// When a host may be asked again. Kept where the queue is, so that nothing gets past it. Two keys: the host (a name with
// a port; http and https on their own ports are one), and the address that it is served from, which many portals share.
//
//   host     www.a.gov.cn ──┐              a request needs both free and rested;
//   host     www.b.gov.cn ──┴─ 203.0.113.7 one request a host, one an address, at any time

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crawler/clock.h"
#include "crawler/frontier.h"
#include "crawler/portal_file.h"
#include "model/url.h"

namespace nianbao::crawler {

// The key: "www.example.gov.cn", "127.0.0.1:8080".
[[nodiscard]] std::string host_key(const model::Url& url);

// The pause after a request: the larger of Crawl-delay (seconds) and the portal's delay; a portal without one gives the
// larger of 3 s and five times what the last fetch took.
[[nodiscard]] milliseconds delay_after(const Portal& portal, std::optional<double> crawl_delay, milliseconds last_fetch);

// The same for the address: the portal's address_delay_seconds, else as for a host without Crawl-delay. nullopt: the address
// has no pause of its own; so it is for loopback and private ones, where somebody's own servers stand side by side.
[[nodiscard]] std::optional<milliseconds> address_delay_after(const Portal& portal, const std::string& address, milliseconds last_fetch);

// first × 2^(strikes - 1), an hour at most, lengthened by up to a quarter so that hosts do not come back in step.
// strikes: from 1. jitter: 0..1.
[[nodiscard]] milliseconds back_off(milliseconds first, int strikes, double jitter);

enum class AddressPause { none, kept };

enum class Asked {
    page,    // counts in the budget of the host
    robots,  // robots.txt is asked for on the site's account, not on ours
};

class Politeness {
public:
    // What was remembered of the host. With AddressPause::kept its address rests as long as the host does.
    void learn(const HostState& state, AddressPause pause);
    // The host is served from this address, as far as its name says.
    void place(const std::string& host, const std::string& address, AddressPause pause);
    [[nodiscard]] bool knows(const std::string& host) const { return hosts_.contains(host); }
    // nullopt while a request to the host, or to its address, is under way; else the time from which it may be asked.
    [[nodiscard]] std::optional<Time> ready_at(const std::string& host) const;
    void begin(const std::string& host, Asked what);
    // The request is over: the host rests until `rest_until`, the address (when it keeps a pause) until `address_rest_until`.
    // Returns the origins that waited, the longest first.
    std::vector<std::string> end(const std::string& host, Time rest_until, const std::string& address, std::optional<Time> address_rest_until);
    // No request before; never shortens a rest.
    void block(const std::string& host, Time until);
    // 429, 503: one more in a row, or none any more.
    int strike(const std::string& host, const std::string& why);
    void forgive(const std::string& host);
    // The origin is named by the next end() at the host or at its address.
    void wait(const std::string& host, const std::string& origin);
    [[nodiscard]] int pages_asked(const std::string& host) const;
    [[nodiscard]] HostState state(const std::string& host) const;

private:
    struct Place {  // a host or an address
        bool under_way = false;
        Time next_allowed{};
        std::vector<std::string> waiting;
    };
    struct Host : Place {
        int pages_asked = 0;
        int strikes = 0;
        std::string resting_why;
        std::string address;
        AddressPause pause = AddressPause::none;
    };
    [[nodiscard]] const Place* address_of(const Host& host) const;

    std::unordered_map<std::string, Host> hosts_;
    std::unordered_map<std::string, Place> addresses_;
};

}  // namespace nianbao::crawler
