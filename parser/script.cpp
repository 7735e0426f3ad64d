#include "parser/script.h"

#include <string_view>

#include "normalize/simplified.h"

namespace nianbao::parser {
namespace {

constexpr int least_traditional = 8;           // characters without which a page is not in traditional script
constexpr std::uint32_t longest_reading = 8;   // letters of a spoken syllable, marks of tone among them: zhuàng

// Letters of Pinyin, with and without their tones.
bool is_pinyin(char32_t c) { return (c >= U'a' && c <= U'z') || std::u32string_view(U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹɑɡ").find(c) != std::u32string_view::npos; }
bool is_ideograph(char32_t c) { return c >= 0x3400 && c < 0xA000; }

// The glyph behind (shù) at `g`; `g` itself where no such thing stands.
std::uint32_t behind_reading(const std::vector<Glyph>& glyphs, std::uint32_t g, std::uint32_t end) {
    if (g == 0 || !is_ideograph(glyphs[g - 1].c) || (glyphs[g].c != U'(' && glyphs[g].c != U'（')) return g;
    std::uint32_t at = g + 1;
    while (at < end && at - g <= longest_reading && is_pinyin(glyphs[at].c)) ++at;
    return at > g + 1 && at < end && (glyphs[at].c == U')' || glyphs[at].c == U'）') ? at + 1 : g;
}

}  // namespace

bool is_traditional(const Document& document) {
    int traditional = 0;
    int simplified = 0;
    for (const Glyph& glyph : document.glyphs) switch (glyph.c) {
            case U'開': case U'數': case U'報': case U'條': case U'總': ++traditional; break;
            case U'开': case U'数': case U'报': case U'条': case U'总': ++simplified; break;
            default: break;
        }
    return traditional >= least_traditional && traditional > simplified;
}

void read_as_simplified(Document& document) {
    std::vector<Glyph> kept;
    kept.reserve(document.glyphs.size());
    document.printed.reserve(document.glyphs.size());
    const auto size = static_cast<std::uint32_t>(document.glyphs.size());
    std::vector<std::uint32_t> place(std::size_t{size} + 1);  // where each glyph is among those that are kept
    for (std::uint32_t g = 0; g < size;) {
        const std::uint32_t next = behind_reading(document.glyphs, g, size);
        for (; g < next; ++g) place[g] = static_cast<std::uint32_t>(kept.size());
        if (g == size) break;
        place[g] = static_cast<std::uint32_t>(kept.size());
        document.printed.push_back(document.glyphs[g].c);
        kept.push_back({normalize::simplified(document.glyphs[g].c), document.glyphs[g].span});
        ++g;
    }
    place[size] = static_cast<std::uint32_t>(kept.size());
    document.glyphs = std::move(kept);
    for (Block& block : document.blocks) {
        block.begin = place[block.begin];
        block.end = place[block.end];
    }
    document.title = normalize::simplified_text(document.title);
    for (MetaTag& meta : document.metas) meta.content = normalize::simplified_text(meta.content);
}

}  // namespace nianbao::parser
