#include "audit/deadline.h"

#include <array>
#include <charconv>

namespace nianbao::audit {
namespace {

constexpr int first_year_of_two_deadlines = 2019;  // the revised regulation is in force from 15 May 2019

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
    for (const std::string_view ending : endings)
        if (name.ends_with(ending)) return true;
    return false;
}

// Exactly `length` digits at `position`.
std::optional<int> digits_at(std::string_view text, std::size_t position, std::size_t length) {
    if (position + length > text.size()) return std::nullopt;
    int value = 0;
    const char* begin = text.data() + position;
    const auto [end, error] = std::from_chars(begin, begin + length, value);
    if (error != std::errc() || end != begin + length || value < 0) return std::nullopt;
    return value;
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

std::chrono::year_month_day deadline_for(PublisherKind kind, int year) {
    using namespace std::chrono;
    const std::chrono::year next{year + 1};
    const bool early = kind == PublisherKind::department && year >= first_year_of_two_deadlines;
    return early ? next / January / 31 : next / March / 31;
}

std::optional<std::chrono::year_month_day> earliest_day(std::string_view iso_date) {
    const auto year = digits_at(iso_date, 0, 4);
    if (!year) return std::nullopt;
    const std::size_t size = iso_date.size();
    int month = 1;
    int day = 1;
    if (size > 4) {
        const auto found = digits_at(iso_date, 5, 2);
        if (iso_date[4] != '-' || !found) return std::nullopt;
        month = *found;
    }
    if (size > 7) {
        const auto found = digits_at(iso_date, 8, 2);
        if (iso_date[7] != '-' || !found) return std::nullopt;
        day = *found;
    }
    if (size > 10 && iso_date[10] != 'T' && iso_date[10] != ' ') return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return date;
}

}  // namespace nianbao::audit
