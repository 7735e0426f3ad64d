#include "crawler/tag.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

// What a byte ends: the tokeniser looks at every byte of every tag, so this is a table and no comparison.
enum Ends : std::uint8_t { ends_name = 1, ends_attribute = 2, ends_value = 4, is_blank = 8 };

constexpr std::array<std::uint8_t, 256> classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (const char c : {' ', '\t', '\n', '\r', '\f'})
        table[static_cast<unsigned char>(c)] = ends_name | ends_attribute | ends_value | is_blank;
    table['>'] = ends_name | ends_attribute | ends_value;
    table['/'] = ends_name | ends_attribute;
    table['='] = ends_attribute;
    return table;
}();

bool is(char c, Ends what) { return (classes[static_cast<unsigned char>(c)] & what) != 0; }

void skip_to(std::string_view page, std::size_t& at, Ends what) {
    while (at < page.size() && !is(page[at], what)) ++at;
}

void skip_blanks(std::string_view page, std::size_t& at) {
    while (at < page.size() && is(page[at], is_blank)) ++at;
}

std::string_view take_value(std::string_view page, std::size_t& at) {
    skip_blanks(page, at);
    if (at >= page.size()) return {};
    const char quote = page[at];
    if (quote == '"' || quote == '\'') {
        const std::size_t begin = at + 1;
        const std::size_t end = std::min(page.find(quote, begin), page.size());
        at = std::min(end + 1, page.size());
        return page.substr(begin, end - begin);
    }
    const std::size_t begin = at;
    skip_to(page, at, ends_value);
    return page.substr(begin, at - begin);
}

// Calls take(name, value) for each attribute; false when the tag never ends.
template <typename Take>
bool walk_attributes(std::string_view page, std::size_t& at, Take take) {
    for (;;) {
        while (at < page.size() && (is(page[at], is_blank) || page[at] == '/')) ++at;
        if (at >= page.size()) return false;
        if (page[at] == '>') {
            ++at;
            return true;
        }
        const std::size_t begin = at++;
        skip_to(page, at, ends_attribute);
        const std::string_view name = page.substr(begin, at - begin);
        skip_blanks(page, at);
        std::string_view value = page.substr(at, 0);
        if (at < page.size() && page[at] == '=') {
            ++at;
            value = take_value(page, at);
        }
        take(name, value);
    }
}

void set(Attributes& attributes, std::string_view name, std::string_view value) {
    static constexpr std::array<std::pair<std::string_view, std::string_view Attributes::*>, 12> known = {{
        {"href", &Attributes::href},
        {"title", &Attributes::title},
        {"http-equiv", &Attributes::http_equiv},
        {"content", &Attributes::content},
        {"type", &Attributes::type},
        {"src", &Attributes::src},
        {"alt", &Attributes::alt},
        {"name", &Attributes::name},
        {"value", &Attributes::value},
        {"onclick", &Attributes::onclick},
        {"onload", &Attributes::onload},
        {"id", &Attributes::id},
    }};
    for (const auto& [known_name, member] : known) {
        if (name.size() != known_name.size() || !same_word(name, known_name)) continue;
        if ((attributes.*member).data() == nullptr) attributes.*member = value;
        return;
    }
}

}  // namespace

namespace {

constexpr std::array<std::pair<std::string_view, Element>, 17> known_elements = {{
    {"a", Element::a},
    {"li", Element::li},
    {"img", Element::img},
    {"area", Element::area},
    {"base", Element::base},
    {"body", Element::body},
    {"meta", Element::meta},
    {"frame", Element::frame},
    {"style", Element::style},
    {"title", Element::title},
    {"iframe", Element::iframe},
    {"option", Element::option},
    {"record", Element::record},
    {"script", Element::script},
    {"select", Element::select},
    {"totalpage", Element::total_page},
    {"totalrecord", Element::total_record},
}};

// The letters that a known element begins with, in either case: most tags (p, div, h2, ul) are told by their first.
constexpr std::array<bool, 256> first_letters = [] {
    std::array<bool, 256> table{};
    for (const auto& [word, element] : known_elements) {
        table[static_cast<unsigned char>(word[0])] = true;
        table[static_cast<unsigned char>(word[0] - 'a' + 'A')] = true;
    }
    return table;
}();

}  // namespace

Element element_named(std::string_view name) {
    if (name.empty() || !first_letters[static_cast<unsigned char>(name[0])]) return Element::other;
    // By length, and by the first letter without case: td and span are told without looking further.
    for (const auto& [word, element] : known_elements) {
        if (word.size() > name.size()) break;
        if (word.size() == name.size() && (name[0] | 0x20) == word[0] && same_word(name, word)) return element;
    }
    return Element::other;
}

std::string_view take_name(std::string_view page, std::size_t& at) {
    const std::size_t begin = at;
    skip_to(page, at, ends_name);
    return page.substr(begin, at - begin);
}

std::optional<Attributes> take_attributes(std::string_view page, std::size_t& at) {
    Attributes attributes;
    if (!walk_attributes(page, at,
                         [&attributes](std::string_view name, std::string_view value) { set(attributes, name, value); }))
        return std::nullopt;
    return attributes;
}

bool skip_attributes(std::string_view page, std::size_t& at) {
    return walk_attributes(page, at, [](std::string_view, std::string_view) {});
}

}  // namespace nianbao::crawler
