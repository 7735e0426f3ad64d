#include "parser/markup_tags.h"

#include <algorithm>
#include <array>

namespace nianbao::parser {
namespace {

constexpr TagRule flat(std::string_view name) { return {name, Treatment::flat, KeptAttributes::none, true}; }
constexpr TagRule row(std::string_view name) { return {name, Treatment::row, KeptAttributes::none, true}; }
constexpr TagRule block(std::string_view name) { return {name, Treatment::block, KeptAttributes::none, true}; }
constexpr TagRule heading(std::string_view name) { return {name, Treatment::heading, KeptAttributes::none, true}; }
constexpr TagRule skip(std::string_view name) { return {name, Treatment::skip, KeptAttributes::none, false}; }

// In the order of their names, which find_tag_rule() relies on.
constexpr std::array<TagRule, tag_rule_count> rules = {
    block("address"),
    block("article"),
    block("aside"),
    flat("base"),
    block("blockquote"),
    flat("body"),
    flat("br"),
    TagRule{"caption", Treatment::cell, KeptAttributes::none, true},
    block("center"),
    TagRule{"col", Treatment::row, KeptAttributes::span, true},
    TagRule{"colgroup", Treatment::row, KeptAttributes::span, true},
    flat("dd"),
    block("details"),
    block("dir"),
    block("div"),
    block("dl"),
    flat("dt"),
    TagRule{"embed", Treatment::flat, KeptAttributes::none, false},
    block("fieldset"),
    block("figcaption"),
    block("figure"),
    block("footer"),
    heading("h1"),
    heading("h2"),
    heading("h3"),
    heading("h4"),
    heading("h5"),
    heading("h6"),
    flat("head"),
    block("header"),
    block("hgroup"),
    flat("hr"),
    flat("html"),
    skip("iframe"),
    TagRule{"img", Treatment::flat, KeptAttributes::none, false},
    flat("li"),
    block("listing"),
    block("main"),
    skip("math"),
    block("menu"),
    TagRule{"meta", Treatment::flat, KeptAttributes::meta, true},
    block("nav"),
    skip("noembed"),
    skip("noframes"),
    block("ol"),
    flat("p"),
    block("pre"),
    skip("script"),
    block("section"),
    TagRule{"select", Treatment::choice, KeptAttributes::none, false},
    skip("style"),
    block("summary"),
    skip("svg"),
    TagRule{"table", Treatment::table, KeptAttributes::none, true},
    row("tbody"),
    TagRule{"td", Treatment::cell, KeptAttributes::spans, true},
    TagRule{"template", Treatment::inert, KeptAttributes::none, false},
    skip("textarea"),
    row("tfoot"),
    TagRule{"th", Treatment::cell, KeptAttributes::spans, true},
    row("thead"),
    TagRule{"title", Treatment::keep_raw, KeptAttributes::none, true},
    row("tr"),
    block("ul"),
    TagRule{"xmp", Treatment::keep_raw, KeptAttributes::none, false},
};
static_assert(std::is_sorted(rules.begin(), rules.end(), [](const TagRule& a, const TagRule& b) { return a.name < b.name; }));

constexpr std::size_t longest_name = 10;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

// Where the rules of each first letter begin.
constexpr std::array<std::uint8_t, 27> first_rules = [] {
    std::array<std::uint8_t, 27> first{};
    for (std::size_t letter = 0; letter < first.size(); ++letter) {
        std::uint8_t at = 0;
        while (at < rules.size() && rules[at].name[0] < static_cast<char>('a' + letter)) ++at;
        first[letter] = at;
    }
    return first;
}();

}  // namespace

int find_tag_rule(std::string_view name) {
    if (name.empty() || name.size() > longest_name) return -1;
    const int letter = lower(name[0]) - 'a';
    if (letter < 0 || letter >= 26) return -1;
    const auto at = static_cast<std::size_t>(letter);
    for (int number = first_rules[at]; number < first_rules[at + 1]; ++number)
        if (same_name(name, rules[static_cast<std::size_t>(number)].name)) return number;
    return -1;
}

const TagRule& tag_rule(int number) { return rules[static_cast<std::size_t>(number)]; }

bool same_name(std::string_view name, std::string_view wanted) {
    if (name.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (lower(name[i]) != wanted[i]) return false;
    return true;
}

bool is_void_without_rule(std::string_view name) {
    static constexpr std::array<std::string_view, 11> names = {"input", "link", "wbr", "area", "param", "source", "track", "keygen", "frame", "bgsound", "image"};
    return std::any_of(names.begin(), names.end(), [&](std::string_view wanted) { return same_name(name, wanted); });
}

bool keeps_attribute(KeptAttributes kept, std::string_view name) {
    switch (kept) {
        case KeptAttributes::none: return false;
        case KeptAttributes::spans: return same_name(name, "colspan") || same_name(name, "rowspan");
        case KeptAttributes::span: return same_name(name, "span");
        case KeptAttributes::meta: return same_name(name, "name") || same_name(name, "property") || same_name(name, "content");
    }
    return false;
}

bool style_hides(std::string_view style) {
    for (std::size_t colon = style.find(':'); colon != std::string_view::npos; colon = style.find(':', colon + 1)) {
        std::size_t value = colon + 1;
        while (value < style.size() && is_space(style[value])) ++value;
        const std::size_t after = value + 4;
        if (!same_name(style.substr(std::min(value, style.size()), 4), "none")) continue;
        if (after < style.size() && !is_space(style[after]) && style[after] != ';' && style[after] != '!') continue;
        std::size_t end = colon;
        while (end > 0 && is_space(style[end - 1])) --end;
        constexpr std::string_view display = "display";
        if (end < display.size() || !same_name(style.substr(end - display.size(), display.size()), display)) continue;
        const std::size_t begin = end - display.size();
        if (begin == 0 || is_space(style[begin - 1]) || style[begin - 1] == ';') return true;
    }
    return false;
}

}  // namespace nianbao::parser
