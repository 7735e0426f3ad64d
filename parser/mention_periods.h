#pragma once
// Months and days in running text, and whether they bound the whole year or a part of it.
//
//   1月1日   12月31日   1-12月   1月至12月   截至12月   12月底        the year
//   6月30日  5月        1至6月   7月至12月   一月至六月               a part of it

#include <cstddef>
#include <optional>
#include <string_view>

namespace nianbao::parser {

struct Period {
    std::size_t end = 0;
    bool whole_year = false;
};

// The months or the day that begin at `at` in folded text; nullopt when none does.
[[nodiscard]] std::optional<Period> read_period(std::u32string_view text, std::size_t at);

}  // namespace nianbao::parser
