#include "crawler/page_script.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "crawler/json_list.h"
#include "crawler/references.h"
#include "crawler/response_head.h"
#include "crawler/script_text.h"
#include "crawler/word_search.h"

namespace nianbao::crawler {
namespace {

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
    auto target = sum_at(script, at + 1);
    if (!target || target->empty()) return std::nullopt;
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

bool is_hexadecimal(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

int small_number(std::optional<std::string_view> text) {
    const auto number = text ? whole_number(*text) : std::nullopt;
    return number && *number > 0 && *number <= 1'000'000 ? *number : 0;
}

bool looks_like_an_address(std::string_view text) {
    if (text.empty() || text.size() > longest_target || text.find_first_of(" <>{}();") != std::string_view::npos) return false;
    if (text.starts_with('/') || text.starts_with("./") || text.starts_with("../") || text.starts_with("http://") || text.starts_with("https://")) return true;
    const std::string_view path = text.substr(0, text.find('?'));
    return path.ends_with(".html") || path.ends_with(".htm") || path.ends_with(".shtml") || path.ends_with(".jsp") || path.ends_with(".pdf");
}

// The words of an address that a query may hold as they are.
std::string query_value(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_name_character(c) || std::string_view(".-/:%").find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += {'%', digits[byte >> 4], digits[byte & 0xF]};
        }
    }
    return out;
}

void find_files(std::string_view script, std::vector<std::string>& files) {
    static constexpr std::string_view word = "showVsbpdfIframe";
    for (std::size_t at = script.find(word); at != std::string_view::npos && files.size() < 16; at = script.find(word, at + word.size())) {
        const std::size_t open = skip_spaces(script, at + word.size());
        if (open >= script.size() || script[open] != '(') continue;
        std::size_t end = 0;
        if (const auto file = quoted(script, skip_spaces(script, open + 1), end)) files.push_back(decode_references(*file));
    }
}

void find_searches(std::string_view script, std::vector<std::string>& searches) {
    for (const std::string_view word : {"/common/search/", "/searchList/"}) {
        for (std::size_t at = script.find(word); at != std::string_view::npos && searches.size() < 16; at = script.find(word, at + word.size())) {
            const std::string_view id = script.substr(at + word.size(), 32);
            if (id.size() == 32 && is_hexadecimal(id)) searches.push_back(std::string(word) + std::string(id));
        }
    }
}

void find_platform(std::string_view script, PageLinks& links) {
    if (script.find("_CONFIG") == std::string_view::npos && script.find("gkmlpt") == std::string_view::npos) return;
    const auto id = setting(script, "SID");
    if (!id || id->empty() || id->size() > 20 || !whole_number(*id)) return;
    links.platform_id = std::string(*id);
    const auto tree = script.find("TREE");
    const auto open = tree == std::string_view::npos ? tree : script.find_first_of("[{", tree);
    if (open != std::string_view::npos) links.categories = read_categories(script.substr(open));
}

}  // namespace

void read_script(std::string_view script, PageLinks& links) {
    // Most scripts have none of this.
    static const WordSearch words({"location", "createPageHTML", "countPage", "showVsbpdfIframe", "/common/search/", "/searchList/", "_CONFIG", "gkmlpt", "dataproxy.jsp"});
    if (!words.any_in(script)) return;
    // Where there is none of them a copy is not needed.
    const bool has_comments = script.find("//") != std::string_view::npos || script.find("/*") != std::string_view::npos;
    const std::string said = has_comments ? without_comments(script) : std::string();
    if (has_comments) script = said;
    find_jumps(script, links.jumps, 16);
    if (!links.pager) links.pager = find_pager(script);
    find_files(script, links.files);
    find_searches(script, links.searches);
    if (links.platform_id.empty()) find_platform(script, links);
    if (links.data_proxy.empty()) links.data_proxy = find_data_proxy(script, links);
}

std::string address_in_call(std::string_view script) {
    const std::string text = decode_references(script.substr(0, longest_target));
    for (std::size_t at = text.find_first_of("'\""); at != std::string::npos; at = text.find_first_of("'\"", at + 1)) {
        std::size_t end = 0;
        const auto word = quoted(text, at, end);
        if (!word) return "";
        if (looks_like_an_address(*word)) return std::string(*word);
        at = end - 1;
    }
    return "";
}

std::string find_data_proxy(std::string_view script, PageLinks& links) {
    static constexpr std::string_view page = "dataproxy.jsp";
    const auto found = script.find(page);
    if (found == std::string_view::npos) return "";
    const auto column = setting(script, "columnid");
    const auto unit = setting(script, "unitid");
    if (!column || !unit) return "";
    // The address stands in quotes before the arguments, with whatever path the site has.
    const std::size_t quote = script.find_last_of("'\"", found);
    std::string address = quote == std::string_view::npos ? "" : std::string(script.substr(quote + 1, found + page.size() - quote - 1));
    if (!looks_like_an_address(address)) address = "/module/web/jpage/dataproxy.jsp";
    char mark = '?';
    for (const std::string_view name : {"col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype"}) {
        const auto value = setting(script, name);
        if (!value) continue;
        address += std::exchange(mark, '&') + std::string(name) + "=" + query_value(*value);
    }
    if (links.total_records == 0) links.total_records = small_number(setting(script, "totalRecord"));
    links.records_a_page = small_number(setting(script, "perPage"));
    return address;
}

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
    const int pages = small_number(setting(script, "countPage"));
    if (pages > 1 && pages <= 10'000) return Pager{.total = pages, .first = 1, .stem = {}, .extension = {}};
    return std::nullopt;
}

}  // namespace nianbao::crawler
