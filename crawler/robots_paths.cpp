#include "crawler/robots_paths.h"

#include "crawler/robots.h"

namespace nianbao::crawler {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_escape(std::string_view text, std::size_t i) {
    return text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
}

}  // namespace

// RFC 9309 section 2.2.2: "Octets in the URI and robots.txt paths outside the range of the US-ASCII coded character set
// … MUST be percent-encoded … prior to comparison." The target comes encoded (model::Url); rules are encoded here.
std::string normalised_pattern(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        // A space or a quote stands in no address either: one that was written with it is asked for with %20.
        if (byte >= 0x80 || std::string_view(" \"<>`").find(text[i]) != std::string_view::npos) {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 0xF];
        } else if (is_escape(text, i)) {
            out += '%';
            out += digits[static_cast<std::size_t>(hex_digit(text[i + 1]))];
            out += digits[static_cast<std::size_t>(hex_digit(text[i + 2]))];
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

// %XX in upper case; nothing else is touched.
std::string normalised_target(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i + 2 < out.size(); ++i) {
        if (!is_escape(out, i)) continue;
        for (std::size_t j = i + 1; j <= i + 2; ++j)
            if (out[j] >= 'a' && out[j] <= 'f') out[j] = static_cast<char>(out[j] - 'a' + 'A');
        i += 2;
    }
    return out;
}

// "If a percent-encoded ASCII octet is encountered in the URI, it MUST be unencoded prior to comparison, unless it is a
// reserved character": %62 is b.
std::string with_unreserved_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_escape(text, i)) {
            const auto c = static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (is_letter || c == '-' || c == '.' || c == '_' || c == '~') {
                out += c;
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

std::string target_of(std::string_view url) {
    url = url.substr(0, url.find('#'));
    const auto scheme = url.find("//");
    // "//" counts only in front of an authority, not inside a path or query.
    if (scheme == 0 || (scheme != std::string_view::npos && url.substr(0, scheme).ends_with(':') &&
                        url.substr(0, scheme).find_first_of("/?") == std::string_view::npos)) {
        url.remove_prefix(scheme + 2);
    }
    const auto path = url.find_first_of("/?");
    if (path == std::string_view::npos) return "/";
    return (url[path] == '?' ? "/" : "") + std::string(url.substr(path));
}

}  // namespace nianbao::crawler
