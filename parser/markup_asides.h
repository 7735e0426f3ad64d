#pragma once
// What of a page is no text of it and is passed over: scripts and the like, templates, marks for notes, deleted words.

#include <cstddef>
#include <string_view>
#include <vector>

namespace nianbao::parser {

// Positions are those of `html`, which must outlive it.
class Asides {
public:
    explicit Asides(std::string_view html) : html_(html) {}

    // Behind the end tag of a raw element (script, style, svg …) whose content begins at `position`; `position` where none follows.
    [[nodiscard]] std::size_t behind_raw(std::string_view name, std::size_t position);
    // Behind a <template> and the templates in it. One that nothing closes hides nothing.
    [[nodiscard]] std::size_t behind_inert(std::size_t position);
    // 75<sup>1</sup></td> is 75 with a mark for a note, and <del>75</del>76 is 76: behind such a short element whose content begins at
    // `position`; npos where it is none. `after_digit`: of the text in front of it.
    [[nodiscard]] std::size_t behind_no_part_of_value(std::string_view name, std::size_t position, bool after_digit) const;

private:
    std::string_view html_;
    std::vector<std::string_view> unclosed_;
    bool inert_unclosed_ = false;
};

}  // namespace nianbao::parser
