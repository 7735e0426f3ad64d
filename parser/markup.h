#pragma once
// The linear pass before the HTML parser. Gumbo has no limits and is quadratic on unclosed formatting elements and deep
// nesting, and most of what a portal page holds (styles, scripts, comments, fonts) means nothing to us. So the page is
// first reduced to the tags that give it structure:
//
//   <p style="…"><font face="…"><span>1</span><span>0</span></font></p>      what the page says
//   <p>10</p>                                                                what the parser sees
//   0..2|34..|…                                                              where each kept piece stood
//
// Text is kept byte for byte, so offsets map back exactly; only white space beside tags that begin a line goes.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::parser {

class Markup {
public:
    // Linear in the size of `html`; at most max_depth elements that nest are open at once in the result, and it has at most
    // max_tags tags that make elements: behind the last of them the page is cut off.
    [[nodiscard]] static Markup reduce(std::string_view html);
    static constexpr int max_depth = 160;
    static constexpr std::size_t max_tags = 1'500'000;

    [[nodiscard]] const std::string& text() const { return text_; }
    // The byte of the original that byte `position` of text() came from. position: 0..text().size().
    [[nodiscard]] std::uint32_t origin(std::size_t position) const { return origin(position, 0); }
    // The same for a caller that goes forward: `piece` is what origin_piece() gave for an earlier position, or 0.
    [[nodiscard]] std::uint32_t origin(std::size_t position, std::size_t piece) const;
    [[nodiscard]] std::size_t piece_at(std::size_t position, std::size_t piece) const;
    // Where the piece ends in text().
    [[nodiscard]] std::size_t end_of_piece(std::size_t piece) const;
    // Where in the original the page was cut off.
    [[nodiscard]] std::optional<std::uint32_t> cut() const { return cut_; }
    // The end, in the original, of a text that no tag follows but dropped ones: the page breaks off there, or soon after.
    [[nodiscard]] std::optional<std::uint32_t> open_end() const { return open_end_; }

private:
    struct Piece {
        std::uint32_t begin;   // in text()
        std::uint32_t source;  // in the original
    };
    void keep(std::string_view html, std::size_t begin, std::size_t end);

    std::string text_;
    std::vector<Piece> pieces_;
    std::optional<std::uint32_t> cut_;
    std::optional<std::uint32_t> open_end_;
    friend class Reducer;
};

}  // namespace nianbao::parser
