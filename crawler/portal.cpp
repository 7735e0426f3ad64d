// What a portal says of an address, once its file is read.

#include <algorithm>

#include "crawler/portal_file.h"

namespace nianbao::crawler {
namespace {

bool host_matches(std::string_view pattern, std::string_view host) {
    if (!pattern.starts_with("*.")) return pattern == host;
    return host == pattern.substr(2) || host.ends_with(pattern.substr(1));
}

}  // namespace

std::string host_and_port(const model::Url& url) {
    const std::string origin = url.origin();
    return origin.substr(origin.find("//") + 2);
}

std::optional<int> PageTemplate::number_of(const std::string& address) const {
    if (address.size() <= before.size() + after.size() || !address.starts_with(before) || !address.ends_with(after)) return std::nullopt;
    const std::string digits = address.substr(before.size(), address.size() - before.size() - after.size());
    if (digits.size() > 7 || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return std::stoi(digits);
}

bool is_contact(std::string_view text) {
    if (!text.empty() && text.find("://") == std::string_view::npos && text.find('@') == std::string_view::npos) return false;
    return text.size() <= 200 && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool Portal::has_host(const model::Url& url) const {
    const std::string host = host_and_port(url);
    return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& pattern) { return host_matches(pattern, host); });
}

bool Portal::covers(const model::Url& url) const {
    if (!has_host(url)) return false;
    if (scope.empty()) return true;
    const std::string text = url.to_string();
    return std::any_of(scope.begin(), scope.end(), [&](const std::string& prefix) { return text.starts_with(prefix); }) ||
           std::find(start.begin(), start.end(), url) != start.end();
}

bool is_front_page(const model::Url& url) {
    const std::string& path = url.path();
    return (path == "/" || path == "/index.html" || path == "/index.htm" || path == "/index.shtml") && !url.has_query();
}

Place Portal::place_of(const model::Url& url) const {
    Place best{.prefix = "", .publisher = publisher, .division_code = division_code};
    const std::string text = url.to_string();
    for (const Place& place : places) {
        const bool matches = place.prefix.starts_with('/') ? url.target().starts_with(place.prefix) : text.starts_with(place.prefix);
        if (matches && place.prefix.size() > best.prefix.size()) best = place;
    }
    return best;
}

}  // namespace nianbao::crawler
