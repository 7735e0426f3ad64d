#pragma once
// Alignment of the labels of a page to the label sequence of a table: the chain of occurrences, in the order of both, that
// explains the page best. Only labels are aligned; the values follow by position between two anchored labels.

#include <cstdint>
#include <vector>

#include "parser/labels.h"

namespace nianbao::parser {

struct Chain {
    std::vector<Occurrence> links;  // ascending in label and in position
    int score = 0;                  // sum of the weights less the text passed over; 0 for an empty chain

    [[nodiscard]] std::uint32_t begin() const { return links.empty() ? 0 : links.front().begin; }
    [[nodiscard]] std::uint32_t end() const { return links.empty() ? 0 : links.back().end; }
};

// The best chain within view[begin, end). Deterministic: of equal chains the one that begins first.
[[nodiscard]] Chain align(const LabelList& sequence, const LabelView& view, std::uint32_t begin, std::uint32_t end);

// Adds, between two links, the labels that stand there misspelt: a piece of text that is like one missing label and like
// no other. Never across a number.
void add_misspelt(Chain& chain, const std::vector<Label>& sequence, const LabelView& view);

}  // namespace nianbao::parser
