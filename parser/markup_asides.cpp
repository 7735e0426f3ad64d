#include "parser/markup_asides.h"

#include <algorithm>

#include "parser/markup_scan.h"
#include "parser/markup_tags.h"

namespace nianbao::parser {

std::size_t Asides::behind_raw(std::string_view name, std::size_t position) {
    if (std::any_of(unclosed_.begin(), unclosed_.end(), [name](std::string_view other) { return same_letters(name, other); })) return position;
    const std::size_t end_tag = find_end_tag(html_, name, position);
    if (end_tag != std::string_view::npos) return behind_tag(html_, end_tag);
    unclosed_.push_back(name);  // there is none further on either: do not search again
    // Without an end tag the rest of the page would be lost; a page cut off inside a script has nothing after it, and
    // a stray <svg> or <iframe/> must not swallow the tables behind it.
    return same_name(name, "script") || same_name(name, "style") ? html_.size() : position;
}

std::size_t Asides::behind_inert(std::size_t position) {
    if (inert_unclosed_) return position;
    std::size_t open = 1;
    for (std::size_t at = html_.find('<', position); at != std::string_view::npos; at = html_.find('<', at + 1)) {
        const bool is_end = html_.compare(at + 1, 1, "/") == 0;
        if (!same_name(html_.substr(at + (is_end ? 2U : 1U), 8), "template")) continue;
        open += is_end ? std::size_t{0} - 1 : 1;
        if (open > 0) continue;
        return behind_tag(html_, at);
    }
    inert_unclosed_ = true;
    return position;
}

std::size_t Asides::behind_no_part_of_value(std::string_view name, std::size_t position, bool after_digit) const {
    constexpr std::size_t longest_mark = 12, longest_deleted = 240;  // bytes
    const bool mark = same_name(name, "sup");
    if (!mark && !same_name(name, "del") && !same_name(name, "strike") && !same_name(name, "s")) return std::string_view::npos;
    if (mark && !after_digit) return std::string_view::npos;
    const std::string_view window = html_.substr(position, mark ? longest_mark : longest_deleted);
    for (std::size_t at = window.find('<'); at != std::string_view::npos; at = window.find('<', at + 1)) {
        const bool is_end = window.substr(at + 1, 1) == "/";
        const std::string_view rest = window.substr(at + (is_end ? 2U : 1U));
        const std::string_view other = rest.substr(0, rest.find_first_of(" \t\r\n\f/>"));
        if (is_end && same_letters(other, name)) {
            const std::size_t behind = behind_tag(html_, position + at);
            const bool is_note = window.substr(0, at).find_first_not_of("0123456789[]()*#") == std::string_view::npos && html_.substr(behind, 1) == "<";
            return !mark || is_note ? behind : std::string_view::npos;
        }
        if (find_tag_rule(other) >= 0) return std::string_view::npos;
    }
    return std::string_view::npos;
}

}  // namespace nianbao::parser
