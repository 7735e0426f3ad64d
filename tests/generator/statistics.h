#pragma once
// Reports before 2019: the list of figures of their year, annexed to a report in words.

#include "tests/generator/random.h"
#include "tests/generator/report.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

// On a national or local form; its sums hold, and each 历年累计 is at least the number of the year.
[[nodiscard]] Report random_statistics(Random& random);

// 统计指标 | 单位 | 统计数 and perhaps 历年累计; headings between the rows have no values.
[[nodiscard]] Sheet statistics_sheet(const Report& report, const model::FormTable& table, const Shape& shape);

}  // namespace nianbao::generator
