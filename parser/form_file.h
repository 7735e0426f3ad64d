#pragma once
// Form files (data/forms/*.toml) as model::Form. The keys are explained in docs/forms.md.

#include <string>
#include <string_view>
#include <vector>

#include "model/form.h"
#include "model/result.h"

namespace nianbao::parser {

// Reads one form. Error: not TOML, an unknown or missing key, an id used twice, a check that names no row or column;
// `where` is "name:line:column".
[[nodiscard]] model::Result<model::Form> parse_form(std::string_view content, const std::string& name);
[[nodiscard]] model::Result<model::Form> load_form(const std::string& path);

// The forms that the program brings along, oldest first: the files of data/forms, which the build has read and checked.
[[nodiscard]] const std::vector<model::Form>& builtin_forms();
// nullptr when there is none of that id.
[[nodiscard]] const model::Form* find_form(std::string_view id);

}  // namespace nianbao::parser
