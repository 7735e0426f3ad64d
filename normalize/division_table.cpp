#include "normalize/division_table.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>

#include "embedded_data.h"
#include "normalize/fold.h"

namespace nianbao::normalize {
namespace {

// The peoples that names of autonomous divisions end with: 恩施土家族苗族自治州 is 恩施 for short.
constexpr auto peoples = std::to_array<std::u32string_view>({
    U"蒙古族", U"回族",   U"藏族",     U"维吾尔族", U"苗族",   U"彝族",     U"壮族",   U"布依族",   U"朝鲜族", U"满族",
    U"侗族",   U"瑶族",   U"白族",     U"土家族",   U"哈尼族", U"哈萨克族", U"傣族",   U"黎族",     U"傈僳族", U"佤族",
    U"畲族",   U"拉祜族", U"水族",     U"东乡族",   U"纳西族", U"景颇族",   U"土族",   U"达斡尔族", U"仫佬族", U"羌族",
    U"布朗族", U"撒拉族", U"毛南族",   U"仡佬族",   U"裕固族", U"保安族",   U"独龙族", U"怒族",     U"普米族", U"各族",
    U"蒙古",   U"哈萨克", U"柯尔克孜", U"塔吉克",   U"锡伯",   U"维吾尔",
});

using Fields = std::array<std::string_view, 5>;

// Nothing where the line has more or fewer fields.
std::optional<Fields> split(std::string_view line) {
    Fields fields;
    for (std::size_t i = 0;; ++i) {
        const std::size_t tab = line.find('\t');
        fields[i] = line.substr(0, tab);
        if (tab == std::string_view::npos) return i + 1 == fields.size() ? std::optional(fields) : std::nullopt;
        if (i + 1 == fields.size()) return std::nullopt;
        line.remove_prefix(tab + 1);
    }
}

int year_or(std::string_view text, int otherwise) {
    int year = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), year);
    return year;
}

Level level_of(std::string_view code) {
    if (code.ends_with("0000")) return Level::province;
    return code.ends_with("00") ? Level::prefecture : Level::county;
}

std::vector<Division> read_table() {
    std::vector<Division> table;
    for (const data::EmbeddedFile& file : data::lexicon()) {
        if (file.name != "divisions.tsv") continue;
        table.reserve(static_cast<std::size_t>(std::count(file.content.begin(), file.content.end(), '\n')));
        for (std::string_view rest = file.content; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::optional<Fields> fields = split(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (!fields || (*fields)[0].size() != 6 || (*fields)[0].front() == '#') continue;
            const auto& [code, name, from, to, heir] = *fields;
            table.push_back({code, name, year_or(from, 0), year_or(to, 9999), heir, level_of(code)});
        }
    }
    return table;
}

std::u32string without_peoples(std::u32string stem) {
    for (bool again = true; again;) {
        again = false;
        for (const std::u32string_view people : peoples) {
            if (stem.size() < people.size() + 2 || !stem.ends_with(people)) continue;
            stem.resize(stem.size() - people.size());
            again = true;
        }
    }
    return stem;
}

bool cut(std::u32string& text, std::u32string_view end) {
    if (!text.ends_with(end) || text.size() < end.size() + 2) return false;
    text.resize(text.size() - end.size());
    return true;
}

// What a division is called for short. A county keeps its last character (双江县), because its bare name is too often
// the name of something else as well.
std::vector<std::u32string> brief_names(const Division& division, std::u32string name) {
    if (division.level == Level::county) {
        if (cut(name, U"自治县")) return {without_peoples(name) + U"县"};
        return {};
    }
    if (cut(name, U"自治区") || cut(name, U"省")) return {without_peoples(name)};
    if (cut(name, U"自治州")) {
        name = without_peoples(name);
        return {name + U"州", name};
    }
    if (cut(name, U"市") || cut(name, U"地区") || cut(name, U"盟")) return {name};
    return {};
}

struct HashOfName {
    using is_transparent = void;
    std::size_t operator()(std::u32string_view name) const { return std::hash<std::u32string_view>()(name); }
};

struct Index {
    std::unordered_map<std::u32string, std::vector<NamedDivision>, HashOfName, std::equal_to<>> divisions;
    std::bitset<0x10000> beginnings;  // the first two characters that names have, folded into one number

    static std::size_t beginning(std::u32string_view name) { return (name[0] * 31U + name[1]) & 0xFFFFU; }

    void add(std::u32string name, NamedDivision named) {
        beginnings.set(beginning(name));
        divisions[std::move(name)].push_back(named);
    }
};

Index build_index() {
    Index index;
    index.divisions.reserve(2 * divisions().size());
    for (const Division& division : divisions()) {
        std::u32string full = folded_text(division.name);
        for (std::u32string& name : brief_names(division, full)) index.add(std::move(name), {&division, Name::brief});
        index.add(std::move(full), {&division, Name::full});
    }
    return index;
}

const Division* at_code(std::string_view code, std::string_view zeros) {
    return find_division(std::string(code.substr(0, 6 - zeros.size())) + std::string(zeros));
}

}  // namespace

bool Division::lies_in(const Division& other) const {
    const std::size_t digits = other.level == Level::province ? 2 : other.level == Level::prefecture ? 4 : 6;
    return code.substr(0, digits) == other.code.substr(0, digits);
}

const std::vector<Division>& divisions() {
    static const auto& table = *new std::vector<Division>(read_table());  // taking it apart at the end would be for nothing
    return table;
}

const std::vector<NamedDivision>& divisions_called(std::u32string_view name) {
    static const auto& index = *new Index(build_index());
    static const std::vector<NamedDivision> none;
    if (name.size() < 2 || !index.beginnings.test(Index::beginning(name))) return none;
    const auto found = index.divisions.find(name);
    return found == index.divisions.end() ? none : found->second;
}

const Division* find_division(std::string_view code) {
    const std::vector<Division>& table = divisions();
    const auto before = [](const Division& division, std::string_view wanted) { return division.code < wanted; };
    const Division* latest = nullptr;
    for (auto at = std::lower_bound(table.begin(), table.end(), code, before); at != table.end() && at->code == code; ++at)
        if (latest == nullptr || at->to > latest->to) latest = &*at;
    return latest;
}

std::string full_name(const Division& division) {
    std::string name;
    const Division* province = at_code(division.code, "0000");
    if (province != nullptr && division.level != Level::province) name += province->name;
    const Division* prefecture = at_code(division.code, "00");
    if (prefecture != nullptr && division.level == Level::county) name += prefecture->name;
    return name + std::string(division.name);
}

}  // namespace nianbao::normalize
