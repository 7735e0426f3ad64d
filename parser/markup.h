#pragma once
// The linear pass before the HTML parser. Gumbo has no limits and is quadratic on unclosed formatting elements and deep
// nesting, and most of what a portal page holds (styles, scripts, comments, fonts) means nothing to us. So the page is
// first reduced to the tags that give it structure:
//
//   <p style="…"><font face="…"><span>1</span><span>0</span></font></p>      what the page says
//   <p>10</p>                                                                what the parser sees
//   0..2|34..|…                                                              where each kept piece stood
//
// Text is kept byte for byte, so offsets map back exactly.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"

namespace nianbao::parser {

class Markup {
public:
    // Linear in the size of `html`; at most max_depth open elements are left in the result.
    [[nodiscard]] static Markup reduce(std::string_view html);
    static constexpr int max_depth = 200;

    [[nodiscard]] const std::string& text() const { return text_; }
    // The byte of the original that byte `position` of text() came from. position: 0..text().size().
    [[nodiscard]] std::uint32_t origin(std::size_t position) const;

private:
    struct Piece {
        std::uint32_t begin;   // in text()
        std::uint32_t source;  // in the original
    };
    void keep(std::string_view html, std::size_t begin, std::size_t end);

    std::string text_;
    std::vector<Piece> pieces_;
    friend class Reducer;
};

}  // namespace nianbao::parser
