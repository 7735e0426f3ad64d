#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <tuple>

#include "embedded_data.h"
#include "parser/form_file.h"
#include "parser/form_image.h"
#include "parser/labels.h"

namespace nianbao::parser {

const std::vector<model::Form>& builtin_forms() {
    static const auto& forms = *new std::vector<model::Form>([] {
        std::vector<model::Form> read;
        for (const data::EmbeddedFile& image : data::forms()) read.push_back(form_of_image(image.content));
        std::sort(read.begin(), read.end(), [](const model::Form& a, const model::Form& b) { return std::tie(a.first_year, a.id) < std::tie(b.first_year, b.id); });
        return read;
    }());  // taking them apart at the end would be for nothing
    return forms;
}

std::shared_ptr<const std::vector<TableLabels>> shared_labels_of(const model::Form& form) {
    struct Known {
        std::once_flag once;
        std::shared_ptr<const std::vector<TableLabels>> labels;
    };
    const std::vector<model::Form>& forms = builtin_forms();
    static std::deque<Known> known(forms.size());
    const auto same = std::find_if(forms.begin(), forms.end(), [&](const model::Form& builtin) { return &builtin == &form; });
    if (same == forms.end()) return std::make_shared<const std::vector<TableLabels>>(labels_of(form));
    Known& entry = known[static_cast<std::size_t>(same - forms.begin())];
    std::call_once(entry.once, [&] { entry.labels = std::make_shared<const std::vector<TableLabels>>(labels_of(form)); });
    return entry.labels;
}

const model::Form* find_form(std::string_view id) {
    for (const model::Form& form : builtin_forms())
        if (form.id == id) return &form;
    return nullptr;
}

}  // namespace nianbao::parser
