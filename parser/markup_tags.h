#pragma once
// What the reducer does with each tag of HTML. What is not listed is dropped and its content kept: inline formatting, forms
// and unknown elements carry no structure.

#include <cstdint>
#include <string_view>

namespace nianbao::parser {

enum class Treatment : std::uint8_t {
    drop,      // the tag goes, its content stays
    flat,      // the tag stays; it has no content, or is closed by its like, so that it does not pile up
    row,       // the same, and within a table closes the cell before: tr, tbody, col
    cell,      // td, th, caption: within a table closes the cell before and is one
    block,     // the tag stays and counts as depth
    heading,   // the same; one end tag closes any of them
    table,     // the same; end tags inside do not reach out of it
    skip,      // tag and content go: script, svg, textarea
    keep_raw,  // tag and content stay untouched, the content is not markup: title
    choice,    // select: its content goes, up to its end or to a tag that ends it as the standard has it
    inert,     // template: its content goes, templates inside it too
};

// Attributes that anything downstream reads; besides these only `hidden` is kept, of every element.
enum class KeptAttributes : std::uint8_t { none, spans, span, meta };

struct TagRule {
    std::string_view name;
    Treatment treatment = Treatment::drop;
    KeptAttributes attributes = KeptAttributes::none;
    bool begins_line = true;  // white space beside the tag means nothing
};

// The number of tags that have a rule; a rule's number is below it.
inline constexpr int tag_rule_count = 65;
// The number of the rule for a tag's name, in any case; -1 when it has none.
[[nodiscard]] int find_tag_rule(std::string_view name);
[[nodiscard]] const TagRule& tag_rule(int number);

// True for the elements without a rule that have no content and no end tag: input, link, wbr. Any case.
[[nodiscard]] bool is_void_without_rule(std::string_view name);
// True when an attribute of this name (any case) is kept for such a tag.
[[nodiscard]] bool keeps_attribute(KeptAttributes kept, std::string_view name);
// True when both are the same but for the case of ASCII letters; `lower` is in lower case.
[[nodiscard]] bool same_name(std::string_view name, std::string_view lower);
// True when the value of a style attribute says display:none.
[[nodiscard]] bool style_hides(std::string_view style);

}  // namespace nianbao::parser
