#include "model/url.h"

#include <algorithm>
#include <vector>

#include "model/host.h"

namespace nianbao::model {
namespace {

constexpr bool is_slash(char c) { return c == '/' || c == '\\'; }  // in a special URL a backslash is a slash
constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// "Remove any leading and trailing C0 control or space from input. Remove all ASCII tab or newline from input."
std::string cleaned(std::string_view text) {
    const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
    std::string out;
    out.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != '\t' && c != '\n' && c != '\r'; });
    return out;
}

// The percent-encode sets of section 1.3, each but the C0 control set, which all of them hold.
constexpr std::string_view path_set = " \"#<>?^`{}";
constexpr std::string_view special_query_set = " \"#<>'";
constexpr std::string_view fragment_set = " \"<>`";

void append_encoded(std::string& out, std::string_view text, std::string_view set) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x1F || byte > 0x7E || set.find(c) != std::string_view::npos) {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 0xF];
        } else {
            out += c;
        }
    }
}

std::string encoded(std::string_view text, std::string_view set) {
    std::string out;
    out.reserve(text.size());
    append_encoded(out, text, set);
    return out;
}

// "A single-dot URL path segment is … "." or an ASCII case-insensitive match for "%2e"."
// 0: an ordinary segment; 1: a single dot; 2: a double dot.
int dots_of(std::string_view segment) {
    int dots = 0;
    while (!segment.empty()) {
        if (segment.front() == '.') {
            segment.remove_prefix(1);
        } else if (segment.size() >= 3 && segment[0] == '%' && segment[1] == '2' && (segment[2] == 'e' || segment[2] == 'E')) {
            segment.remove_prefix(3);
        } else {
            return 0;
        }
        if (++dots > 2) return 0;
    }
    return dots;
}

// The path state, run over a whole path: `base` is the directory to start in ("/zwgk/" or "/"), `text` the rest.
std::string path_from(std::string_view base, std::string_view text) {
    std::string path(base);  // always begins and ends with '/'
    for (;;) {
        std::size_t end = 0;
        while (end < text.size() && !is_slash(text[end])) ++end;
        const std::string_view segment = text.substr(0, end);
        const bool is_last = end == text.size();
        const int dots = dots_of(segment);
        if (dots == 2) {
            // "Shorten url's path": drop the last directory; the root stays.
            if (path.size() > 1) path.erase(path.rfind('/', path.size() - 2) + 1);
        } else if (dots == 0) {
            append_encoded(path, segment, path_set);
            if (!is_last) path += '/';
        }
        if (is_last) return path;
        text.remove_prefix(end + 1);
    }
}

// What stands between the authority and the end: path, ?query, #fragment as written.
struct Tail {
    std::string_view path, query, fragment;
    bool has_query = false;
};

Tail split_tail(std::string_view text) {
    Tail tail;
    if (const auto hash = text.find('#'); hash != std::string_view::npos) {
        tail.fragment = text.substr(hash + 1);
        text = text.substr(0, hash);
    }
    if (const auto mark = text.find('?'); mark != std::string_view::npos) {
        tail.query = text.substr(mark + 1);
        tail.has_query = true;
        text = text.substr(0, mark);
    }
    tail.path = text;
    return tail;
}

// The scheme in front of ':', lower case; "" when there is none.
std::string scheme_of(std::string_view text) {
    if (text.empty() || !is_alpha(text.front())) return "";
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ':') return lowered(text.substr(0, i));
        if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return "";
    }
    return "";
}

int default_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

struct Authority {
    std::string host;
    int port = 0;
};

