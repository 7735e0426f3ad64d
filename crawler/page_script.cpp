#include "crawler/page_script.h"

#include <algorithm>
#include <charconv>

#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

constexpr std::size_t longest_target = 2048;

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

// What is assigned behind the word "location" that ends at `at`.
std::optional<std::string> jump_at(std::string_view script, std::size_t at) {
    std::string_view opening = "=";
    for (std::string_view method : {".replace", ".assign"}) {
        if (!script.substr(at).starts_with(method)) continue;
        at += method.size();
        opening = "(";
    }
    if (script.substr(at).starts_with(".href")) at += 5;
    at = skip_spaces(script, at);
    if (!script.substr(at).starts_with(opening)) return std::nullopt;
    std::size_t end = 0;
    const auto target = quoted(script, skip_spaces(script, at + 1), end);
    if (!target || target->empty()) return std::nullopt;
    end = skip_spaces(script, end);
    if (end < script.size() && script[end] == '+') return std::nullopt;
    return decode_references(*target);
}

std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) return text.substr(1, text.size() - 2);
    return text;
}

bool is_file_word(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) { return is_name_character(c) || c == '-'; });
}

std::optional<Pager> pager_of(std::string_view arguments) {
    std::vector<std::string_view> words;
    while (words.size() < 8) {
        const auto comma = arguments.find(',');
        words.push_back(trimmed(arguments.substr(0, comma)));
        if (comma == std::string_view::npos) break;
        arguments.remove_prefix(comma + 1);
    }
    const std::size_t first = !words.empty() && whole_number(words[0]) ? 0 : 1;
    if (words.size() < first + 4) return std::nullopt;
    const auto total = whole_number(words[first]);
    Pager pager{.total = total.value_or(0),
                .first = first == 0 ? 1 : 2,
                .stem = std::string(unquoted(words[first + 2])),
                .extension = std::string(unquoted(words[first + 3]))};
    if (pager.total < 1 || pager.total > 10'000 || !is_file_word(pager.stem) || !is_file_word(pager.extension)) return std::nullopt;
    return pager;
}

}  // namespace

void find_jumps(std::string_view script, std::vector<std::string>& jumps, std::size_t most) {
    static constexpr std::string_view word = "location";
    for (std::size_t at = script.find(word); at != std::string_view::npos && jumps.size() < most; at = script.find(word, at + word.size())) {
        // "mylocation" is another name; "window.location", "self.location" are this one.
        if (at > 0 && is_name_character(script[at - 1])) continue;
        if (auto target = jump_at(script, at + word.size())) jumps.push_back(std::move(*target));
    }
}

std::optional<Pager> find_pager(std::string_view script) {
    static constexpr std::string_view word = "createPageHTML";
    for (std::size_t at = script.find(word); at != std::string_view::npos; at = script.find(word, at + word.size())) {
        const std::size_t open = skip_spaces(script, at + word.size());
        if (open >= script.size() || script[open] != '(') continue;
        const std::string_view window = script.substr(open + 1, 256);
        const auto close = window.find(')');
        if (close == std::string_view::npos) continue;
        if (auto pager = pager_of(window.substr(0, close))) return pager;
    }
    return std::nullopt;
}

}  // namespace nianbao::crawler
