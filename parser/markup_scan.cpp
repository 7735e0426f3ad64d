#include "parser/markup_scan.h"

#include <algorithm>

namespace nianbao::parser {

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return x == y || (is_letter(x) && (x ^ 0x20) == y); });
}

std::size_t find_end_tag(std::string_view html, std::string_view name, std::size_t from) {
    for (std::size_t at = html.find("</", from); at != std::string_view::npos; at = html.find("</", at + 2)) {
        if (!same_letters(html.substr(at + 2, name.size()), name)) continue;
        const std::size_t after = at + 2 + name.size();
        if (after >= html.size() || is_html_space(html[after]) || html[after] == '>' || html[after] == '/') return at;
    }
    return std::string_view::npos;
}

std::size_t behind_tag(std::string_view html, std::size_t tag) {
    const std::size_t close = html.find('>', tag);
    return close == std::string_view::npos ? html.size() : close + 1;
}

std::size_t read_attribute_value(std::string_view html, std::size_t at, std::string_view& value) {
    while (at < html.size() && is_html_space(html[at])) ++at;
    if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
        const std::size_t close = html.find(html[at], at + 1);
        const std::size_t end = close == std::string_view::npos ? html.size() : close;
        value = html.substr(at + 1, end - at - 1);
        return std::min(end + 1, html.size());
    }
    const std::size_t begin = at;
    while (at < html.size() && !is_html_space(html[at]) && html[at] != '>') ++at;
    value = html.substr(begin, at - begin);
    return at;
}

}  // namespace nianbao::parser
