#include "parser/form_controls.h"

#include <algorithm>
#include <array>

#include "parser/markup_tags.h"

namespace nianbao::parser {
namespace {

// 4.10.5.1: the states in which an <input> shows its value as text; any name that is none of a state means text.
bool shows_value(std::string_view type) {
    static constexpr std::array<std::string_view, 11> others = {"hidden", "checkbox", "radio", "file", "submit", "image", "reset", "button", "password", "color", "range"};
    return std::none_of(others.begin(), others.end(), [type](std::string_view other) { return same_name(type, other); });
}

}  // namespace

void Control::note(std::string_view name, std::string_view value, std::string_view html) {
    if (same_name(name, "value") && !has_value_) {
        has_value_ = true;
        if (value.empty()) return;
        const auto begin = static_cast<std::size_t>(value.data() - html.data());
        value_ = {begin, begin + value.size()};
    } else if (same_name(name, "type") && !has_type_) {
        has_type_ = true;
        is_text_field_ = shows_value(value);
    } else if (same_name(name, "selected")) {
        is_selected_ = true;
    }
}

void Choice::begin_option(std::size_t begin, const Control& option) {
    open_ = !any_ || option.is_selected();
    any_ = true;
    if (open_) shown_ = {begin, begin};
}

void Choice::end_option(std::size_t begin, std::size_t end) {
    if (open_ && begin == shown_.begin) shown_.end = end;
    open_ = false;
}

}  // namespace nianbao::parser
