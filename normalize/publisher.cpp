#include "normalize/publisher.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "embedded_data.h"
#include "normalize/division_table.h"
#include "normalize/fold.h"
#include "normalize/place.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t longest_name = 120;  // characters; a longer text is no name

template <typename Words>
bool cut_front(std::u32string_view& text, const Words& words) {
    for (const std::u32string_view word : words)
        if (text.starts_with(word)) {
            text.remove_prefix(word.size());
            return true;
        }
    return false;
}

template <typename Words>
bool cut_back(std::u32string_view& text, const Words& words) {
    for (const std::u32string_view word : words)
        if (text.size() > word.size() && text.ends_with(word)) {
            text.remove_suffix(word.size());
            return true;
        }
    return false;
}

// Longer words stand before those that they begin or end with.
constexpr auto governments = std::to_array<std::u32string_view>({U"人民政府", U"政府", U"管理委员会", U"管委会"});
constexpr auto offices =
    std::to_array<std::u32string_view>({U"人民政府办公厅", U"人民政府办公室", U"人民政府办", U"政府办公厅", U"政府办公室",
                                        U"政府办", U"府办公室", U"府办", U"管理委员会办公室", U"管委会办公室"});
constexpr auto departments = std::to_array<std::u32string_view>(
    {U"委员会办公室", U"工作委员会", U"工作办公室", U"管理办公室", U"服务中心", U"委员会", U"办公室", U"服务局",
     U"分局",         U"中心",       U"总队",       U"支队",       U"大队",     U"集团",   U"总局",   U"局",
     U"厅",           U"委",         U"办",         U"院",         U"处",       U"队",     U"部"});
constexpr auto town_bodies =
    std::to_array<std::u32string_view>({U"人民政府办公室", U"人民政府", U"政府", U"街道办事处", U"办事处", U"街道办"});
constexpr auto towns = std::to_array<std::u32string_view>({U"街道", U"镇", U"乡", U"苏木", U"民族乡"});
constexpr auto national = std::to_array<std::u32string_view>({U"国家税务总局", U"国家统计局"});

// The words of a function without those that are typed or left out at will.
std::u32string function_key(std::u32string_view text) {
    std::u32string key;
    for (const char32_t c : text)
        if (std::u32string_view(U"和与及,").find(c) == std::u32string_view::npos) key.push_back(c);
    return key;
}

using Functions = std::unordered_map<std::u32string, std::string>;

Functions read_functions() {
    Functions functions;
    for (const data::EmbeddedFile& file : data::lexicon()) {
        if (file.name != "bodies.tsv") continue;
        for (std::string_view rest = file.content; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            const std::size_t tab = line.find('\t');
            if (tab == std::string_view::npos || line.starts_with('#')) continue;
            const std::string function(line.substr(0, tab));
            functions.emplace(function_key(folded_text(function)), function);
            for (std::string_view others = line.substr(tab + 1); !others.empty();) {
                const std::size_t bar = std::min(others.find('|'), others.size());
                functions.emplace(function_key(folded_text(others.substr(0, bar))), function);
                others.remove_prefix(std::min(bar + 1, others.size()));
            }
        }
    }
    return functions;
}

const std::string* find_function(std::u32string_view words) {
    static const Functions functions = read_functions();
    const auto found = functions.find(function_key(words));
    return found == functions.end() ? nullptr : &found->second;
}

bool is_level_word(char32_t c) { return std::u32string_view(U"省市区县州旗盟").find(c) != std::u32string_view::npos; }

// The name without the place that it begins with: 佳木斯市郊区人民政府, 市教育局 and 国家税务总局沭阳县税务局 alike.
std::u32string_view without_place(std::u32string_view text) {
    cut_front(text, national);
    if (const std::size_t length = place_length(text); length > 0 && length < text.size()) {
        text.remove_prefix(length);
    } else if (text.size() > 2 && is_level_word(text.front())) {
        text.remove_prefix(1);
    }
    return text;
}

// The town in 沭城街道办事处, 湖东镇人民政府; "" when there is none.
std::u32string_view town_of(std::u32string_view text) {
    std::u32string_view town = text;
    if (town.ends_with(U"街道办事处") || town.ends_with(U"街道办")) {
        town.remove_suffix(town.ends_with(U"办事处") ? 3 : 1);
    } else {
        cut_back(town, town_bodies);
    }
    for (const std::u32string_view ending : towns)
        if (town.size() > ending.size() && town.ends_with(ending)) return town;
    return {};
}

std::string department_function(std::u32string_view text) {
    if (const std::string* known = find_function(text)) return *known;
    std::u32string_view stem = text;
    // 管理委员会办公室 has two endings; cut as long as something known may come out.
    while (cut_back(stem, departments)) {
        if (const std::string* known = find_function(stem)) return *known;
        std::u32string_view managed = stem;
        if (managed.size() > 2 && managed.ends_with(U"管理")) {
            managed.remove_suffix(2);
            if (const std::string* known = find_function(managed)) return *known;
        }
        if (stem.size() < 4) break;
    }
    // Not in the lexicon: its own words, less the ending, still join 局 and 局 of other years.
    std::u32string_view own = text;
    cut_back(own, departments);
    return to_utf8(function_key(own));
}

Body body_of_rest(std::u32string_view text) {
    if (text.empty()) return {};
    if (std::find(offices.begin(), offices.end(), text) != offices.end()) return {BodyKind::government_office, ""};
    if (std::find(governments.begin(), governments.end(), text) != governments.end()) return {BodyKind::government, ""};
    if (const std::u32string_view town = town_of(text); !town.empty()) return {BodyKind::township, to_utf8(town)};
    std::u32string_view stem = text;
    if (cut_back(stem, departments) || find_function(text) != nullptr) return {BodyKind::department, department_function(text)};
    // A development zone: 经济开发区管委会 stays apart from the county's own government by its name.
    std::u32string_view zone = text;
    if (cut_back(zone, governments)) return {BodyKind::government, to_utf8(zone)};
    return {BodyKind::other, to_utf8(text)};
}

std::optional<std::string> code_in_force(std::string_view code) {
    const Division* division = find_division(code);
    for (int steps = 0; division != nullptr && !division->is_in_force() && !division->heir.empty() && steps < 4; ++steps)
        division = find_division(division->heir);
    return division == nullptr ? std::nullopt : std::optional(std::string(division->code));
}

}  // namespace

std::string_view name_of(BodyKind kind) {
    switch (kind) {
        case BodyKind::government: return "government";
        case BodyKind::government_office: return "office";
        case BodyKind::department: return "department";
        case BodyKind::township: return "township";
        case BodyKind::other: return "other";
    }
    return "";
}

Body body_of(std::string_view publisher) {
    const std::u32string text = folded_text(publisher);
    if (text.size() > longest_name) return {};
    return body_of_rest(without_place(text));
}

std::string publisher_id(std::string_view publisher, std::string_view division_code) {
    std::string code(division_code);
    if (code.empty())
        if (const auto place = resolve_place(publisher)) code = place->code;
    if (const auto now = code_in_force(code)) code = *now;
    const Body body = body_of(publisher);
    std::string id = code.empty() ? "?" : code;
    id += ":";
    id += name_of(body.kind);
    if (!body.function.empty()) id += ":" + body.function;
    return id;
}

}  // namespace nianbao::normalize
