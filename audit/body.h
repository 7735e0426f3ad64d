#pragma once
// What kind of body a publisher is: told by its name and its division code. It decides which deadline binds it and whether
// it can make 规章.

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
[[nodiscard]] std::string_view word_of(PublisherKind kind);

enum class Level { central, province, prefecture, county, township, unknown };

// A town by its name, all others by the code: 320000 province, 321300 prefecture, 321322 county. Without a code the name
// tells at most a ministry (国家…) or a county (…县…).
[[nodiscard]] Level level_of(std::string_view name, std::string_view division_code);
[[nodiscard]] std::string_view word_of(Level level);  // "county"; "" for unknown

enum class Authority { may, may_not, unclear };

// 立法法 (2023), articles 91 and 93: 规章 are made by the bodies of 国务院, by the governments of provinces, of 设区的市 and of
// 自治州. Not by counties, towns, or departments of local governments.
[[nodiscard]] Authority authority_for_regulations(std::string_view name, std::string_view division_code);

}  // namespace nianbao::audit
