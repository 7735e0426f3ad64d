#include <algorithm>
#include <tuple>

#include "embedded_data.h"
#include "parser/form_file.h"
#include "parser/form_image.h"

namespace nianbao::parser {

const std::vector<model::Form>& builtin_forms() {
    static const std::vector<model::Form> forms = [] {
        std::vector<model::Form> read;
        for (const data::EmbeddedFile& image : data::forms()) read.push_back(form_of_image(image.content));
        std::sort(read.begin(), read.end(), [](const model::Form& a, const model::Form& b) { return std::tie(a.first_year, a.id) < std::tie(b.first_year, b.id); });
        return read;
    }();
    return forms;
}

const model::Form* find_form(std::string_view id) {
    for (const model::Form& form : builtin_forms())
        if (form.id == id) return &form;
    return nullptr;
}

}  // namespace nianbao::parser
