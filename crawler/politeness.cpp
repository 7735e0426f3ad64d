#include "crawler/politeness.h"

#include <algorithm>
#include <utility>

#include "crawler/address.h"

namespace nianbao::crawler {
namespace {

milliseconds in_milliseconds(double seconds) { return milliseconds(static_cast<milliseconds::rep>(seconds * 1000)); }

// The delay of a portal that says nothing of its own, as Heritrix keeps it.
milliseconds usual_delay(const Portal& portal, milliseconds last_fetch) {
    return portal.delay ? in_milliseconds(*portal.delay) : std::max(milliseconds(3000), 5 * last_fetch);
}

}  // namespace

std::string host_key(const model::Url& url) {
    const std::string origin = url.origin();
    return origin.substr(origin.find("//") + 2);
}

milliseconds delay_after(const Portal& portal, std::optional<double> crawl_delay, milliseconds last_fetch) {
    return std::max(usual_delay(portal, last_fetch), in_milliseconds(crawl_delay.value_or(0)));
}

std::optional<milliseconds> address_delay_after(const Portal& portal, const std::string& address, milliseconds last_fetch) {
    if (address.empty()) return std::nullopt;
    if (portal.address_delay) return in_milliseconds(*portal.address_delay);
    if (is_private_address(address)) return std::nullopt;
    return usual_delay(portal, last_fetch);
}

milliseconds back_off(milliseconds first, int strikes, double jitter) {
    const milliseconds longest = std::chrono::hours(1);
    milliseconds wait = first;
    for (int i = 1; i < strikes && wait < longest; ++i) wait *= 2;
    wait = std::min(wait, longest);
    return wait + milliseconds(static_cast<milliseconds::rep>(static_cast<double>(wait.count()) * jitter / 4));
}

const Politeness::Place* Politeness::address_of(const Host& host) const {
    if (host.pause == AddressPause::none) return nullptr;
    const auto found = addresses_.find(host.address);
    return found == addresses_.end() ? nullptr : &found->second;
}

void Politeness::learn(const HostState& state, AddressPause pause) {
    Host& host = hosts_[state.host];
    host.next_allowed = std::max(host.next_allowed, Time(milliseconds(state.next_allowed)));
    host.strikes = state.strikes;
    host.resting_why = state.resting_why;
    host.address = state.address;
    host.pause = state.address.empty() ? AddressPause::none : pause;
    if (host.pause == AddressPause::none) return;
    Place& address = addresses_[host.address];
    address.next_allowed = std::max(address.next_allowed, host.next_allowed);
}

void Politeness::place(const std::string& host, const std::string& address, AddressPause pause) {
    Host& state = hosts_[host];
    if (state.under_way || address.empty()) return;
    state.address = address;
    state.pause = pause;
    if (pause == AddressPause::kept) addresses_.try_emplace(address);
}

std::optional<Time> Politeness::ready_at(const std::string& host) const {
    const auto found = hosts_.find(host);
    if (found == hosts_.end()) return Time{};
    const Place* const address = address_of(found->second);
    if (found->second.under_way || (address != nullptr && address->under_way)) return std::nullopt;
    return address == nullptr ? found->second.next_allowed : std::max(found->second.next_allowed, address->next_allowed);
}

void Politeness::begin(const std::string& host, Asked what) {
    Host& state = hosts_[host];
    state.under_way = true;
    if (what == Asked::page) ++state.pages_asked;
    if (state.pause == AddressPause::kept) addresses_[state.address].under_way = true;
}

std::vector<std::string> Politeness::end(const std::string& host, Time rest_until, const std::string& address, std::optional<Time> address_rest_until) {
    Host& state = hosts_[host];
    state.under_way = false;
    state.next_allowed = std::max(state.next_allowed, rest_until);
    std::vector<std::string> waiting = std::exchange(state.waiting, {});
    const auto wake = [&waiting](Place& place) {
        place.under_way = false;
        waiting.insert(waiting.end(), place.waiting.begin(), place.waiting.end());
        place.waiting.clear();
    };
    const auto rest = [&](const std::string& name) {
        if (!address_rest_until) return;
        Place& place = addresses_[name];
        place.next_allowed = std::max(place.next_allowed, *address_rest_until);
    };
    // The address that was held. Another one may have answered, of the same machine often: then both rest.
    if (state.pause == AddressPause::kept) {
        wake(addresses_[state.address]);
        rest(state.address);
    }
    if (!address.empty()) {
        state.address = address;
        state.pause = address_rest_until ? AddressPause::kept : AddressPause::none;
    }
    if (state.pause == AddressPause::kept) rest(state.address);
    return waiting;
}

void Politeness::block(const std::string& host, Time until) {
    Host& state = hosts_[host];
    state.next_allowed = std::max(state.next_allowed, until);
}

int Politeness::strike(const std::string& host, const std::string& why) {
    Host& state = hosts_[host];
    state.resting_why = why;
    return ++state.strikes;
}

void Politeness::forgive(const std::string& host) {
    Host& state = hosts_[host];
    state.strikes = 0;
    state.resting_why.clear();
}

void Politeness::wait(const std::string& host, const std::string& origin) {
    Host& state = hosts_[host];
    const bool is_address = !state.under_way && state.pause == AddressPause::kept;
    (is_address ? addresses_[state.address].waiting : state.waiting).push_back(origin);
}

int Politeness::pages_asked(const std::string& host) const {
    const auto found = hosts_.find(host);
    return found == hosts_.end() ? 0 : found->second.pages_asked;
}

HostState Politeness::state(const std::string& host) const {
    const auto found = hosts_.find(host);
    if (found == hosts_.end()) return {.host = host, .address = {}, .resting_why = {}};
    const Host& known = found->second;
    return {host, known.address, known.next_allowed.time_since_epoch().count(), known.strikes, known.resting_why};
}

}  // namespace nianbao::crawler
