#include "parser/document.h"

#include <algorithm>

#include "normalize/fold.h"

namespace nianbao::parser {

std::string Document::text(std::uint32_t begin, std::uint32_t end) const {
    std::string result;
    for (std::uint32_t i = begin; i < end; ++i) normalize::append_utf8(result, glyphs[i].c);
    return result;
}

model::Span Document::span(std::uint32_t begin, std::uint32_t end) const {
    model::Span result;
    // Foster-parented text may stand before what it follows, so the ends are not simply those of the first and last glyph.
    for (std::uint32_t i = begin; i < end; ++i) result = join(result, glyphs[i].span);
    return result;
}

std::size_t Document::block_of(std::uint32_t g) const {
    const auto block = std::partition_point(blocks.begin(), blocks.end(), [g](const Block& b) { return b.end <= g; });
    return static_cast<std::size_t>(block - blocks.begin());
}

}  // namespace nianbao::parser
