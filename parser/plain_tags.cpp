#include "parser/plain_tags.h"

#include <algorithm>
#include <array>
#include <utility>

#include "normalize/fold.h"
#include "parser/markup_scan.h"
#include "parser/markup_tags.h"

namespace nianbao::parser {
namespace {

struct Entry {
    std::string_view name;
    Kind kind;
    Tag tag;
};

constexpr std::array<Entry, 53> entries = {{
    {"address", Kind::block, Tag::block},
    {"article", Kind::block, Tag::block},
    {"aside", Kind::block, Tag::block},
    {"base", Kind::fact, Tag::base},
    {"blockquote", Kind::block, Tag::block},
    {"body", Kind::body, Tag::body},
    {"br", Kind::blank, Tag::br},
    {"caption", Kind::caption, Tag::caption},
    {"center", Kind::block, Tag::block},
    {"col", Kind::column, Tag::col},
    {"colgroup", Kind::columns, Tag::colgroup},
    {"dd", Kind::term, Tag::dd},
    {"details", Kind::block, Tag::block},
    {"dir", Kind::block, Tag::block},
    {"div", Kind::block, Tag::div},
    {"dl", Kind::block, Tag::dl},
    {"dt", Kind::term, Tag::dt},
    {"embed", Kind::blank, Tag::other},
    {"fieldset", Kind::block, Tag::block},
    {"figcaption", Kind::block, Tag::block},
    {"figure", Kind::block, Tag::block},
    {"footer", Kind::block, Tag::footer},
    {"h1", Kind::heading, Tag::h1},
    {"h2", Kind::heading, Tag::h2},
    {"h3", Kind::heading, Tag::h3},
    {"h4", Kind::heading, Tag::h4},
    {"h5", Kind::heading, Tag::h5},
    {"h6", Kind::heading, Tag::h6},
    {"head", Kind::head, Tag::head},
    {"header", Kind::block, Tag::header},
    {"hgroup", Kind::block, Tag::block},
    {"hr", Kind::rule, Tag::hr},
    {"html", Kind::html, Tag::html},
    {"img", Kind::blank, Tag::img},
    {"li", Kind::item, Tag::li},
    {"main", Kind::block, Tag::block},
    {"menu", Kind::block, Tag::block},
    {"meta", Kind::fact, Tag::meta},
    {"nav", Kind::block, Tag::nav},
    {"ol", Kind::list, Tag::ol},
    {"p", Kind::paragraph, Tag::p},
    {"pre", Kind::preformatted, Tag::pre},
    {"section", Kind::block, Tag::block},
    {"summary", Kind::block, Tag::block},
    {"table", Kind::table, Tag::table},
    {"tbody", Kind::group, Tag::tbody},
    {"td", Kind::cell, Tag::td},
    {"tfoot", Kind::group, Tag::tfoot},
    {"th", Kind::cell, Tag::th},
    {"thead", Kind::group, Tag::thead},
    {"title", Kind::title, Tag::title},
    {"tr", Kind::row, Tag::tr},
    {"ul", Kind::list, Tag::ul},
}};

// By the number of the rule.
const std::array<Entry, tag_rule_count>& entries_of_rules() {
    static const std::array<Entry, tag_rule_count> all = [] {
        std::array<Entry, tag_rule_count> table{};
        for (const Entry& entry : entries)
            if (const int rule = find_tag_rule(entry.name); rule >= 0) table[static_cast<std::size_t>(rule)] = entry;
        return table;
    }();
    return all;
}

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

// Characters that the tokenizer hands on as they are.
bool is_plain(char32_t c) {
    if (c < 0x20) return c == U'\t' || c == U'\n' || c == U'\f';
    if (c < 0x7F) return true;
    return c >= 0xA0 && !(c >= 0xFDD0 && c <= 0xFDEF) && (c & 0xFFFEU) != 0xFFFEU && c != 0xFFFD;
}

// True for what is certainly plain as it is, which nearly all text is: printable ASCII and, by the first byte of their UTF-8, the
// characters from U+0800 up to U+EFFF.
bool stands_for_itself(std::string_view markup) {
    for (std::size_t at = 0; at < markup.size();) {
        const auto lead = static_cast<unsigned char>(markup[at]);
        if ((lead >= 0x20 && lead < 0x7F && lead != '&') || lead == '\t' || lead == '\n') {
            ++at;
        } else if (lead >= 0xE0 && lead <= 0xEE) {
            at += 3;
        } else {
            return false;
        }
    }
    return true;
}

struct Reference {
    std::string_view name;
    char32_t c;
};
constexpr std::array<Reference, 22> references = {{
    {"nbsp", 0xA0},    {"amp", U'&'},      {"lt", U'<'},      {"gt", U'>'},      {"quot", U'"'},    {"ensp", 0x2002},
    {"emsp", 0x2003},  {"thinsp", 0x2009}, {"middot", 0xB7},  {"copy", 0xA9},    {"times", 0xD7},   {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"mdash", 0x2014}, {"ndash", 0x2013}, {"hellip", 0x2026},
    {"laquo", 0xAB},   {"raquo", 0xBB},    {"bull", 0x2022},  {"yen", 0xA5},
}};

// The number of &#160; or &#xA0;, where it is a character that stands for itself.
std::optional<char32_t> numbered(std::string_view digits) {
    const bool hex = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
    if (hex) digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 6) return std::nullopt;
    char32_t value = 0;
    for (const char c : digits) {
        const int digit = c >= '0' && c <= '9'          ? c - '0'
                          : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                        : -1;
        if (digit < 0) return std::nullopt;
        value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    }
    const bool is_character = value >= 0x20 && is_plain(value) && !(value >= 0xD800 && value <= 0xDFFF) && value <= 0x10FFFF;
    return is_character ? std::optional(value) : std::nullopt;
}

// `at` is at the '&', and behind the reference afterwards.
std::optional<char32_t> read_reference(std::string_view markup, std::size_t& at) {
    constexpr std::size_t longest = 10;
    const char next = at + 1 < markup.size() ? markup[at + 1] : ' ';
    if (next == ' ' || next == '\n' || static_cast<unsigned char>(next) >= 0x80) {
        ++at;
        return U'&';
    }
    const std::string_view window = markup.substr(at + 1, longest);
    const std::size_t semicolon = window.find(';');
    if (semicolon == std::string_view::npos) return std::nullopt;
    const std::string_view name = window.substr(0, semicolon);
    at += semicolon + 2;
    if (name.starts_with('#')) return numbered(name.substr(1));
    const auto found = std::find_if(references.begin(), references.end(),
                                    [name](const Reference& reference) { return reference.name == name; });
    return found == references.end() ? std::nullopt : std::optional(found->c);
}

// The attributes of a start tag, from behind its name to before its '>'. False where they are not plain.
bool read_attributes(std::string_view within, std::vector<DomAttribute>& attributes) {
    for (std::size_t at = 0; at < within.size();) {
        if (is_html_space(within[at])) {
            ++at;
            continue;
        }
        const std::size_t name = at;
        while (at < within.size() && (is_letter(within[at]) || within[at] == '-')) ++at;
        if (at == name) return false;
        DomAttribute attribute{lowered(within.substr(name, at - name)), {}};
        while (at < within.size() && is_html_space(within[at])) ++at;
        if (at < within.size() && within[at] == '=') {
            std::string_view value;
            at = read_attribute_value(within, at + 1, value);
            if (!std::all_of(value.begin(), value.end(),
                             [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '&'; }))
                return false;
            attribute.value = value;
        }
        const auto same = [&](const DomAttribute& other) { return other.name == attribute.name; };
        if (std::any_of(attributes.begin(), attributes.end(), same)) return false;
        attributes.push_back(std::move(attribute));
    }
    return true;
}

}  // namespace

