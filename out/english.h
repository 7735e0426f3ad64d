#pragma once
// English for the ids of the forms, part by part: an id is English already, and this says it in words.

#include <string>
#include <string_view>

#include "model/form.h"

namespace nianbao::out {

// "Requests refused because the information is a state secret; applicants: natural persons". An id part that has no phrase is
// written as the words that it is made of.
[[nodiscard]] std::string english_of(const model::Form& form, const model::FormFigure& figure);
// "件" -> "pieces"; "" for a unit without a name here.
[[nodiscard]] std::string_view english_unit(std::string_view unit);

}  // namespace nianbao::out
