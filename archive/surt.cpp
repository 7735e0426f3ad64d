// surt_key: the rules of the Internet Archive's canonicaliser as pywb uses it, without its removal of session identifiers.

#include <algorithm>
#include <string>
#include <vector>

#include "archive/cdxj.h"
#include "archive/text.h"

namespace nianbao::archive {

namespace {

// "www." and "www2." say nothing about whose page it is.
std::string_view without_www(std::string_view host) {
    if (!host.starts_with("www")) return host;
    const std::size_t after = host.find_first_not_of("0123456789", 3);
    if (after == std::string_view::npos || host[after] != '.') return host;
    return host.substr(after + 1);
}

bool is_address(std::string_view host) {
    return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string reversed_labels(std::string_view host) {
    if (is_address(host)) return std::string(host);
    std::string reversed;
    while (true) {
        const std::size_t dot = host.rfind('.');
        reversed += dot == std::string_view::npos ? host : host.substr(dot + 1);
        if (dot == std::string_view::npos) return reversed;
        reversed += ',';
        host = host.substr(0, dot);
    }
}

std::string sorted_query(std::string_view query) {
    std::vector<std::string_view> arguments;
    while (true) {
        const std::size_t end = query.find('&');
        arguments.push_back(query.substr(0, end));
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    std::sort(arguments.begin(), arguments.end());
    std::string sorted;
    for (const std::string_view argument : arguments) {
        if (!sorted.empty()) sorted += '&';
        sorted += argument;
    }
    return sorted;
}

}  // namespace

std::string surt_key(std::string_view url) {
    const std::string lower = lower_case(url);
    std::string_view rest = lower;
    const bool secure = rest.starts_with("https://");
    if (!secure && !rest.starts_with("http://")) return lower;
    rest.remove_prefix(secure ? 8 : 7);
    rest = rest.substr(0, rest.find('#'));
    const std::size_t host_end = std::min(rest.find_first_of("/?"), rest.size());
    std::string_view host = rest.substr(0, host_end);
    rest.remove_prefix(host_end);
    if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
    std::string_view port;
    if (const std::size_t colon = host.rfind(':');
        colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
        port = host.substr(colon + 1);
        host = host.substr(0, colon);
    }
    if (port == (secure ? "443" : "80")) port = {};
    const std::size_t question = rest.find('?');
    std::string_view path = rest.substr(0, question);
    while (path.ends_with('/')) path.remove_suffix(1);

    std::string key = reversed_labels(without_www(host));
    if (!port.empty()) key.append(":").append(port);
    key.append(")").append(path.empty() ? "/" : path);
    if (question != std::string_view::npos && question + 1 < rest.size())
        key.append("?").append(sorted_query(rest.substr(question + 1)));
    // A key is one field of a line whose fields are parted by spaces.
    std::replace_if(
        key.begin(), key.end(), [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }, '+');
    return key;
}

}  // namespace nianbao::archive
