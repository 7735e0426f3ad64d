#include "crawler/politeness.h"

#include <algorithm>
#include <utility>

namespace nianbao::crawler {

std::string host_key(const model::Url& url) {
    const std::string origin = url.origin();
    return origin.substr(origin.find("//") + 2);
}

milliseconds delay_after(const Portal& portal, std::optional<double> crawl_delay, milliseconds last_fetch) {
    const auto in_milliseconds = [](double seconds) { return milliseconds(static_cast<milliseconds::rep>(seconds * 1000)); };
    const milliseconds own = portal.delay ? in_milliseconds(*portal.delay) : std::max(milliseconds(3000), 5 * last_fetch);
    return std::max(own, in_milliseconds(crawl_delay.value_or(0)));
}

milliseconds back_off(milliseconds first, int strikes, double jitter) {
    const milliseconds longest = std::chrono::hours(1);
    milliseconds wait = first;
    for (int i = 1; i < strikes && wait < longest; ++i) wait *= 2;
    wait = std::min(wait, longest);
    return wait + milliseconds(static_cast<milliseconds::rep>(static_cast<double>(wait.count()) * jitter / 4));
}

std::optional<Time> Politeness::ready_at(const std::string& host) const {
    const auto found = hosts_.find(host);
    if (found == hosts_.end()) return Time{};
    if (found->second.under_way) return std::nullopt;
    return found->second.next_allowed;
}

void Politeness::begin(const std::string& host) {
    Host& state = hosts_[host];
    state.under_way = true;
    ++state.requests;
}

std::vector<std::string> Politeness::end(const std::string& host, Time rest_until) {
    Host& state = hosts_[host];
    state.under_way = false;
    state.next_allowed = std::max(state.next_allowed, rest_until);
    return std::exchange(state.waiting, {});
}

void Politeness::block(const std::string& host, Time until) {
    Host& state = hosts_[host];
    state.next_allowed = std::max(state.next_allowed, until);
}

void Politeness::wait(const std::string& host, const std::string& origin) { hosts_[host].waiting.push_back(origin); }

int Politeness::requests(const std::string& host) const {
    const auto found = hosts_.find(host);
    return found == hosts_.end() ? 0 : found->second.requests;
}

}  // namespace nianbao::crawler