std::optional<PlainTag> read_plain_tag(std::string_view markup, std::size_t at) {
    PlainTag tag;
    tag.begin = at;
    tag.is_end = at + 1 < markup.size() && markup[at + 1] == '/';
    const std::size_t name = at + (tag.is_end ? 2U : 1U);
    std::size_t name_end = name;
    while (name_end < markup.size() && (is_letter(markup[name_end]) || (markup[name_end] >= '0' && markup[name_end] <= '9')))
        ++name_end;
    if (name_end == markup.size() || (markup[name_end] != '>' && !is_html_space(markup[name_end]))) return std::nullopt;
    tag.rule = find_tag_rule(markup.substr(name, name_end - name));
    if (tag.rule < 0) return std::nullopt;
    const Entry& entry = entries_of_rules()[static_cast<std::size_t>(tag.rule)];
    if (entry.kind == Kind::other) return std::nullopt;
    tag.kind = entry.kind;
    tag.tag = entry.tag;
    tag.end = markup[name_end] == '>' ? name_end + 1 : behind_tag(markup, at);
    if (markup[tag.end - 1] != '>') return std::nullopt;
    if (tag.end > name_end + 1 && !read_attributes(markup.substr(name_end, tag.end - 1 - name_end), tag.attributes))
        return std::nullopt;
    return tag;
}

PlainTag plain_tag_named(std::string_view name) {
    PlainTag tag;
    tag.rule = find_tag_rule(name);
    const Entry& entry = entries_of_rules()[static_cast<std::size_t>(tag.rule)];
    tag.kind = entry.kind;
    tag.tag = entry.tag;
    return tag;
}

std::optional<std::string_view> decode_plain_text(std::string_view markup, std::string& text) {
    if (stands_for_itself(markup)) return markup;
    text.clear();
    for (std::size_t at = 0; at < markup.size();) {
        if (markup[at] == '&') {
            const auto c = read_reference(markup, at);
            if (!c) return std::nullopt;
            normalize::append_utf8(text, *c);
            continue;
        }
        if (markup[at] == '\r') {
            // 13.2.3.5: CR LF and CR are LF.
            at += at + 1 < markup.size() && markup[at + 1] == '\n' ? 2 : 1;
            text += '\n';
            continue;
        }
        const std::size_t begin = at;
        if (!is_plain(normalize::next_code_point(markup, at))) return std::nullopt;
        text.append(markup.substr(begin, at - begin));
    }
    return text;
}

DocumentType read_document_type(std::string_view markup) {
    constexpr std::string_view begin = "<!doctype";
    if (!markup.starts_with("<!")) return {};
    if (markup.size() < begin.size() || lowered(markup.substr(0, begin.size())) != begin) return {Quirks::unknown, 0};
    const std::size_t end = markup.find('>') + 1;
    if (end == 0) return {Quirks::unknown, 0};
    const std::string type = lowered(markup.substr(0, end));
    const bool is_strict = type == "<!doctype html>" ||
                           type.starts_with("<!doctype html public \"-//w3c//dtd xhtml 1.0 transitional//en\" \"") ||
                           type.starts_with("<!doctype html public \"-//w3c//dtd xhtml 1.0 strict//en\" \"");
    return {is_strict ? Quirks::none : Quirks::unknown, end};
}

}  // namespace nianbao::parser
