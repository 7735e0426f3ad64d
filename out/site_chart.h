#pragma once
// A small bar chart over the years, as SVG. What is drawn is rounded to pixels; what is written beside it is exact.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"

namespace nianbao::out {

struct ChartPoint {
    int year = 0;
    std::optional<model::Decimal> value;  // nullopt: no number
    std::string text;                     // the number with its marks, or the words for none
    bool certain = true;                  // else the bar is hollow
};

// points by year, without gaps (a year without a report is a point without text); at least one. title: what a reader who does
// not see the chart is told before the numbers.
[[nodiscard]] std::string bar_chart(std::string_view title, const std::vector<ChartPoint>& points);

}  // namespace nianbao::out
