#include "parser/label_view.h"

#include <algorithm>
#include <unordered_map>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr std::size_t most_remembered = 10'000;  // far more than all forms have

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Most of every page, and what folds to itself.
bool is_ideograph(char32_t c) { return c >= 0x4E00 && c < 0xA000; }

// Publishers write 其它 for 其他 and 只记 for 只计; no two labels of a form differ in these alone.
char32_t one_spelling(char32_t c) {
    switch (c) {
        case U'它': return U'他';
        case U'记': return U'计';
        default: return c;
    }
}

}  // namespace

bool is_label_character(char32_t c) {
    if (c < 0x80) return is_digit(c) || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    // General punctuation to CJK symbols and punctuation carry no letter of a label but 〇; the folding has already made
    // one kind of the rest.
    if (c == U'〇') return true;
    if (c >= 0x2000 && c < 0x2E80) return false;
    if (c >= 0x3000 && c < 0x3040) return false;
    if (c >= 0xFE10 && c < 0xFF00) return false;
    return c != 0xD7 && c != 0xB7 && c != 0xFFFC && c != 0xFFFD;
}

bool closes_label(char32_t c) {
    static constexpr std::u32string_view marks = U"）)〕]】」』”\"’'》：:，,。；;、";
    return marks.find(c) != std::u32string_view::npos;
}

bool opens_label(char32_t c) {
    static constexpr std::u32string_view marks = U"（(〔[【「『“\"‘《";
    return marks.find(c) != std::u32string_view::npos;
}

LabelView make_view(const Document& document) {
    LabelView view;
    view.text.reserve(document.glyphs.size());
    view.glyph.reserve(document.glyphs.size());
    for (const Block& block : document.blocks) {
        bool edge = true;
        bool apart = true;
        for (std::uint32_t g = block.begin; g < block.end; ++g) {
            const char32_t& own = document.glyphs[g].c;
            const std::u32string_view folded = is_ideograph(own) ? std::u32string_view(&own, 1) : normalize::fold_code_point(own);
            bool kept = false;
            for (const char32_t c : folded) {
                if (!is_label_character(c)) continue;
                const bool turn = !view.text.empty() && is_digit(view.text.back()) != is_digit(c);
                view.text.push_back(one_spelling(c));
                view.glyph.push_back(g);
                view.edge_before.push_back(edge || turn);
                view.apart.push_back(apart);
                edge = apart = false;
                kept = true;
            }
            if (!kept) edge = true;  // a space or a mark
        }
    }
    view.letters.resize(view.text.size() + 1);
    for (std::size_t i = 0; i < view.text.size(); ++i) view.letters[i + 1] = view.letters[i] + (is_digit(view.text[i]) ? 0U : 1U);
    return view;
}

std::uint32_t LabelView::position_of(std::uint32_t g) const {
    return static_cast<std::uint32_t>(std::lower_bound(glyph.begin(), glyph.end(), g) - glyph.begin());
}

std::u32string view_of_label(std::string_view utf8) {
    std::u32string result;
    for (const char32_t c : normalize::folded_text(utf8))
        if (is_label_character(c)) result.push_back(one_spelling(c));
    return result;
}

const std::u32string& remembered_view(const std::string& label) {
    thread_local std::unordered_map<std::string, std::u32string> views;
    const auto known = views.find(label);
    if (known != views.end()) return known->second;
    if (views.size() >= most_remembered) views.clear();
    return views.emplace(label, view_of_label(label)).first->second;
}

}  // namespace nianbao::parser
