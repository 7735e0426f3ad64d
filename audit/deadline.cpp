#include "audit/deadline.h"

#include <array>
#include <charconv>
#include <tuple>

#include "embedded_data.h"

namespace nianbao::audit {
namespace {

constexpr std::size_t columns = 7;

// Exactly `length` digits at `position`.
std::optional<int> digits_at(std::string_view text, std::size_t position, std::size_t length) {
    if (position + length > text.size()) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(position, length)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Level> level_named(std::string_view word) {
    for (const Level level : {Level::central, Level::province, Level::prefecture, Level::county, Level::township})
        if (word_of(level) == word) return level;
    return std::nullopt;
}

std::optional<PublisherKind> kind_named(std::string_view word) {
    for (const PublisherKind kind : {PublisherKind::government, PublisherKind::department})
        if (word_of(kind) == word) return kind;
    return std::nullopt;
}

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    while (true) {
        const std::size_t tab = line.find('\t');
        cells.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

// What is wrong with the line; "" when it was read.
std::string read_rule(const std::vector<std::string_view>& cells, DeadlineRule& rule) {
    if (cells.size() != columns) return "should have 7 columns parted by tabs: region, level, kind, from, to, due, basis";
    if (cells[0] != "*") rule.region = cells[0];
    if (rule.region.size() > 6 || rule.region.find_first_not_of("0123456789") != std::string::npos)
        return "the region should be * or the beginning of a division code";
    rule.level = level_named(cells[1]);
    if (!rule.level && cells[1] != "*") return "the level should be central, province, prefecture, county, township or *";
    rule.kind = kind_named(cells[2]);
    if (!rule.kind && cells[2] != "*") return "the kind should be government, department or *";
    const auto from = digits_at(cells[3], 0, 4);
    const auto to = digits_at(cells[4], 0, 4);
    if (!from || !to || cells[3].size() != 4 || cells[4].size() != 4 || *from > *to)
        return "from and to should be years, the first not after the second";
    rule.from = *from;
    rule.to = *to;
    const auto month = digits_at(cells[5], 0, 2);
    const auto day = digits_at(cells[5], 3, 2);
    if (cells[5].size() != 5 || cells[5][2] != '-' || !month || !day) return "due should be month and day: 01-31";
    rule.due = std::chrono::month_day(std::chrono::month(static_cast<unsigned>(*month)),
                                      std::chrono::day(static_cast<unsigned>(*day)));
    if (!rule.due.ok()) return "due should be a day of the calendar";
    rule.basis = cells[6];
    return "";
}

}  // namespace

const DeadlineTable& DeadlineTable::builtin() {
    static const DeadlineTable table = [] {
        DeadlineTable made;
        for (const data::EmbeddedFile& file : data::deadlines())
            if (auto read = made.with(file.content, std::string(file.name))) made = std::move(*read);
        return made;
    }();
    return table;
}

model::Result<DeadlineTable> DeadlineTable::with(std::string_view content, const std::string& name) const {
    DeadlineTable table = *this;
    std::size_t number = 0;
    while (!content.empty()) {
        const std::size_t end = std::min(content.find('\n'), content.size());
        std::string_view line = content.substr(0, end);
        content.remove_prefix(std::min(end + 1, content.size()));
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#')) continue;
        DeadlineRule rule;
        if (std::string wrong = read_rule(cells_of(line), rule); !wrong.empty())
            return model::fail(name + ":" + std::to_string(number), std::move(wrong));
        table.rules_.push_back(std::move(rule));
    }
    return table;
}

const DeadlineRule* DeadlineTable::find(std::string_view code, Level level, PublisherKind kind, int year) const {
    const DeadlineRule* best = nullptr;
    const auto rank = [](const DeadlineRule& rule) {
        return std::tuple(rule.region.size(), rule.level.has_value(), rule.kind.has_value());
    };
    for (const DeadlineRule& rule : rules_) {
        const bool fits = code.starts_with(rule.region) && (!rule.level || *rule.level == level) &&
                          (!rule.kind || *rule.kind == kind) && rule.from <= year && year <= rule.to;
        if (fits && (best == nullptr || rank(rule) >= rank(*best))) best = &rule;
    }
    return best;
}

std::optional<Deadline> DeadlineTable::due(std::string_view publisher, std::string_view division_code, int year) const {
    return due(publisher, division_code, year, "", "");
}

std::optional<Deadline> DeadlineTable::due(std::string_view publisher, std::string_view division_code, int year,
                                           std::string_view level_word, std::string_view kind_word) const {
    if (year < 1900 || year > 9998) return std::nullopt;
    const Level level = level_named(level_word).value_or(level_of(publisher, division_code));
    const PublisherKind kind = kind_named(kind_word).value_or(kind_of_publisher(publisher));
    const auto deadline = [&](PublisherKind as) -> std::optional<Deadline> {
        const DeadlineRule* rule = find(division_code, level, as, year);
        if (rule == nullptr) return std::nullopt;
        return Deadline{std::chrono::year(year + 1) / rule->due.month() / rule->due.day(), rule->basis, !rule->kind, false};
    };
    if (kind != PublisherKind::unclear) return deadline(kind);
    auto government = deadline(PublisherKind::government);
    auto department = deadline(PublisherKind::department);
    if (!government || !department) return government ? government : department;
    const bool differ = government->day != department->day;
    Deadline& later = government->day >= department->day ? *government : *department;
    later.is_later_of_two = differ;
    return later;
}

std::optional<Day> earliest_day(std::string_view iso_date) {
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
    const Day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(month)),
                   std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return date;
}

std::string iso(Day date) {
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
           two(static_cast<unsigned>(date.day()));
}

std::optional<Day> day_in_china(std::string_view iso_time) {
    const auto day = earliest_day(iso_time);
    if (!day || !iso_time.ends_with('Z')) return day;
    const auto hour = digits_at(iso_time, 11, 2);
    // 16:00 UTC is midnight in China.
    return hour && *hour >= 16 ? Day(std::chrono::sys_days(*day) + std::chrono::days(1)) : *day;
}

long days_between(Day from, Day to) { return (std::chrono::sys_days(to) - std::chrono::sys_days(from)).count(); }

}  // namespace nianbao::audit
