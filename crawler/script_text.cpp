#include "crawler/script_text.h"

#include <algorithm>

namespace nianbao::crawler {

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) ++at;
    return at;
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

// The quoted string that begins at `at`; `end` becomes the place behind it. nullopt when there is none.
std::optional<std::string_view> quoted(std::string_view text, std::size_t at, std::size_t& end) {
    if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return std::nullopt;
    const std::string_view window = text.substr(at + 1, longest_target);
    const auto close = window.find(text[at]);
    if (close == std::string_view::npos) return std::nullopt;
    end = at + 1 + close + 1;
    return window.substr(0, close);
}

// The script with its comments blanked, so that what an editor commented out says nothing. "http://" is none, in a string or not; nor
// is the end of a regular expression (/^https?:\/\//).
std::string without_comments(std::string_view script) {
    std::string out(script);
    const auto blank = [&out](std::size_t from, std::size_t to) { std::fill(out.begin() + static_cast<std::ptrdiff_t>(from), out.begin() + static_cast<std::ptrdiff_t>(to), ' '); };
    for (std::size_t at = out.find_first_of("/\"'"); at != std::string::npos; at = out.find_first_of("/\"'", at)) {
        const char c = out[at];
        if (c != '/') {
            // A string ends on its line (ECMAScript section 12.9.4); one that does not is none.
            std::size_t end = at + 1;
            while (end < out.size() && out[end] != c && out[end] != '\n') end += out[end] == '\\' ? 2 : 1;
            at = std::min(end + 1, out.size());
            continue;
        }
        const char next = at + 1 < out.size() ? out[at + 1] : '\0';
        const bool is_escaped = at > 0 && (out[at - 1] == '\\' || out[at - 1] == ':');
        if (next == '/' && !is_escaped) {
            const std::size_t end = std::min(out.find_first_of("\r\n", at), out.size());
            blank(at, end);
            at = end;
        } else if (next == '*' && !is_escaped) {
            const std::size_t close = out.find("*/", at + 2);
            const std::size_t end = close == std::string::npos ? out.size() : close + 2;
            blank(at, end);
            at = end;
        } else {
            ++at;
        }
    }
    return out;
}

// What `name` is set to: name: 'x', name = "x", 'name': 5. nullopt when it is not, or to an expression.
std::optional<std::string_view> setting(std::string_view script, std::string_view name) {
    for (std::size_t at = script.find(name); at != std::string_view::npos; at = script.find(name, at + name.size())) {
        if (at > 0 && is_name_character(script[at - 1])) continue;
        std::size_t end = at + name.size();
        if (end < script.size() && is_name_character(script[end])) continue;
        if (end < script.size() && (script[end] == '"' || script[end] == '\'')) ++end;
        end = skip_spaces(script, end);
        if (end >= script.size() || (script[end] != ':' && script[end] != '=')) continue;
        end = skip_spaces(script, end + 1);
        std::size_t behind = 0;
        if (const auto value = quoted(script, end, behind)) return value;
        std::size_t digits = end;
        while (digits < script.size() && script[digits] >= '0' && script[digits] <= '9') ++digits;
        if (digits > end) return script.substr(end, digits - end);
    }
    return std::nullopt;
}

namespace {

constexpr char here[] = "\x01";  // stands for the host of the page, in what is put together

// The value of a name in a sum of strings: of the address of the page, or of one that is set to a string somewhere.
std::optional<std::string> value_of(std::string_view script, std::string_view name) {
    for (const std::string_view prefix : {"window.", "document.", "self.", "top."})
        if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    if (name == "location.protocol") return "";
    if (name == "location.host" || name == "location.hostname") return here;
    if (name == "location.origin") return std::string("//") + here;
    if (name.empty() || name.find('.') != std::string_view::npos || (name[0] >= '0' && name[0] <= '9')) return std::nullopt;
    const auto value = setting(script, name);
    return value ? std::optional(std::string(*value)) : std::nullopt;
}

}  // namespace

// "'/nb/' + 'list.html'", "location.protocol + '//' + location.host + '/nb/'", "url": a sum of strings. nullopt when one of its
// parts cannot be told from the text alone.
std::optional<std::string> sum_at(std::string_view script, std::size_t at) {
    std::string sum;
    for (int parts = 0; parts < 16 && sum.size() <= longest_target; ++parts) {
        at = skip_spaces(script, at);
        std::size_t end = at;
        if (const auto string = quoted(script, at, end)) {
            sum += *string;
        } else {
            while (end < script.size() && (is_name_character(script[end]) || script[end] == '.')) ++end;
            const auto value = value_of(script, script.substr(at, end - at));
            if (!value) return std::nullopt;
            sum += *value;
        }
        at = skip_spaces(script, end);
        if (at < script.size() && script[at] == '+') {
            ++at;
            continue;
        }
        // A call, an index, a choice: something else than a sum.
        if (at < script.size() && std::string_view("([?.").find(script[at]) != std::string_view::npos) return std::nullopt;
        if (const auto host = sum.find(std::string("//") + here); host != std::string::npos) sum.erase(0, host + 3);
        return sum.find(here) == std::string::npos ? std::optional(std::move(sum)) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace nianbao::crawler
