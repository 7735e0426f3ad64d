#pragma once
// The tokens of reduced markup, as far as they are plain: start tags, end tags and text with the common references. Anything
// else (comments, a lone `<`, references without a semicolon) is for the HTML parser.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/dom.h"

namespace nianbao::parser {

// What the rules of tree construction tell apart.
enum class Kind : std::uint8_t {
    other,
    html,
    head,
    body,
    title,
    fact,
    blank,
    rule,
    paragraph,
    block,
    list,
    heading,
    preformatted,
    item,
    term,
    table,
    caption,
    columns,
    column,
    group,
    row,
    cell,
};

struct PlainTag {
    int rule = -1;  // of markup_tags.h
    Kind kind = Kind::other;
    Tag tag = Tag::other;
    bool is_end = false;
    std::size_t begin = 0, end = 0;  // in the markup
    std::vector<DomAttribute> attributes;
};

// The tag that begins with the '<' at `at`. nullopt: none, or none that is plain.
[[nodiscard]] std::optional<PlainTag> read_plain_tag(std::string_view markup, std::size_t at);

// A start tag of that name, without a place.
[[nodiscard]] PlainTag plain_tag_named(std::string_view name);

// What the text says, references and line ends undone: a view of the markup, or of `buffer`. nullopt where it is not plain.
[[nodiscard]] std::optional<std::string_view> decode_plain_text(std::string_view markup, std::string& buffer);

// What the standard makes of the document type at the beginning of the markup (13.2.6.4.1): only a <table> asks, which in quirks mode
// closes no paragraph.
enum class Quirks : std::uint8_t { none, all, unknown };
struct DocumentType {
    Quirks quirks = Quirks::all;
    std::size_t end = 0;  // in the markup
};
[[nodiscard]] DocumentType read_document_type(std::string_view markup);

}  // namespace nianbao::parser
