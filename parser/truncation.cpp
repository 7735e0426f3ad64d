#include "parser/truncation.h"

#include <algorithm>

namespace nianbao::parser {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool begins_with(std::string_view text, std::string_view name) {
    return text.size() >= name.size() && std::equal(name.begin(), name.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

}  // namespace

bool is_cut_off(std::string_view html) {
    bool page = false;
    int tables = 0;
    std::size_t last_tag = std::string_view::npos;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const std::string_view tag = html.substr(at + 1, 8);
        if (begins_with(tag, "/html") || begins_with(tag, "/body")) return false;
        page = page || begins_with(tag, "html") || begins_with(tag, "body");
        if (begins_with(tag, "table")) ++tables;
        if (begins_with(tag, "/table") && tables > 0) --tables;
        last_tag = at;
    }
    if (!page || last_tag == std::string_view::npos) return false;
    const bool inside_tag = html.find('>', last_tag) == std::string_view::npos;
    return inside_tag || tables > 0;
}

}  // namespace nianbao::parser
