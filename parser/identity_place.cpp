#include "parser/identity_place.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "normalize/division_table.h"
#include "normalize/fold.h"
#include "normalize/place.h"
#include "normalize/publisher.h"

namespace nianbao::parser {
namespace {

using normalize::to_utf32;
using normalize::to_utf8;

constexpr std::size_t longest_prefix = 12;  // characters of a place in front of a name

bool is_han(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }
bool is_level(char32_t c) { return std::u32string_view(U"省市州盟县区旗").find(c) != std::u32string_view::npos; }
bool ends_with(const std::string& text, std::string_view end) { return text.size() > end.size() && text.ends_with(end); }

std::vector<std::string_view> views(std::span<const std::string> texts) { return {texts.begin(), texts.end()}; }

// A code without the zeros of its level: 230800 -> 2308.
std::string_view stem(std::string_view code) {
    while (code.size() > 2 && code.ends_with("00")) code.remove_suffix(2);
    return code;
}

bool lies_in(std::string_view code, std::string_view other) { return code.starts_with(stem(other)); }

// The longest run of characters in front of the name that is the name of a place, alone or with the first word of the name
// (佳木斯 + 市教育局). Where no list knows the place: a plain word that ends in its level.
std::u32string place_before(std::u32string_view before, std::u32string_view name) {
    for (std::size_t length = std::min(before.size(), longest_prefix); length >= 2; --length) {
        const std::u32string text = std::u32string(before.substr(before.size() - length)) + std::u32string(name);
        const std::size_t place = normalize::place_length(text);
        if (place >= length && !(place == length && is_level(name.front()) && name.size() > 1 && !is_level(name[1]) && !is_level(before.back()))) return std::u32string(before.substr(before.size() - length));
    }
    if (before.size() < 2 || before.size() > 9 || !is_level(before.back())) return {};
    static constexpr std::u32string_view not_in_names = U"由在为与和对向经按是全我本了的将各及关于据";
    return before.find_first_of(not_in_names) == std::u32string_view::npos ? std::u32string(before) : std::u32string();
}

using Prefixes = std::map<std::u32string, int>;

// Counts the places that stand in front of `name` in the text.
template <typename Character>
void count_prefixes(std::size_t size, Character character, std::u32string_view name, Prefixes& prefixes) {
    for (std::size_t at = 1; at + name.size() <= size; ++at) {
        if (character(at) != name[0] || !is_han(character(at - 1))) continue;
        bool same = true;
        for (std::size_t i = 1; i < name.size() && same; ++i) same = character(at + i) == name[i];
        if (!same) continue;
        std::u32string before;
        for (std::size_t back = at; back > 0 && is_han(character(back - 1)) && before.size() < longest_prefix + 1; --back) before.insert(before.begin(), character(back - 1));
        if (const std::u32string place = place_before(before, name); !place.empty()) ++prefixes[place];
    }
}

Prefixes prefixes_of(const Document& document, std::u32string_view name, std::span<const std::string> contexts) {
    Prefixes prefixes;
    count_prefixes(document.glyphs.size(), [&](std::size_t i) { return document.glyphs[i].c; }, name, prefixes);
    for (const std::string& context : contexts) {
        const std::u32string text = to_utf32(context);
        count_prefixes(text.size(), [&](std::size_t i) { return text[i]; }, name, prefixes);
    }
    return prefixes;
}

// True for a name that begins with a province or a prefecture, or with nothing else than its own full chain.
bool is_long_enough(const std::string& name, int year) {
    const std::u32string folded = normalize::folded_text(name);
    if (normalize::place_length(folded) == 0) return false;
    const auto place = normalize::resolve_place(name, {}, year);
    return place && (place->code.ends_with("00") || folded.starts_with(normalize::folded_text(place->full_name)));
}

// 平潭县 alone is a place, and the report is its government's, where the page names that.
std::string government_of(const std::string& place, std::span<const std::string> contexts) {
    const std::u32string folded = normalize::folded_text(place);
    if (folded.empty() || !is_level(folded.back())) return place;
    for (const std::string& context : contexts)
        if (context.find(place + "人民政府") != std::string::npos) return place + "人民政府";
    return place;
}

// A name without the office that writes for the body.
std::string without_office(std::string name) {
    for (const std::string_view office : {"办公厅", "办公室"})
        if (ends_with(name, office) && (ends_with(name.substr(0, name.size() - office.size()), "政府") || ends_with(name.substr(0, name.size() - office.size()), "委员会") || ends_with(name.substr(0, name.size() - office.size()), "局")))
            name.resize(name.size() - office.size());
    return name;
}

}  // namespace

std::string longer_name(const Document& document, const std::string& name, std::span<const std::string> contexts, int year) {
    if (name.empty() || is_long_enough(name, year)) return government_of(name, contexts);
    const std::string whole = government_of(name, contexts);
    const std::u32string text = to_utf32(whole);
    if (text.size() < 3) return whole;
    const Prefixes prefixes = prefixes_of(document, text, contexts);
    const auto best = std::max_element(prefixes.begin(), prefixes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best == prefixes.end()) return whole;
    // 黑龙江省佳木斯市郊区: the province says nothing more where the city is named.
    std::u32string prefix = best->first;
    for (const auto& [other, times] : prefixes)
        if (prefix.size() > other.size() && prefix.ends_with(other)) prefix = other;
    return to_utf8(prefix) + whole;
}

std::string division_of_site(std::string_view code) {
    while (code.starts_with(' ')) code.remove_prefix(1);
    while (code.ends_with(' ')) code.remove_suffix(1);
    if (code.size() != 10 || !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
    return std::string(code.substr(0, 6));
}

std::string division_of_name(const std::string& name, const std::string& site_code, std::span<const std::string> contexts, int year) {
    if (name.empty()) return {};
    std::vector<std::string_view> around = views(contexts);
    std::string site_name;
    if (const normalize::Division* site = site_code.empty() ? nullptr : normalize::find_division(site_code)) {
        site_name = full_name(*site);
        around.insert(around.begin(), site_name);
        // 郊区 on a site of that very district needs no further context.
        if (const auto place = normalize::resolve_place(name, std::array<std::string_view, 1>{site_name}, year); place && lies_in(place->code, site_code)) return place->code;
        const std::u32string folded = normalize::folded_text(name);
        const std::size_t length = normalize::place_length(folded);
        if (length > 0 && folded.substr(0, length).ends_with(normalize::folded_text(site->name))) return site_code;
    }
    if (const auto place = normalize::resolve_place(name, around, year)) return place->code;
    // 国家税务总局沭阳县税务局: the place stands behind the name of the service.
    for (const std::string_view service : {"总局", "中国人民银行", "国家统计局", "中国气象局"})
        if (const std::size_t at = name.find(service); at != std::string::npos && at + service.size() < name.size())
            if (const auto place = normalize::resolve_place(std::string_view(name).substr(at + service.size()), around, year)) return place->code;
    return {};
}

std::string division_of_contexts(std::span<const std::string> contexts, int year) {
    const std::vector<std::string_view> around = views(contexts);
    std::string code;
    for (const std::string_view context : around) {
        const auto place = normalize::resolve_place(context, around, year);
        if (!place) continue;
        if (code.empty() || lies_in(place->code, code)) code = place->code;
        else if (!lies_in(code, place->code)) return {};
    }
    return code;
}

std::string more_exact_division(const std::string& by_name, const std::string& by_site, const std::string& publisher) {
    if (by_name.empty() || by_site.empty()) return by_name.empty() ? by_site : by_name;
    static constexpr std::array<std::string_view, 9> zones = {"开发区", "园区", "新区", "示范区", "实验区", "保税区", "高新区", "合作区", "度假区"};
    const bool zone = std::any_of(zones.begin(), zones.end(), [&](std::string_view word) { return publisher.find(word) != std::string::npos; });
    return zone && lies_in(by_site, by_name) ? by_site : by_name;
}

bool are_other_bodies(const std::string& a, const std::string& b, std::span<const std::string> contexts) {
    const std::string one = without_office(a);
    const std::string other = without_office(b);
    if (one.empty() || other.empty() || one == other || ends_with(one, other) || ends_with(other, one)) return false;
    const std::vector<std::string_view> around = views(contexts);
    const auto place = normalize::resolve_place(one, around);
    const auto other_place = normalize::resolve_place(other, around);
    if (place && other_place && !lies_in(place->code, other_place->code) && !lies_in(other_place->code, place->code)) return true;
    const normalize::Body body = normalize::body_of(one);
    const normalize::Body other_body = normalize::body_of(other);
    using normalize::BodyKind;
    if (place && other_place) return body.kind == BodyKind::department && other_body.kind == BodyKind::department && body.function != other_body.function;
    // Places that no list knows: two governments with other names, two departments that share no ending.
    const bool governments = ends_with(one, "人民政府") && ends_with(other, "人民政府");
    if (governments) return true;
    const bool departments = body.kind == BodyKind::department && other_body.kind == BodyKind::department;
    const std::u32string x = to_utf32(one);
    const std::u32string y = to_utf32(other);
    return departments && x.size() >= 4 && y.size() >= 4 && std::u32string_view(x).substr(x.size() - 3) != std::u32string_view(y).substr(y.size() - 3) &&
           body.function.find(other_body.function) == std::string::npos && other_body.function.find(body.function) == std::string::npos;
}

}  // namespace nianbao::parser