// The authority, host and port states. Userinfo is dropped: nothing that we fetch needs it, and it must not be stored.
Result<Authority> parse_authority(std::string_view text, std::string_view scheme) {
    if (const auto at = text.rfind('@'); at != std::string_view::npos) text.remove_prefix(at + 1);
    std::size_t colon = std::string_view::npos;
    bool in_brackets = false;
    for (std::size_t i = 0; i < text.size() && colon == std::string_view::npos; ++i) {
        if (text[i] == '[') in_brackets = true;
        if (text[i] == ']') in_brackets = false;
        if (text[i] == ':' && !in_brackets) colon = i;
    }
    Authority authority{.host = {}, .port = default_port(scheme)};
    if (colon != std::string_view::npos && colon + 1 < text.size()) {
        int port = 0;
        for (char c : text.substr(colon + 1)) {
            if (!is_digit(c)) return fail(std::string(text), "the port is not a number");
            port = std::min(port * 10 + (c - '0'), 65536);
        }
        // The standard lets port 0 pass; nothing can be fetched from it.
        if (port > 65535 || port == 0) return fail(std::string(text), "the port is not between 1 and 65535");
        authority.port = port;
    }
    auto host = parse_host(text.substr(0, colon));
    if (!host) return tl::unexpected(host.error());
    authority.host = std::move(*host);
    return authority;
}

}  // namespace

Result<Url> Url::parse(std::string_view text) {
    const std::string input = cleaned(text);
    Url url;
    url.scheme_ = scheme_of(input);
    if (url.scheme_.empty()) return fail(std::string(text), "is not an absolute URL; it must begin with http:// or https://");
    if (url.scheme_ != "http" && url.scheme_ != "https") return fail(std::string(text), "is not an http or https URL");
    std::string_view rest = std::string_view(input).substr(url.scheme_.size() + 1);
    // The special authority ignore slashes state: any number of slashes, none too.
    while (!rest.empty() && is_slash(rest.front())) rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find_first_of("/\\?#"), rest.size());
    auto authority = parse_authority(rest.substr(0, end), url.scheme_);
    if (!authority) return fail(std::string(text), authority.error().what);
    url.host_ = std::move(authority->host);
    url.port_ = authority->port;
    const Tail tail = split_tail(rest.substr(end));
    url.path_ = path_from("/", tail.path.empty() ? tail.path : tail.path.substr(1));
    url.query_ = encoded(tail.query, special_query_set);
    url.has_query_ = tail.has_query;
    url.fragment_ = encoded(tail.fragment, fragment_set);
    return url;
}

Result<Url> Url::resolve(std::string_view reference) const {
    const std::string input = cleaned(reference);
    std::string_view rest = input;
    const std::string scheme = scheme_of(rest);
    if (!scheme.empty()) {
        // "Otherwise, if url is special, base is non-null, and base's scheme is url's scheme": http:a.html is relative.
        if (scheme != scheme_) return parse(input);
        rest.remove_prefix(scheme.size() + 1);
    }
    if (rest.size() >= 2 && is_slash(rest[0]) && is_slash(rest[1])) return parse(scheme_ + ":" + std::string(rest));

    Url url = *this;
    url.fragment_.clear();
    const Tail tail = split_tail(rest);
    url.fragment_ = encoded(tail.fragment, fragment_set);
    if (tail.path.empty()) {
        // The relative state: an empty path keeps the base's path, and its query too unless a new one is given.
        if (!tail.has_query) return url;
    } else if (is_slash(tail.path.front())) {
        url.path_ = path_from("/", tail.path.substr(1));
    } else {
        url.path_ = path_from(std::string_view(path_).substr(0, path_.rfind('/') + 1), tail.path);
    }
    url.query_ = encoded(tail.query, special_query_set);
    url.has_query_ = tail.has_query;
    return url;
}

std::string Url::to_string() const { return origin() + target(); }

std::string Url::origin() const {
    std::string out = scheme_ + "://" + host_;
    if (port_ != default_port(scheme_)) out += ":" + std::to_string(port_);
    return out;
}

std::string Url::target() const { return has_query_ ? path_ + "?" + query_ : path_; }

bool Url::is_loopback() const {
    // RFC 6761 section 6.3: names under localhost. are loopback too. An IPv4 host is already in dotted form here.
    if (host_ == "localhost" || host_.ends_with(".localhost") || host_ == "[::1]") return true;
    return host_.starts_with("127.") && host_.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace nianbao::model
