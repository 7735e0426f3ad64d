#include "parser/label_view.h"

#include <algorithm>
#include <unordered_map>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

constexpr char32_t nothing = U'0';  // what a mark for nothing among values is in a view
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

bool is_nothing(char32_t c) {
    switch (c) {
        case U'-': case U'—': case U'–': case U'－': case U'−': case U'/': case U'／': case U'无': return true;
        default: return false;
    }
}

// The words of a block, as far as they are asked for: a mark for nothing among the values of a row is a value itself, and parts a
// label that is broken around them: 5.要求行政机关确认 / / / / / / / | 或重新出具已获取信息.
class Marks {
public:
    Marks(const Document& document, const Block& block) : glyphs_(document.glyphs), begin_(block.begin), end_(block.end) {}

    [[nodiscard]] bool is_value(std::uint32_t at) const {
        if (!is_nothing(glyphs_[at].c) || !stands_alone(at)) return false;
        const std::uint32_t before = skip_back(at);
        const std::uint32_t after = skip(at + 1);
        if (before == begin_ && after == end_) return glyphs_[at].c != U'无';
        const bool behind_value = before > begin_ && ends_value(before);
        const bool before_value = after < end_ && begins_value(after);
        // 0 0 04. 无 正当理由大量反复申请: a letter of a label, for what stands behind it is no value.
        if (glyphs_[at].c == U'无' && ((before > begin_ && !behind_value) || (after < end_ && !before_value))) return false;
        return behind_value || before_value;
    }

private:
    [[nodiscard]] bool is_space(std::uint32_t at) const { return normalize::is_space(glyphs_[at].c); }
    [[nodiscard]] bool stands_alone(std::uint32_t at) const { return (at == begin_ || is_space(at - 1)) && (at + 1 == end_ || is_space(at + 1)); }

    [[nodiscard]] std::uint32_t skip(std::uint32_t at) const {
        while (at < end_ && is_space(at)) ++at;
        return at;
    }

    [[nodiscard]] std::uint32_t skip_back(std::uint32_t at) const {
        while (at > begin_ && is_space(at - 1)) --at;
        return at;
    }

    static bool is_any_digit(char32_t c) { return is_digit(c) || (c >= U'０' && c <= U'９'); }

    [[nodiscard]] bool begins_value(std::uint32_t at) const { return is_any_digit(glyphs_[at].c) || (is_nothing(glyphs_[at].c) && stands_alone(at)); }

    // The word in front of `at` begins with a digit, or is a mark alone.
    [[nodiscard]] bool ends_value(std::uint32_t at) const {
        const std::uint32_t last = at - 1;
        if (is_nothing(glyphs_[last].c) && stands_alone(last)) return true;
        while (at > begin_ && !is_space(at - 1)) --at;
        return is_any_digit(glyphs_[at].c);
    }

    const std::vector<Glyph>& glyphs_;
    std::uint32_t begin_, end_;
};

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
    view.edge_before.reserve(document.glyphs.size());
    view.apart.reserve(document.glyphs.size());
    const auto put = [&view](char32_t c, std::uint32_t g, bool edge, bool apart) {
        view.text.push_back(c);
        view.glyph.push_back(g);
        view.edge_before.push_back(edge);
        view.apart.push_back(apart);
    };
    bool after_digit = false;
    for (const Block& block : document.blocks) {
        bool edge = true;
        bool apart = true;
        const Marks marks(document, block);
        for (std::uint32_t g = block.begin; g < block.end; ++g) {
            const char32_t own = document.glyphs[g].c;
            if (block.cell < 0 && is_nothing(own) && marks.is_value(g)) {
                put(nothing, g, true, apart);
                after_digit = is_digit(nothing);
                edge = true;
                apart = false;
                continue;
            }
            if (is_ideograph(own)) {
                put(one_spelling(own), g, edge || after_digit, apart);
                edge = apart = after_digit = false;
                continue;
            }
            bool kept = false;
            for (const char32_t c : normalize::fold_code_point(own)) {
                if (!is_label_character(c)) continue;
                const bool turn = !view.text.empty() && after_digit != is_digit(c);
                put(one_spelling(c), g, edge || turn, apart);
                after_digit = is_digit(c);
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
