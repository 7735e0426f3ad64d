#pragma once
// What stands between two labels of a table, cut into items: cells, lines or words, each a number, a mark for nothing, an
// empty place or foreign text.

#include <cstdint>
#include <string>
#include <vector>

#include "model/span.h"
#include "normalize/number.h"
#include "parser/document.h"

namespace nianbao::parser {

// What separates an item from the one before, weakest first.
enum class Boundary { none, space, tab, line, cell };

struct Item {
    Boundary boundary = Boundary::line;
    std::uint32_t begin = 0, end = 0;  // glyphs; equal for an empty place
    model::Span span;
    std::string raw;
    normalize::NumberReading number;  // presence blank for an empty place
    int table = -1, cell = -1;        // of a real cell; else -1
    bool broken = false;              // a cell with several numbers, one a line: 22 | 55
    bool trace = false;               // an empty paragraph or line: may be an empty cell, may be mere spacing

    bool run = false;                  // digits and their marks that do not read as one number: 2648-18538

    [[nodiscard]] bool is_text() const { return number.presence == model::Presence::unreadable && !run; }
};

// The items of glyphs [begin, end). Where `begin` lies inside a block, the rest of that block comes first. A page number
// on a line of its own (- 4 -) is left out; so are hidden blocks.
[[nodiscard]] std::vector<Item> items_between(const Document& document, std::uint32_t begin, std::uint32_t end, normalize::Sign sign);

// The item read again with another sign convention: the column decides whether 减4 is a number.
[[nodiscard]] normalize::NumberReading read_item(const Item& item, normalize::Sign sign);

}  // namespace nianbao::parser
