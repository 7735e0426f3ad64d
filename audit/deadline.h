#pragma once
// The day by which a report must be published.

#include <chrono>
#include <optional>
#include <string_view>

namespace nianbao::audit {

enum class PublisherKind {
    government,  // 人民政府 of any level, and the 管理委员会 that governs a development zone
    department,  // 局, 厅, 委员会, 办公室, 部 … of a government
    unclear,     // the name does not tell
};

// Told by the end of the name, so that 郊区人民政府 is a government and 郊区人民政府财政局 a department. A government's own
// office (人民政府办公厅) is unclear: it publishes the government's report as often as its own.
[[nodiscard]] PublisherKind kind_of_publisher(std::string_view name);

// The last day on which the report on `year` is in time. Report years from 2019: 31 January of the next year for a
// department, 31 March for a government (政府信息公开条例, 2019, article 49) and, as the later of the two, for a publisher
// whose kind is unclear. Before: 31 March for all (政府信息公开条例, 2007, article 31).
// year: 1900..9998.
[[nodiscard]] std::chrono::year_month_day deadline_for(PublisherKind kind, int year);

// The earliest day that an ISO 8601 date or date-time allows: 2020-04-03T09:00:00+08:00 is that day, 2020-04 its first.
// The day is the one written, so a time must be in the local zone. nullopt for any other text and for impossible dates.
[[nodiscard]] std::optional<std::chrono::year_month_day> earliest_day(std::string_view iso_date);

}  // namespace nianbao::audit
