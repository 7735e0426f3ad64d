#include "audit/body.h"

#include <algorithm>
#include <initializer_list>

namespace nianbao::audit {
namespace {

using Words = std::initializer_list<std::string_view>;

bool ends_with_any(std::string_view name, Words endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

bool starts_with_any(std::string_view name, Words beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view word) { return name.starts_with(word); });
}

bool holds(std::string_view name, std::string_view part) { return name.find(part) != std::string_view::npos; }

bool is_town(std::string_view name) {
    return ends_with_any(name, {"镇", "乡", "街道", "镇人民政府", "乡人民政府", "镇政府", "乡政府", "街道办事处", "街道办",
                                "苏木", "苏木人民政府"});
}

// 国家税务总局沭阳县税务局 is an office in a county and no ministry.
bool is_central(std::string_view name) {
    const bool national = starts_with_any(name, {"国家", "中国", "中华人民共和国", "国务院"}) ||
                          ends_with_any(name, {"部", "总局", "总署", "审计署"});
    return national && !holds(name, "省") && !holds(name, "市") && !holds(name, "县") && !holds(name, "区");
}

}  // namespace

PublisherKind kind_of_publisher(std::string_view name) {
    // 国有资产监督管理委员会 and 城市管理委员会 are departments; 开发区管理委员会 governs the zone that its name ends with.
    if (ends_with_any(name, {"人民政府", "区管理委员会", "区管委会", "园管理委员会", "园管委会"}))
        return PublisherKind::government;
    if (ends_with_any(name, {"政府办公厅", "政府办公室", "政府办", "管委会办公室", "管理委员会办公室"}))
        return PublisherKind::unclear;
    if (ends_with_any(name, {"监督管理委员会", "城市管理委员会"})) return PublisherKind::department;
    if (ends_with_any(name, {"管理委员会", "管委会"})) return PublisherKind::unclear;
    if (ends_with_any(name, {"局", "厅", "委员会", "委", "办公室", "部", "署"})) return PublisherKind::department;
    return PublisherKind::unclear;
}

std::string_view word_of(PublisherKind kind) {
    switch (kind) {
        case PublisherKind::government: return "government";
        case PublisherKind::department: return "department";
        case PublisherKind::unclear: return "";
    }
    return "";
}

Level level_of(std::string_view name, std::string_view division_code) {
    if (is_town(name)) return Level::township;
    if (division_code.size() == 6 && division_code != "000000" && division_code != "100000") {
        if (division_code.ends_with("0000")) return Level::province;
        return division_code.ends_with("00") ? Level::prefecture : Level::county;
    }
    if (is_central(name)) return Level::central;
    return holds(name, "县") ? Level::county : Level::unknown;
}

std::string_view word_of(Level level) {
    switch (level) {
        case Level::central: return "central";
        case Level::province: return "province";
        case Level::prefecture: return "prefecture";
        case Level::county: return "county";
        case Level::township: return "township";
        case Level::unknown: return "";
    }
    return "";
}

Authority authority_for_regulations(std::string_view name, std::string_view division_code) {
    const PublisherKind kind = kind_of_publisher(name);
    switch (level_of(name, division_code)) {
        case Level::central: return Authority::may;
        case Level::county:
        case Level::township: return Authority::may_not;
        case Level::province:
        case Level::prefecture:
            if (kind == PublisherKind::department) return Authority::may_not;
            // The zone of a city has the city's code and not its powers.
            if (ends_with_any(name, {"管理委员会", "管委会"})) return Authority::may_not;
            return kind == PublisherKind::government ? Authority::may : Authority::unclear;
        case Level::unknown: return Authority::unclear;
    }
    return Authority::unclear;
}

}  // namespace nianbao::audit
