#pragma once
// What a page states, as it was printed: the figures of its sheets.

#include <string>
#include <vector>

#include "tests/generator/report.h"
#include "tests/generator/sheet.h"

namespace nianbao::generator {

// {"meta": {"form", "year", "publisher", "layout", "noise"}, "figures": {id: {"value", "presence"}}}: every figure of the
// form, and those of group rows that are printed with numbers. A figure without a cell is absent.
[[nodiscard]] std::string truth_of(const Report& report, const std::vector<Sheet>& sheets, const std::string& layout,
                                   int noise);

}  // namespace nianbao::generator
