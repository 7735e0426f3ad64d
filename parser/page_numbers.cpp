#include "parser/page_numbers.h"

#include <algorithm>
#include <vector>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t longest_number = 4;  // digits
constexpr std::size_t least_pages = 2;
constexpr std::size_t shortest_page = 8;  // lines with text between the numbers of two pages that no form feed parts

// The number of a line that holds nothing else; -1 for any other.
int number_of(const Document& document, const Block& block) {
    if (block.empty() || block.cell >= 0 || block.end - block.begin > longest_number) return -1;
    int number = 0;
    for (std::uint32_t g = block.begin; g < block.end; ++g) {
        const char32_t c = document.glyphs[g].c;
        if (c < U'0' || c > U'9') return -1;
        number = 10 * number + static_cast<int>(c - U'0');
    }
    return number;
}

bool is_form_feed_behind(const Document& document, const Block& block) {
    for (std::uint32_t g = block.end; g < document.glyphs.size() && normalize::is_space(document.glyphs[g].c); ++g)
        if (document.glyphs[g].c == U'\f') return true;
    return false;
}

// The last lines of the pages that form feeds part; without any, the lines that hold a bare number between empty ones.
std::vector<std::size_t> feet_of(const Document& document) {
    std::vector<std::size_t> feet, apart;
    const auto empty = [&](std::size_t b) { return b >= document.blocks.size() || document.blocks[b].empty(); };
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
        const Block& block = document.blocks[b];
        if (block.empty()) continue;
        if (is_form_feed_behind(document, block)) feet.push_back(b);
        if (number_of(document, block) >= 0 && empty(b + 1) && (b == 0 || empty(b - 1))) apart.push_back(b);
    }
    return feet.empty() ? apart : feet;
}

// They count on from page to page; a title page may have none.
bool count_on(const Document& document, const std::vector<std::size_t>& feet, std::size_t first) {
    for (std::size_t f = first; f + 1 < feet.size(); ++f)
        if (number_of(document, document.blocks[feet[f + 1]]) != number_of(document, document.blocks[feet[f]]) + 1 || feet[f + 1] < feet[f] + shortest_page) return false;
    return feet.size() - first >= least_pages;
}

}  // namespace

void hide_page_numbers(Document& document) {
    const std::vector<std::size_t> feet = feet_of(document);
    const auto numbered = std::find_if(feet.begin(), feet.end(), [&](std::size_t b) { return number_of(document, document.blocks[b]) >= 0; });
    const auto first = static_cast<std::size_t>(numbered - feet.begin());
    if (numbered == feet.end() || !count_on(document, feet, first)) return;
    for (std::size_t f = first; f < feet.size(); ++f) document.blocks[feet[f]].hidden = true;
}

}  // namespace nianbao::parser
