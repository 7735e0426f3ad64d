#pragma once
// The options that choose reports and figures, for every verb that writes records out.

#include "cli/arguments.h"
#include "cli/verb.h"
#include "model/result.h"
#include "out/filter.h"

namespace nianbao::cli {

inline constexpr Option year_option = {.name = "year", .kind = Kind::text, .value = "YEARS", .description = "report years: 2021, 2019-2023, 2019,2021"};
inline constexpr Option form_option = {.name = "form", .kind = Kind::text, .value = "ID", .description = "forms, by id"};
inline constexpr Option publisher_option = {.name = "publisher", .kind = Kind::text, .value = "NAME", .description = "a part of the name, or all of it with * and ?"};
inline constexpr Option division_option = {.name = "division", .kind = Kind::text, .value = "CODE", .description = "division codes: 230811, '2308*'"};
inline constexpr Option figure_option = {.name = "figure", .kind = Kind::text, .value = "ID", .description = "figures: 'applications.*.total'"};
inline constexpr Option presence_option = {.name = "presence", .kind = Kind::text, .value = "WORD", .description = "stated, blank, dash, absent, unreadable"};
inline constexpr Option reading_option = {.name = "reading", .kind = Kind::text, .value = "WORD", .description = "cell, line, split, inferred, ambiguous, prose"};
inline constexpr Option since_option = {.name = "since", .kind = Kind::text, .value = "DATE", .description = "reports published since then (or fetched)"};

// Each may be given several times, or hold several values with commas between. Error: a value that cannot be meant, with the
// nearest that can.
[[nodiscard]] model::Result<out::Filter> filter_of(const Arguments& arguments);

}  // namespace nianbao::cli
