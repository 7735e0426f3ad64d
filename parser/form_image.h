#pragma once
// A form as a plain list of its fields, a line a field. The build reads the form files, checks them and embeds them so (parser/images/),
// because reading TOML takes longer than reading a page, and the program would do it at each start.

#include <string>
#include <string_view>

#include "model/form.h"

namespace nianbao::parser {

// No text of the form may hold a line break.
[[nodiscard]] std::string image_of(const model::Form& form);
// The form of an image that image_of wrote, complete.
[[nodiscard]] model::Form form_of_image(std::string_view image);

}  // namespace nianbao::parser
