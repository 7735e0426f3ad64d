#pragma once
// The tags of a page as a light scan reads them: the tokeniser of the HTML standard (section 13.2.5), without its errors. A
// value in quotes ends at its quote, whatever is in it; of two attributes of one name the first counts.

#include <cstddef>
#include <optional>
#include <string_view>

namespace nianbao::crawler {

// The elements that say something to a crawler; `record`, `total_page` and `total_record` are those of a JCMS <datastore>.
enum class Element {
    other,
    a,
    area,
    base,
    body,
    frame,
    iframe,
    img,
    li,
    meta,
    option,
    record,
    script,
    select,
    style,
    title,
    total_page,
    total_record
};
[[nodiscard]] Element element_named(std::string_view name);  // without case

// Values as written, between their quotes; one without data() is not there.
struct Attributes {
    std::string_view href, title, http_equiv, content, type, src, alt, name, value, onclick, onload, id;
};

// The name of a tag that begins at `at`, which becomes the place behind it.
[[nodiscard]] std::string_view take_name(std::string_view page, std::size_t& at);

// The attributes of a start tag whose name ended at `at`, which becomes the place behind the '>'. nullopt, and `at` the end of
// the page, for a tag that never ends: it is none.
[[nodiscard]] std::optional<Attributes> take_attributes(std::string_view page, std::size_t& at);
// The same for a tag whose attributes nobody wants: true when it ends.
bool skip_attributes(std::string_view page, std::size_t& at);

[[nodiscard]] constexpr bool is_markup_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

}  // namespace nianbao::crawler
