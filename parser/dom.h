#pragma once
// The document tree, as the HTML standard builds it, in our own plain nodes: the only file that knows Gumbo is dom.cpp.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"

namespace nianbao::parser {

enum class Tag : std::uint8_t {
    other, block, html, head, body, title, meta, base, p, br, hr, div, table, caption, colgroup, col, thead, tbody, tfoot, tr, td, th,
    ul, ol, li, dl, dt, dd, h1, h2, h3, h4, h5, h6, pre, img, nav, header, footer,
};

// True for elements that stand on lines of their own; all others run along with the text.
[[nodiscard]] constexpr bool begins_line(Tag tag) { return tag != Tag::other && tag != Tag::img && tag != Tag::br; }

// Elements whose text is not part of what the page says.
[[nodiscard]] constexpr bool is_silent(Tag tag) { return tag == Tag::head || tag == Tag::title; }

struct DomAttribute {
    std::string name;  // lower case
    std::string value;
};

// A text node holds its characters in Dom::characters, each with the span that it came from.
struct DomNode {
    Tag tag = Tag::other;
    bool is_text = false;
    int parent = -1;
    int first_child = -1;
    int next_sibling = -1;
    std::uint32_t begin = 0, end = 0;  // text: range in Dom::characters
    model::Span span;                  // element: its start tag in the source; empty when the standard implies the element
    int first_attribute = 0, attribute_count = 0;
};

// One character of a text node: references decoded, line ends normalised.
struct DomCharacter {
    char32_t c = 0;
    model::Span span;
};

struct Dom {
    std::vector<DomNode> nodes;  // in document order; nodes[0] is <html>
    std::vector<DomAttribute> attributes;
    std::vector<DomCharacter> characters;
    std::optional<std::uint32_t> open_end;  // see Markup
    std::optional<std::uint32_t> cut;  // the byte of the source behind which nothing was read: more markup than any page has

    [[nodiscard]] const std::string* attribute(const DomNode& node, std::string_view name) const;
};

// What the tree of the HTML parser may take; Markup's limits keep every page far below it.
inline constexpr std::size_t max_tree_bytes = std::size_t{1} << 30;

// Total: every text gives a tree. `html` is valid UTF-8; spans are of `html`. At most 4 GiB.
[[nodiscard]] Dom parse_html(std::string_view html, std::size_t tree_bytes = max_tree_bytes);

}  // namespace nianbao::parser
