#pragma once
// Which elements the HTML parser will have open at this point of the reduced markup: never fewer than it really has, so that
// what is counted here bounds the depth of the tree. Every operation takes constant time, but for elements that it closes.
//
//   <ul><div><table><tr><td></ul>     the table stands between: the end tag closes nothing, here as in the standard
//   <div><ul></div>                   closes both
//
// What would be one too many is left out, so it stands above everything that is kept.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "parser/markup_tags.h"

namespace nianbao::parser {

class OpenElements {
public:
    explicit OpenElements(int most) : most_(most) {}

    // Each answers whether the tag stays in the markup.
    [[nodiscard]] bool open(int rule);   // a block, heading or table; false when it would be one too many
    [[nodiscard]] bool close(int rule);  // its end tag; false when it closes nothing, or what was left out
    void open_cell(int rule);            // a cell or (-1) a row: closes what stands in the cell before
    void close_cell(int rule);           // </td>

    void close_row();                    // </tr>

    // Inline elements that hide their content: they are in the markup no more than their content is.
    void open_hidden();
    void close_hidden();
    [[nodiscard]] std::size_t hidden() const { return places_[hidden_rule].size(); }
    [[nodiscard]] bool in_preformatted() const;
    [[nodiscard]] bool in_cell() const;

private:
    struct Element {
        std::int16_t rule = 0;
        std::int16_t cell = -1;  // of a table: the rule of the cell that is open in it
        bool kept = true;        // its tag is in the markup
    };
    static constexpr std::int16_t hidden_rule = tag_rule_count;
    static constexpr std::int16_t heading_rule = tag_rule_count + 1;

    [[nodiscard]] std::vector<std::uint32_t>& places_of(int rule);
    void push(std::int16_t rule, bool kept);
    void pop_to(std::size_t size);
    [[nodiscard]] std::size_t innermost_table() const;  // elements_.size() when there is none

    int most_;
    int depth_ = 0;  // elements that are kept
    std::vector<Element> elements_;
    std::array<std::vector<std::uint32_t>, tag_rule_count + 2> places_;  // by rule: where in elements_ such elements stand
    std::vector<std::uint32_t> tables_;                                 // the same for tables that are kept
};

}  // namespace nianbao::parser
