#pragma once
// Which form a report follows, and its tables as that form has them.

#include <cstdint>
#include <vector>

#include "model/form.h"
#include "parser/read.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

inline constexpr int least_marks = 2;  // labels of a form that tell it where its tables cannot be read

// The form is told by its labels: by the marks that only it has, else by the better alignment. Never by the year. Looks at the first
// `end` characters of the view; sets form, labels and tables of the stages, or leaves them where no form is told. Returns how many
// marks of the chosen form there are.
int choose_form(const std::vector<model::Form>& forms, Stages& stages, std::uint32_t end);

// A report whose labels are those of several forms, or whose headings are all that it has of a form, follows the one prescribed
// for its year.
void prefer_form_of_year(const std::vector<model::Form>& forms, Stages& stages, std::uint32_t end, int year);

// Whether one of the tables has values.
[[nodiscard]] bool has_items(const std::vector<TableReading>& tables);

}  // namespace nianbao::parser
